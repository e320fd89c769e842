import { type Matrix, zeros } from '../numbers/matrix.ts';
import { logitsWidth, type Output } from './model-spec.ts';

/** What a batch is to be answered with: B classes, or a row of values for each of its rows, (B, K). */
export type Target = Uint32Array | Matrix;

export function isClasses(target: Target): target is Uint32Array {
  return target instanceof Uint32Array;
}

/** The rows that it is for. */
export function targetRows(target: Target): number {
  return isClasses(target) ? target.length : target.rows;
}

/** T (B, K) in float64: a class as a row with a single 1, or, for one sigmoid, as the number 0 or 1. */
export function targetMatrix(target: Target, output: Output): Matrix {
  if (!isClasses(target)) return { ...target, data: Float64Array.from(target.data) };
  const K = logitsWidth(output);
  const T = zeros(target.length, K, 'float64');
  target.forEach((label, r) => {
    if (K === 1) T.data[r] = label;
    else if (label < K) T.data[r * K + label] = 1;
  });
  return T;
}
