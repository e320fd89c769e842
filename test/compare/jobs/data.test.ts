import { expect, it } from 'vitest';
import { dataOf } from '../../../compare/jobs/data.ts';
import type { Dataset } from '../../../src/data/dataset.ts';

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
