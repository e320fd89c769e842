import { dtypeOf, type Matrix, matrix, ShapeError, zeros } from '../../src/numbers/matrix.ts';
import type { Vector } from './define-network.ts';

/** (rows, cols) as an array of rows: `toNested(X)[r][c]`. Shares no memory with M. */
export function toNested(M: Matrix): number[][] {
  return Array.from({ length: M.rows }, (_, r) => Array.from(M.data.subarray(r * M.cols, (r + 1) * M.cols)));
}

/** An array of rows as a float64 matrix. @throws ShapeError if the rows are not all of one length */
export function fromNested(rows: readonly Vector[]): Matrix {
  return matrix(
    rows.map((row) => Array.from(row)),
    'float64',
  );
}

/** A bias (1, out), or any other matrix, as one plain array, row after row. */
export function toVector(M: Matrix): number[] {
  return Array.from(M.data);
}

/**
 * Rows become columns: for a network that keeps W as (out, in) or takes its samples as columns. A matrix gives a
 * matrix, nested arrays give nested arrays.
 */
export function transposed(M: Matrix): Matrix;
export function transposed(rows: readonly Vector[]): number[][];
export function transposed(M: Matrix | readonly Vector[]): Matrix | number[][] {
  return 'data' in M ? transposedMatrix(M) : toNested(transposedMatrix(fromNested(M)));
}

function transposedMatrix(M: Matrix): Matrix {
  const T = zeros(M.cols, M.rows, dtypeOf(M));
  for (let r = 0; r < M.rows; r++) for (let c = 0; c < M.cols; c++) T.data[c * M.rows + r] = M.data[r * M.cols + c]!;
  return T;
}

/** Class indices (B) as rows (B, classes) with a single 1. @throws ShapeError for a label that is not a class */
export function oneHot(y: Vector, classes: number): number[][] {
  return Array.from(y, (label, r) => {
    if (!(label >= 0 && label < classes)) throw new ShapeError(`y[${r}] = ${label}: there are classes 0 to ${classes - 1}.`);
    return Array.from({ length: classes }, (_, k) => (k === label ? 1 : 0));
  });
}
