import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toDatasets } from '../../../../src/data/columns/datasets.ts';
import { ENCODINGS, MISSING } from '../../../../src/data/columns/options.ts';
import { withoutGaps } from '../../../../src/data/fill-gaps.ts';
import type { RawTable } from '../../../../src/data/raw-table.ts';
import { Fault } from '../../../../src/fault.ts';
import { holds } from '../../../holds.ts';
import { table } from './table.ts';

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -3, max: 12 }).map(String) },
  { weight: 2, arbitrary: fc.double({ min: -50, max: 50, noNaN: true }).map((x) => x.toFixed(2)) },
  { weight: 2, arbitrary: fc.constantFrom('a', 'b', 'A', 'yes', 'no', 'TRUE', 'false', '', '?', 'NA', '-', 'inf', '\u0000', "it's, so") },
  { weight: 1, arbitrary: fc.constantFrom('12%', '1,234', '1.234,5', '0,5', '$3', '2020-01-02', '31.12.2019', '1/2/2020', '99/99/2020', '-999') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '<5',
      '1.2M',
      '300K',
      '3 kg',
      '4 kg',
      '(12)',
      '5-',
      '1:30',
      '2:10',
      'a|b',
      'b|c',
      '\\N',
      '.',
      '#REF!',
      'USD 3',
      '€ 4',
      '1500000000',
      'total',
      'train',
      'test',
      '1 2 3',
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
);
const name = fc.constantFrom('label', 'y', 'x', 'id', '', 'price', 'kind', 'a,b', '1', '2020', 'sex', ' species');

/** What stands in a column: a kind of cell, or anything. */
const few = fc.oneof(
  { weight: 3, arbitrary: fc.subarray(['0', '1', '2', '3.5', '-4', '10'], { minLength: 2 }) },
  { weight: 2, arbitrary: fc.subarray(['a', 'b', 'c', ''], { minLength: 2 }) },
  { weight: 2, arbitrary: fc.array(cell, { minLength: 1, maxLength: 3 }) },
);

/** Columns of one kind each, in the last row of some a cell of another. */
const anyTable = fc.integer({ min: 1, max: 40 }).chain((rows) => {
  const column = fc.tuple(name, few, fc.array(fc.nat(), { minLength: rows, maxLength: rows }), fc.option(cell, { freq: 1 }));
  return fc.tuple(fc.boolean(), fc.array(column, { minLength: 1, maxLength: 6 })).map(([hasHeader, columns]) => {
    const cells = Array.from({ length: rows }, (_, r) =>
      columns.map(([, texts, picks, odd]) => (odd !== null && r === rows - 1 ? odd : texts[picks[r]! % texts.length]!)),
    );
    return table(hasHeader ? columns.map(([head]) => head) : undefined, cells);
  });
});
const word = fc.oneof(fc.integer({ min: -7, max: 7 }), name);
const usualOptions = fc.record({ label: fc.nat(2), missing: fc.constantFrom(...MISSING) } as const, { requiredKeys: ['label'] });
const anyOptions = fc.record(
  {
    label: word,
    task: fc.constantFrom('classification', 'regression'),
    encode: fc.constantFrom(...ENCODINGS),
    dates: fc.constantFrom('drop', 'days'),
    missing: fc.constantFrom(...MISSING),
    missingValues: fc.constantFrom(['-999'], ['a', '1']),
    missingIndicators: fc.boolean(),
    drop: fc.array(word, { maxLength: 2 }),
    columns: fc.array(word, { minLength: 1, maxLength: 3 }),
    rows: fc.constantFrom('1', '5', '2-9'),
    group: word,
    arePixels: fc.boolean(),
  } as const,
  { requiredKeys: [] },
);

/** Each of the options that a message gives names a label. */
function checkOptions(train: RawTable, message: string): void {
  for (const [, word = '', regression] of message.matchAll(/^ {2}--label (\S+|'[^']*')( --task regression)? {2}/gm)) {
    try {
      toDatasets(train, undefined, { missing: 'median', label: word.replace(/^'(.*)'$/, '$1'), ...(regression && { task: 'regression' }) });
    } catch (error) {
      expect((error as Error).message).not.toMatch(
        /is not clear|there is no such column|--label names|Choose another column|The target of a regression is a number/,
      );
    }
  }
}

it('any table, with any options, becomes data sets without gaps, or is refused in words', async () => {
  const ends = { read: 0, refused: 0 };
  await holds(
    fc.property(anyTable, fc.option(anyTable, { nil: undefined, freq: 1 }), fc.oneof(usualOptions, anyOptions), (train, test, options) => {
      try {
        const datasets = toDatasets(train, test, options);
        const sets = withoutGaps([datasets.train, ...(datasets.test ? [datasets.test] : [])]);
        for (const { X, y, features, story } of sets) {
          expect(X.data.every(Number.isFinite)).toBe(true);
          expect([X.cols, X.data.length]).toEqual([features.length, X.rows * X.cols]);
          expect(y instanceof Uint32Array ? y.length : y.rows).toBe(X.rows);
          if (story) expect(story.columns.reduce((sum, { inputs }) => sum + inputs, 0)).toBe(X.cols);
        }
        ends.read++;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        expect(error.message).not.toMatch(/undefined|NaN\b(?!')|\[object/);
        if (error.message.includes('is not clear')) checkOptions(train, error.message);
        ends.refused++;
      }
    }),
    600,
    3,
  );
  expect(ends.read).toBeGreaterThan(40);
  expect(ends.refused).toBeGreaterThan(40);
});
