import { gatherTargets, isClasses, type Target, targetRoom } from '../model/target.ts';
import type { Matrix } from '../numbers/matrix.ts';
import type { DataStory } from './columns/story.ts';

/** Rows of features, each with its class or its values. Train, validation and test sets of one run share all names. */
export interface Dataset<T extends Target = Target> {
  /** Where the rows come from, as messages name it: the path as the user gave it. */
  readonly name: string;
  /** (rows, features), as in the file: float32 where every value survives it unchanged (pixels do), else float64. */
  readonly X: Matrix;
  /** (rows) class indices, or (rows, K) values or labels as in the file. */
  readonly y: T;
  /** The classes' names; the index is the class. None where y is a matrix. */
  readonly classes: readonly string[];
  /** The names of the values, where y is of values. */
  readonly targets?: readonly string[];
  /** The names of the labels, where y is of 0 and 1: of each whether a row has it. */
  readonly labels?: readonly string[];
  /** The features' names, from the header, else 'column 2' and so on, as the file numbers them from 1. */
  readonly features: readonly string[];
  /** Where X has gaps, NaN: how they are filled in once it is known which rows are trained on. */
  readonly gaps?: Gaps;
  /** (rows) which group each row belongs to, where no group may be divided. */
  readonly groups?: Uint32Array;
  /** What was made of the columns of the file, where it comes from one. */
  readonly story?: DataStory;
}

/** How missing values are filled in: by a number of the training rows for each column. */
export interface Gaps {
  readonly by: 'mean' | 'median' | 'most-frequent';
  /** Columns [from, to) that are one word, written one-hot: all of them are missing or none. */
  readonly words: readonly (readonly [from: number, to: number])[];
}

export function isOfClasses(dataset: Dataset): dataset is Dataset<Uint32Array> {
  return isClasses(dataset.y);
}

/**
 * The rows with the given indices, in the given order; a copy.
 * @throws RangeError if there is no such row.
 */
export function takeRows<T extends Target>(dataset: Dataset<T>, indices: ArrayLike<number>): Dataset<T> {
  const { cols } = dataset.X;
  const data = new (dataset.X.data instanceof Float64Array ? Float64Array : Float32Array)(indices.length * cols);
  for (let r = 0; r < indices.length; r++) {
    const from = indices[r]!;
    if (!(Number.isInteger(from) && from >= 0 && from < dataset.X.rows)) {
      throw new RangeError(`Row ${from} of ${dataset.X.rows}.`);
    }
    data.set(dataset.X.data.subarray(from * cols, (from + 1) * cols), r * cols);
  }
  return { ...dataset, ...takeBeside(dataset, indices), X: { rows: indices.length, cols, data } };
}

/** What belongs to these rows beside their features. */
export function takeBeside<T extends Target>({ y, groups }: Dataset<T>, indices: ArrayLike<number>): Pick<Dataset<T>, 'y' | 'groups'> {
  return {
    y: gatherTargets(y, indices, targetRoom(y, indices.length)),
    ...(groups && { groups: Uint32Array.from(indices, (row) => groups[row]!) }),
  };
}

/** Whether all rows have the same value, or label, in column k. */
export function isConstant({ y }: Dataset, k: number): boolean {
  return !isClasses(y) && y.data.every((value, i) => i % y.cols !== k || value === y.data[k]);
}

/** The number of rows of each class. */
export function classCounts(dataset: Dataset<Uint32Array>): Uint32Array {
  const counts = new Uint32Array(dataset.classes.length);
  for (const k of dataset.y) counts[k]!++;
  return counts;
}

/**
 * How many rows of `other` (rows, features) are equal, number by number, to some row of X.
 * Rows are compared only where their 32-bit hashes (FNV-1a over the float32 roundings) agree.
 */
export function countSharedRows(X: Matrix, other: Matrix): number {
  const byHash = new Map<number, number[]>();
  rowHashes(X).forEach((hash, row) => {
    const rows = byHash.get(hash);
    if (rows === undefined) byHash.set(hash, [row]);
    else if (!rows.some((earlier) => sameRow(X, earlier, X, row))) rows.push(row);
  });
  let shared = 0;
  rowHashes(other).forEach((hash, row) => {
    if (byHash.get(hash)?.some((candidate) => sameRow(X, candidate, other, row))) shared++;
  });
  return shared;
}

function rowHashes(X: Matrix): Uint32Array {
  const single = new Float32Array(1);
  const bits = new Uint32Array(single.buffer);
  const hashes = new Uint32Array(X.rows);
  for (let r = 0, i = 0; r < X.rows; r++) {
    let hash = 0x811c9dc5;
    for (let c = 0; c < X.cols; c++, i++) {
      single[0] = X.data[i]! + 0; // −0 + 0 = 0: equal numbers have equal bits
      hash = Math.imul(hash ^ bits[0]!, 0x01000193);
      hash ^= hash >>> 15; // the high bits of a float hold most of it
    }
    hashes[r] = hash;
  }
  return hashes;
}

function sameRow(X: Matrix, r: number, Y: Matrix, s: number): boolean {
  if (X.cols !== Y.cols) return false;
  for (let c = 0; c < X.cols; c++) {
    const [x, y] = [X.data[r * X.cols + c]!, Y.data[s * Y.cols + c]!];
    if (x !== y && !(Number.isNaN(x) && Number.isNaN(y))) return false; // a gap is a gap
  }
  return true;
}
