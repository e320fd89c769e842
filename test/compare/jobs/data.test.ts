import { expect, it } from 'vitest';
import { jobsOf } from '../../../compare/explain/cell.ts';
import { experimentOf } from '../../../compare/explain/experiment.ts';
import { dataOf, dataReady } from '../../../compare/jobs/data.ts';
import type { Dataset } from '../../../src/data/dataset.ts';
import { isShared } from '../../../src/numbers/shared.ts';
import { partsOf } from '../../../src/run/divide.ts';
import { loadData } from '../../../src/run/load-data.ts';
import { standardised } from '../../../src/run/make-plan.ts';

const rows: Dataset = {
  name: 'a.csv',
  X: { rows: 4, cols: 1, data: Float32Array.from([1, NaN, 3, 4]) },
  y: Uint32Array.from([0, 1, 0, 1]),
  classes: ['a', 'b'],
  features: ['x'],
};
const hashOf = (more: Partial<Dataset>) => dataOf({ train: { ...rows, ...more } }).hash;

it('is known by what decides a number of its trainings: rows, how gaps are filled in, which groups stay together; not by names', () => {
  const known = [
    hashOf({}),
    hashOf({ X: { ...rows.X, data: Float32Array.from([1, NaN, 3, 5]) } }),
    hashOf({ gaps: { by: 'mean', words: [] } }),
    hashOf({ gaps: { by: 'median', words: [] } }),
    hashOf({ groups: Uint32Array.from([0, 0, 1, 1]) }),
    hashOf({ groups: Uint32Array.from([0, 1, 0, 1]) }),
  ];
  expect(new Set(known).size).toBe(known.length);
  expect(hashOf({ name: 'b.csv', features: ['y'] })).toBe(known[0]);
});

it('rows that are ready are those that every training of an explanation would make of them, in memory that all threads share', async () => {
  const experiment = experimentOf({ data: 'penguins', from: 'init=he-normal', to: 'init=zeros' });
  const data = dataReady(await loadData(experiment.from.configuration.spec));
  const divisions = jobsOf(experiment, [1, 2], data)
    .flat()
    .map(({ division }) => division);
  expect(divisions).toEqual(divisions.map(() => data.ready.division));
  const { fit, parts } = standardised(partsOf(data.rows, divisions[0]));
  expect(data.ready).toMatchObject({ fit, parts });
  expect(isShared(data.ready.parts.train.X.data)).toBe(true);
});
