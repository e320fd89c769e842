import type { TargetScale } from '../../data/target-scale.ts';
import type { Matrix } from '../../numbers/matrix.ts';

/** What a network's outputs are worth on rows of values, in the values' own units; of several values the mean over them. */
export interface ValueErrors {
  /** √ of the mean of the squared errors. */
  readonly rmse: number;
  /** The mean of |prediction − truth|. */
  readonly mae: number;
  /** 1 − Σ(t − p)²/Σ(t − t̄)², the share of the variance that is explained: 1 at best, 0 for the mean always. NaN for rows of one value. */
  readonly r2: number;
}

/** P and T (rows, K), scaled. scikit-learn's root_mean_squared_error, mean_absolute_error and r2_score. */
export function valueErrors(P: Matrix, T: Matrix, scale: Pick<TargetScale, 'unit'>): ValueErrors {
  const each = Array.from({ length: T.cols }, (_, k) => errorsOfColumn(P, T, k, scale.unit[k] as number));
  const mean = (key: keyof ValueErrors) => each.reduce((sum, errors) => sum + errors[key], 0) / each.length;
  return { rmse: mean('rmse'), mae: mean('mae'), r2: mean('r2') };
}

function errorsOfColumn(P: Matrix, T: Matrix, k: number, unit: number): ValueErrors {
  const { rows, cols, data } = T;
  let [squares, sizes, sum] = [0, 0, 0];
  for (let i = k; i < data.length; i += cols) {
    const error = (P.data[i] as number) - (data[i] as number);
    squares += error * error;
    sizes += Math.abs(error);
    sum += data[i] as number;
  }
  let variation = 0;
  for (let i = k; i < data.length; i += cols) variation += ((data[i] as number) - sum / rows) ** 2;
  return { rmse: unit * Math.sqrt(squares / rows), mae: (unit * sizes) / rows, r2: variation === 0 ? NaN : 1 - squares / variation };
}
