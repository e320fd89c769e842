import { describe, expect, it } from 'vitest';
import { addRow, map, product, scale, sumRows, times, timesTransposed, transpose, transposedTimes } from '../../../src/numbers/algebra.ts';
import { filled, map32 } from '../../../src/numbers/float32.ts';
import { type Matrix, matrix } from '../../../src/numbers/matrix.ts';
import { stream } from '../../../src/numbers/random.ts';

const A = matrix([
  [1, 2, 3],
  [4, 5, 6],
]); // float32, as a network's are
const rows = ({ rows, cols, data }: Matrix) => Array.from({ length: rows }, (_, r) => [...data.subarray(r * cols, (r + 1) * cols)]);

describe('algebra', () => {
  it('multiplies, transposes and sums', () => {
    expect(
      rows(
        product(
          A,
          matrix([
            [1, 0],
            [0, 1],
            [2, 0],
          ]),
        ),
      ),
    ).toEqual([
      [7, 2],
      [16, 5],
    ]);
    expect(rows(transpose(A))).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(rows(sumRows(A))).toEqual([[5, 7, 9]]);
  });

  it('goes element by element', () => {
    expect(rows(times(A, A))).toEqual([
      [1, 4, 9],
      [16, 25, 36],
    ]);
    expect(rows(addRow(A, matrix([[10, 20, 30]])))).toEqual([
      [11, 22, 33],
      [14, 25, 36],
    ]);
    expect(rows(scale(A, 2))).toEqual([
      [2, 4, 6],
      [8, 10, 12],
    ]);
    expect(rows(map(A, (value, i) => 10 * i + value))).toEqual([
      [1, 12, 23],
      [34, 45, 56],
    ]);
  });

  it('multiplies with a transposed matrix to the same bits, zeros and infinities among its numbers, without making it', () => {
    const random = stream(1, 'algebra');
    const drawn = (rows: number, cols: number) => filled(rows, cols, () => (random.uniform(0, 1) < 0.2 ? 0 : random.normal()));
    const [B, C] = [drawn(7, 9), drawn(7, 6)];
    B.data[3] = Infinity;
    expect(transposedTimes(B, C)).toEqual(product(transpose(B), C));
    expect(timesTransposed(transpose(B), transpose(C))).toEqual(product(transpose(B), C));
    expect(timesTransposed(A, matrix([[1, 2]]))).toEqual(product(A, transpose(matrix([[1, 2]])))); // NaN, as of all that has no partner
  });

  it('is in float64 whatever it is given', () => {
    for (const M of [product(A, transpose(A)), transpose(A), sumRows(A), times(A, A), addRow(A, A), scale(A, 0.1)]) expect(M.data).toBeInstanceOf(Float64Array);
  });
});

it('map32 and filled round to float32', () => {
  expect(map32(matrix([[1]], 'float64'), (value) => value / 10).data).toEqual(Float32Array.of(0.1));
  expect(filled(1, 2, () => 0.1)).toEqual(matrix([[0.1, 0.1]]));
});
