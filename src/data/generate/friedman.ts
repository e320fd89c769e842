import { sin } from '../../numbers/elementary/circular.ts';
import { type Matrix, zeros } from '../../numbers/matrix.ts';
import { stream } from '../../numbers/random.ts';
import type { Dataset } from '../dataset.ts';

export interface FriedmanOptions {
  readonly rows: number;
  readonly seed: number;
}

/** Five features that decide, and five that say nothing. */
const FEATURES = 10;

/** Of y = signal + noise: no network can come below this RMSE. */
const NOISE = 1;

/** As many decimals as a CSV file of it carries, so that the file and the rows in memory are the same numbers. */
const DECIMALS = 6;

/**
 * Friedman's first problem (Multivariate Adaptive Regression Splines, 1991, 4.3), features uniform in 0 … 1:
 * y = 10·sin(π·x1·x2) + 20·(x3 − ½)² + 10·x4 + 5·x5 + N(0, 1). The first rows do not depend on how many are asked for.
 */
export function friedman({ rows, seed }: FriedmanOptions): Dataset<Matrix> {
  const random = stream(seed, 'generate/friedman');
  const X = zeros(rows, FEATURES, 'float64');
  const y = zeros(rows, 1, 'float64');
  const rounded = (value: number) => Number(value.toFixed(DECIMALS));
  for (let r = 0; r < rows; r++) {
    const x = Array.from({ length: FEATURES }, () => rounded(random.uniform(0, 1)));
    X.data.set(x, r * FEATURES);
    y.data[r] = rounded(signalOf(x) + NOISE * random.normal());
  }
  return { name: 'friedman', X, y, classes: [], targets: ['y'], features: Array.from({ length: FEATURES }, (_, c) => `x${c + 1}`) };
}

function signalOf([x1 = 0, x2 = 0, x3 = 0, x4 = 0, x5 = 0]: readonly number[]): number {
  return 10 * sin(Math.PI * x1 * x2) + 20 * (x3 - 0.5) ** 2 + 10 * x4 + 5 * x5;
}
