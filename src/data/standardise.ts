import { count, Fault, list, quoted } from '../fault.ts';
import { type Dtype, type Matrix, ShapeError, shape, zeros } from '../numbers/matrix.ts';
import type { Dataset } from './dataset.ts';

/** Column means and standard deviations (divisor n) of the training rows, each (features), in float64. */
export interface Standardiser {
  readonly mean: Float64Array;
  readonly std: Float64Array;
}

/** Makes the matrix that is filled; it may be `of`, from whose numbers it is filled one by one. */
export type Room = (rows: number, cols: number, dtype: Dtype, of: Matrix) => Matrix;

/** Added to every standard deviation, as usual, so that a column that hardly varies is not blown up without bound. */
const epsilon = 1e-8;

/** Standardised numbers seldom pass this; a column with larger ones drowns the others. */
const LARGE = 10;

/**
 * Mean and standard deviation of every column of X (rows, features), in two passes: σ² = Σ(x − mean)²/n.
 * Numbers are counted from the column's first one, so a constant column has its own value as mean and 0 as deviation,
 * exactly. `features` are the columns' names for a message.
 * @throws Fault if a column's numbers are so large that their squares overflow float64.
 */
export function fitStandardiser(X: Matrix, features: readonly string[] = []): Standardiser {
  if (X.rows === 0) throw new ShapeError(`A mean needs at least one row, got ${shape(X)}.`);
  const { cols, rows, data } = X;
  const mean = new Float64Array(cols);
  for (let r = 0, i = 0; r < rows; r++) for (let c = 0; c < cols; c++, i++) mean[c]! += data[i]! - data[c]!;
  for (let c = 0; c < cols; c++) mean[c] = data[c]! + mean[c]! / rows;

  const std = new Float64Array(cols);
  for (let r = 0, i = 0; r < rows; r++) for (let c = 0; c < cols; c++, i++) std[c]! += (data[i]! - mean[c]!) ** 2;
  for (let c = 0; c < cols; c++) {
    std[c] = Math.sqrt(std[c]! / rows);
    if (!Number.isFinite(std[c])) {
      throw new Fault(
        `The numbers of column ${quoted(features[c] ?? `${c + 1}`)} are too large to take their standard deviation ` +
          '(their squares overflow float64). Divide the column by a power of ten.',
      );
    }
  }
  return { mean, std };
}

/**
 * (x − mean)/(std + 1e-8) for every x of X (rows, features), computed in float64 and rounded to `dtype` once. A column
 * that was constant in training has no scale to divide by: it is only centred, as scikit-learn's StandardScaler does.
 * @throws ShapeError if X has not the columns that `fit` was made from.
 * @throws Fault if a result is too large for `dtype`.
 */
export function standardise(X: Matrix, fit: Standardiser, dtype: Dtype = 'float32', room: Room = zeros): Matrix {
  const { mean, std } = fit;
  if (X.cols !== mean.length) throw new ShapeError(`standardise: X must be (rows, ${mean.length}), got ${shape(X)}.`);
  const Z = room(X.rows, X.cols, dtype, X);
  for (let r = 0, i = 0; r < X.rows; r++) {
    for (let c = 0; c < X.cols; c++, i++) {
      const x = X.data[i]!;
      Z.data[i] = (x - mean[c]!) / scaleOf(std[c]!);
      if (!Number.isFinite(Z.data[i])) {
        throw new Fault(
          `Row ${r + 1}, feature ${c + 1}: ${x} is too far from the training mean ${mean[c]} ` +
            `(standard deviation ${std[c]}) to be standardised in ${dtype}. Is it a mistake, or on another scale?`,
        );
      }
    }
  }
  return Z;
}

/** What a column of this deviation is divided by. */
export function scaleOf(std: number): number {
  return std === 0 ? 1 : std + epsilon;
}

/**
 * What the user should know of columns that standardising cannot serve: constant in the training rows but far from it
 * in `others`, where no scale brings them near; and so narrow that the 1e-8 shrinks them by over a tenth.
 */
export function standardiserWarnings(fit: Standardiser, train: Dataset, others: readonly Dataset[]): string[] {
  const named = (columns: number[]): string => list(columns.map((c) => train.features[c]!));
  const warnings = others.flatMap((other) => {
    const { columns, rows, largest } = departures(fit, other.X);
    if (columns.length === 0) return [];
    return [
      `${count(columns.length, 'column')} (${named(columns)}) constant in the training rows, so not scaled, but not in ${other.name}: ` +
        `${count(rows, 'row')} there, as far as ${largest.toPrecision(2)} from it, may drown all else. ` +
        'Leave such columns out, or train on more rows.',
    ];
  });
  const narrow = Array.from(fit.std.keys()).filter((c) => fit.std[c]! < epsilon * 10 && varies(train.X, c));
  if (narrow.length > 0) {
    warnings.push(
      `${count(narrow.length, 'column')} (${named(narrow)}) with a standard deviation below 1e-7, flattened by the 1e-8 in ` +
        '(x − mean)/(std + 1e-8). Multiply by a power of ten.',
    );
  }
  return warnings;
}

/** Whether a column holds more than one number; its deviation may be 0 all the same, where the squares fall below float64. */
function varies({ rows, cols, data }: Matrix, c: number): boolean {
  for (let r = 1; r < rows; r++) if (data[r * cols + c] !== data[c]) return true;
  return false;
}

/** Where X is far from columns that were constant in training: those columns, how many rows, the largest result. */
function departures({ mean, std }: Standardiser, X: Matrix): { columns: number[]; rows: number; largest: number } {
  const constant = Array.from(std.keys()).filter((c) => std[c] === 0);
  const columns = new Set<number>();
  const rows = new Set<number>();
  let largest = 0;
  for (let r = 0; r < X.rows; r++) {
    for (const c of constant) {
      const difference = Math.abs(X.data[r * X.cols + c]! - mean[c]!);
      if (difference <= LARGE) continue;
      columns.add(c);
      rows.add(r);
      largest = Math.max(largest, difference);
    }
  }
  return { columns: [...columns].sort((a, b) => a - b), rows: rows.size, largest };
}
