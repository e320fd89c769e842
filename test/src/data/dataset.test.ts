import fc from 'fast-check';
import { expect, it } from 'vitest';
import { classCounts, countSharedRows, type Dataset, takeRows } from '../../../src/data/dataset.ts';
import { type Dtype, matrix } from '../../../src/numbers/matrix.ts';

function dataset(dtype: Dtype = 'float32'): Dataset<Uint32Array> {
  return {
    name: 'three.csv',
    X: matrix(
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      dtype,
    ),
    y: Uint32Array.of(0, 2, 2),
    classes: ['a', 'b', 'c'],
    features: ['length', 'width'],
  };
}

it('takes rows with their classes, in the order asked for, and again if asked again', () => {
  const taken = takeRows(dataset(), [2, 0, 2]);
  expect(taken).toEqual({
    ...dataset(),
    X: matrix([
      [5, 6],
      [1, 2],
      [5, 6],
    ]),
    y: Uint32Array.of(2, 0, 2),
  });
});

it('takes a copy, in the float type of the original', () => {
  const original = dataset('float64');
  const taken = takeRows(original, [0]);
  expect(taken.X.data).toBeInstanceOf(Float64Array);
  taken.X.data[0] = 99;
  taken.y[0] = 1;
  expect(original).toEqual(dataset('float64'));
});

it('takes no row that is not there', () => {
  expect(() => takeRows(dataset(), [3])).toThrow(new RangeError('Row 3 of 3.'));
  expect(() => takeRows(dataset(), [-1])).toThrow(RangeError);
  expect(() => takeRows(dataset(), [Number.NaN])).toThrow(RangeError);
  expect(takeRows(dataset(), []).X).toEqual({ rows: 0, cols: 2, data: new Float32Array(0) });
});

it('counts the rows of each class, none included', () => {
  expect([...classCounts(dataset())]).toEqual([1, 0, 2]);
});

it('counts the rows that are in both, each one of the second as often as it stands there', () => {
  const X = matrix([
    [1, 2],
    [3, 4],
    [1, 2],
  ]);
  expect(
    countSharedRows(
      X,
      matrix([
        [1, 2],
        [1, 2],
        [2, 1],
        [3, 5],
        [3, 4],
      ]),
    ),
  ).toBe(3);
});

it('compares numbers, whatever type they are stored in', () => {
  expect(
    countSharedRows(
      matrix([[0.5, -0]], 'float32'),
      matrix(
        [
          [0.5, 0],
          [0.1, 0],
        ],
        'float64',
      ),
    ),
  ).toBe(1);
  expect(countSharedRows(matrix([[0.1]], 'float64'), matrix([[0.1]], 'float32'))).toBe(0);
});

it('tells numbers apart that are one in float32, on either side', () => {
  const close = [[0.1], [Math.fround(0.1)], [0.1 + 1e-10]];
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2],
  ]) {
    const X = matrix(
      order.map((r) => close[r]!),
      'float64',
    );
    expect(countSharedRows(X, matrix([...close, [0.1 + 2e-10]], 'float64'))).toBe(3);
  }
});

it('finds what comparing every pair of rows finds', () => {
  const rows = fc.array(fc.tuple(fc.nat(3), fc.constantFrom(0, -0, 0.1, 1e300)), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(rows, rows, (A, B) => {
      const shared = B.filter((b) => A.some((a) => a[0] === b[0] && a[1] === b[1])).length;
      expect(countSharedRows(matrix(A, 'float64'), matrix(B, 'float64'))).toBe(shared);
    }),
  );
});
