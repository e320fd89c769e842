import { dtypeOf, firstRows, type Matrix, zeros } from '../numbers/matrix.ts';
import { logitsWidth, type Output } from './model-spec.ts';

/** What a batch is to be answered with: B classes, or a row of values for each of its rows, (B, K). */
export type Target = Uint32Array | Matrix;

export function isClasses(target: Target): target is Uint32Array {
  return target instanceof Uint32Array;
}

/** The classes, where nothing else makes sense. @throws TypeError for values */
export function classesOf(target: Target): Uint32Array {
  if (isClasses(target)) return target;
  throw new TypeError('Expected classes, got values.');
}

/** The rows that it is for. */
export function targetRows(target: Target): number {
  return isClasses(target) ? target.length : target.rows;
}

/** Room for the targets of so many rows, of the kind of `like`. */
export function targetRoom<T extends Target>(like: T, rows: number): T {
  return (isClasses(like) ? new Uint32Array(rows) : zeros(rows, like.cols, dtypeOf(like))) as T;
}

/** The targets of the given rows, copied into the first rows of `room`, which is of the same kind; a view of these. */
export function gatherTargets<T extends Target>(target: T, rows: ArrayLike<number>, room: T): T {
  if (isClasses(target) && isClasses(room)) {
    for (let r = 0; r < rows.length; r++) room[r] = target[rows[r]!]!;
    return room.subarray(0, rows.length) as Target as T;
  }
  const [from, into] = [target, room] as [Matrix, Matrix];
  const { cols } = from;
  for (let r = 0; r < rows.length; r++) into.data.set(from.data.subarray(rows[r]! * cols, (rows[r]! + 1) * cols), r * cols);
  return firstRows(into, rows.length) as Target as T;
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
