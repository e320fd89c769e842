import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Datasets, toDatasets } from '../../../../src/data/columns/datasets.ts';
import { type ColumnOptions, ENCODINGS, MISSING } from '../../../../src/data/columns/options.ts';
import { withoutGaps } from '../../../../src/data/fill-gaps.ts';
import { Fault } from '../../../../src/fault.ts';
import { holds } from '../../../holds.ts';
import { faultyCopies } from '../table/faulty-file.ts';
import { read } from '../table/table-folder.ts';

const options: fc.Arbitrary<ColumnOptions> = fc.record(
  {
    label: fc.constantFrom(-1, 0, 1),
    task: fc.constantFrom('classification', 'classification', 'regression'),
    missing: fc.constantFrom(...MISSING),
    encode: fc.constantFrom(...ENCODINGS),
    dates: fc.constantFrom('drop', 'days'),
    missingIndicators: fc.boolean(),
  } as const,
  { requiredKeys: [] },
);

function checkDatasets({ train, test }: Datasets): void {
  for (const { X, y, classes, features } of withoutGaps(test ? [train, test] : [train])) {
    expect(X.rows).toBeGreaterThan(0);
    expect([X.cols, X.data.length]).toEqual([features.length, X.rows * X.cols]);
    expect(X.data.every(Number.isFinite)).toBe(true);
    if (y instanceof Uint32Array) expect(y.every((k) => k < classes.length) && y.length === X.rows).toBe(true);
    else expect(y.rows === X.rows && y.data.every(Number.isFinite)).toBe(true);
  }
}

it('a file with faults of any kind becomes data sets, or is refused in words whose first line begins with its place', async () => {
  const ends = { read: 0, refused: 0 };
  await holds(
    fc.asyncProperty(fc.oneof({ weight: 2, arbitrary: faultyCopies(1, 2) }, faultyCopies(2, 2)), options, async ([bytes, other], given) => {
      try {
        checkDatasets(toDatasets(await read(bytes!, {}, 'some.data'), other && (await read(other, {}, 'other.data')), given));
        ends.read++;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        expect(error.message).toMatch(/^(some|other)\.data[^\n]*[.?:](\n|$)/);
        expect(error.message).not.toMatch(/properties of|is not a function|\[object/);
        ends.refused++;
      }
    }),
    400,
    0.4,
  );
  expect(Math.min(ends.read, ends.refused)).toBeGreaterThan(20);
});
