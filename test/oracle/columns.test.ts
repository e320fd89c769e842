import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { toDatasets } from '../../src/data/columns/datasets.ts';
import type { ColumnOptions } from '../../src/data/columns/options.ts';
import { withoutGaps } from '../../src/data/fill-gaps.ts';
import { fitStandardiser, standardise } from '../../src/data/standardise.ts';
import { readTable, type TableOptions } from '../../src/data/table/read-table.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';

const folder = fileURLToPath(new URL('columns', import.meta.url));
const names = readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : []));

interface Expected {
  readonly options: ColumnOptions & TableOptions;
  /** Of the training file and the test file: rows of inputs, without gaps, and standardised. */
  readonly X: readonly (readonly number[])[][];
  readonly Z: readonly (readonly number[])[][];
}

/** The largest difference, relative to the number where it is above 1. */
function furthest(M: Matrix, rows: readonly (readonly number[])[]): number {
  expect([M.rows, M.cols]).toEqual([rows.length, rows[0]!.length]);
  return Math.max(...rows.flat().map((x, i) => Math.abs(x - M.data[i]!) / Math.max(1, Math.abs(x))));
}

it('has ten mixed tables', () => {
  expect(names).toHaveLength(10);
});

it.each(names)('a table is encoded, filled in and standardised as pandas and scikit-learn have it: %s', async (name) => {
  const { options, X, Z } = JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')) as Expected;
  const [trainTable, testTable] = [await readTable(`${folder}/${name}.train.csv`, options), await readTable(`${folder}/${name}.test.csv`, options)];
  const { train, test } = toDatasets(trainTable, testTable, options);
  const sets = withoutGaps([train, test!]);
  const fit = fitStandardiser(sets[0]!.X);
  sets.forEach((dataset, k) => {
    expect(furthest(dataset.X, X[k]!)).toBeLessThanOrEqual(1e-12);
    expect(furthest(standardise(dataset.X, fit, 'float64'), Z[k]!)).toBeLessThanOrEqual(1e-12);
  });
});
