import { Fault, quoted } from '../fault.ts';
import { type Dtype, type Matrix, zeros } from '../numbers/matrix.ts';
import { fitStandardiser, scaleOf } from './standardise.ts';

/** How values are brought to a size that a network learns well: (t − mean)/unit, each of K. */
export interface TargetScale {
  readonly names: readonly string[];
  readonly mean: readonly number[];
  readonly unit: readonly number[];
}

/** Mean and standard deviation (divisor n) of the training rows' values, as of features; where they are to stay as they are, 0 and 1. */
export function fitTargetScale(T: Matrix, names: readonly string[], isStandardised: boolean): TargetScale {
  if (!isStandardised) return { names, mean: names.map(() => 0), unit: names.map(() => 1) };
  const { mean, std } = fitStandardiser(T, names);
  return { names, mean: [...mean], unit: Array.from(std, scaleOf) };
}

/** (t − mean)/unit of T (rows, K), in float64 and rounded once. @throws Fault if one is too large for `dtype` */
export function scaleTargets(T: Matrix, { names, mean, unit }: TargetScale, dtype: Dtype = 'float32'): Matrix {
  const scaled = zeros(T.rows, T.cols, dtype);
  for (let i = 0; i < T.data.length; i++) {
    const k = i % T.cols;
    scaled.data[i] = (T.data[i]! - mean[k]!) / unit[k]!;
    if (Number.isFinite(scaled.data[i])) continue;
    throw new Fault(
      `Row ${Math.floor(i / T.cols) + 1}, target ${quoted(names[k]!)}: ${T.data[i]} is too far from the training mean ${mean[k]} for ${dtype}. ` +
        'Is it a mistake, or on another scale?',
    );
  }
  return scaled;
}

/** The same undone, in float64: values in their own units. */
export function unscaleTargets(T: Matrix, { mean, unit }: TargetScale): Matrix {
  const values = zeros(T.rows, T.cols, 'float64');
  for (let i = 0; i < T.data.length; i++) values.data[i] = T.data[i]! * unit[i % T.cols]! + mean[i % T.cols]!;
  return values;
}
