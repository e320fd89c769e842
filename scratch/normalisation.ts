import type { Normalisation } from '../src/model/model-spec.ts';
import type { Statistics } from '../src/model/network.ts';
import { map, scale, sumRows, times } from '../src/numbers/algebra.ts';
import type { Matrix } from '../src/numbers/matrix.ts';

/** (Z − μ)/√(σ² + ε) and 1/√(σ² + ε), (B, units) each. */
export interface Standardised {
  readonly unit: Matrix;
  readonly inverse: Matrix;
}

export function columnStatistics(Z: Matrix): Statistics {
  const mean = scale(sumRows(Z), 1 / Z.rows);
  const apart = map(Z, (z, i) => (z - mean.data[i % Z.cols]!) ** 2);
  return { mean, variance: scale(sumRows(apart), 1 / Z.rows) };
}

/** Each column by its own mean and variance. */
export function byColumns(Z: Matrix, { mean, variance }: Statistics, ε: number): Standardised {
  const inverse = map(Z, (_, i) => 1 / Math.sqrt(variance.data[i % Z.cols]! + ε));
  return { inverse, unit: map(Z, (z, i) => (z - mean.data[i % Z.cols]!) * inverse.data[i]!) };
}

/** Each row by its own mean and variance. */
export function byRows(Z: Matrix, ε: number): Standardised {
  const rows = Array.from({ length: Z.rows }, (_, r) => {
    const row = Z.data.subarray(r * Z.cols, (r + 1) * Z.cols) as Float64Array;
    const mean = row.reduce((sum, z) => sum + z, 0) / Z.cols;
    return { mean, inverse: 1 / Math.sqrt(row.reduce((sum, z) => sum + (z - mean) ** 2, 0) / Z.cols + ε) };
  });
  const at = (i: number) => rows[Math.floor(i / Z.cols)]!;
  return { inverse: map(Z, (_, i) => at(i).inverse), unit: map(Z, (z, i) => (z - at(i).mean) * at(i).inverse) };
}

/**
 * ∂L/∂Z from dU = ∂L/∂unit: 1/√(σ² + ε)·(dU − mean dU − unit·mean(dU ⊙ unit)), the means over what was normalised together,
 * since μ and σ² depend on every number of it (Ioffe and Szegedy, 2015; Ba et al., 2016).
 */
export function standardisedGradient(dU: Matrix, { unit, inverse }: Standardised, over: 'rows' | 'columns'): Matrix {
  const means = (M: Matrix) => (over === 'columns' ? columnMeans(M) : rowMeans(M));
  const [mean, along] = [means(dU), means(times(dU, unit))];
  return map(dU, (d, i) => inverse.data[i]! * (d - mean(i) - unit.data[i]! * along(i)));
}

function columnMeans(M: Matrix): (i: number) => number {
  const sums = sumRows(M).data;
  return (i) => sums[i % M.cols]! / M.rows;
}

function rowMeans(M: Matrix): (i: number) => number {
  const sums = new Float64Array(M.rows);
  M.data.forEach((value, i) => {
    sums[Math.floor(i / M.cols)]! += value;
  });
  return (i) => sums[Math.floor(i / M.cols)]! / M.cols;
}

/** The statistics that are kept, after a batch of so many rows. */
export function keptStatistics(before: Statistics, { mean, variance }: Statistics, rows: number, { momentum: m, unbiased }: Normalisation): Statistics {
  const correction = unbiased && rows > 1 ? rows / (rows - 1) : 1;
  return {
    mean: map(before.mean, (kept, i) => (1 - m) * kept + m * mean.data[i]!),
    variance: map(before.variance, (kept, i) => (1 - m) * kept + m * correction * variance.data[i]!),
  };
}

/** Before the first step: mean 0, variance 1. */
export function newStatistics(units: number): Statistics {
  return { mean: { rows: 1, cols: units, data: new Float64Array(units) }, variance: { rows: 1, cols: units, data: new Float64Array(units).fill(1) } };
}
