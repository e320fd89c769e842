import type { Interval } from './bootstrap.ts';
import { studentTQuantile } from './distributions.ts';
import { spread } from './spread.ts';

/** The half of a 95 % interval, in standard errors, that n values of unknown spread ask for: 2.78 of five, 1.96 of many. */
export function standardErrors(n: number): number {
  return studentTQuantile(0.975, n - 1);
}

/**
 * The 95 % interval of the mean of few `values` by Student's t (Biometrika 6, 1908), mean ± t(0.975, n − 1)·sd/√n. It
 * holds the mean of normal values 95 % of the time however few they are, which no bootstrap does: resampled means never
 * leave the values, so that of five an interval by them holds 92 % at its best, by plain percentiles 84 %.
 * Equal values give an interval of no width.
 * @throws RangeError of fewer than two values
 */
export function studentMean(values: readonly number[]): Interval {
  const { mean, sd } = spread(values);
  if (sd === undefined) throw new RangeError(`An interval needs two values or more, got ${values.length}.`);
  const half = (standardErrors(values.length) * sd) / Math.sqrt(values.length);
  return [mean - half, mean + half];
}
