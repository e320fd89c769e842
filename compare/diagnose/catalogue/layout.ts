import { map, transpose } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';

/**
 * The numbers of W (in, out) read as if they were kept as (out, in): for a square W its transpose. For any other
 * shape this is what the mistake looks like where matrices are kept in flat arrays, and shapes do not tell.
 */
export function otherLayout(W: Matrix): Matrix {
  return transpose({ rows: W.cols, cols: W.rows, data: W.data });
}

/** The inverse: M (in, out) with its numbers laid down as (out, in). */
export function toOtherLayout(M: Matrix): Matrix {
  return { ...transpose(M), rows: M.rows, cols: M.cols };
}

/** Zeros of that shape: not 0·M, in which a NaN would live on. */
export function zerosLike(M: Matrix): Matrix {
  return map(M, () => 0);
}
