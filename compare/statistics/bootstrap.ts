import { mean } from 'simple-statistics';
import type { Stream } from '../../src/numbers/random.ts';
import { standardNormal, studentTQuantile } from './distributions.ts';
import { areEqual } from './spread.ts';

export type Interval = readonly [low: number, high: number];

const DRAWS = 10_000;
const LEVEL = 0.95;

/** With fewer values no bootstrap interval reaches 95 %: all lie on one side of their mean 2 times in 2ⁿ, which is 1/16 for 5. */
export const ENOUGH_VALUES = 6;

/**
 * A 95 % interval of the mean of `values` by the bootstrap: the expanded percentile interval (Hesterberg, "What Teachers
 * Should Know About the Bootstrap", The American Statistician 69, 2015). Resampled means spread too little, by √((n − 1)/n)
 * and by the difference of t and normal; taking the percentiles further out,
 *
 *     α' = Φ(−√(n/(n − 1))·t(0.975, n − 1))   in place of 0.025,
 *
 * mends it. Simulated for 10 normal values the plain percentile interval and BCa hold the mean 91 % of the time, this
 * one 94.5 %; for 5, 82 %, 83 % and 92 %. Fewer than ENOUGH_VALUES hold it less often than they say, whatever is done.
 * Equal values give an interval of no width.
 * @throws RangeError of fewer than two values
 */
export function bootstrapMean(values: readonly number[], random: Stream): Interval {
  const n = values.length;
  if (n < 2) throw new RangeError(`A bootstrap needs two values or more, got ${n}.`);
  if (areEqual(values)) return [values[0]!, values[0]!];
  const means = Float64Array.from({ length: DRAWS }, () => resampledMean(values, random)).sort();
  const tail = tailOf(n);
  const at = Math.min(DRAWS - 1, Math.floor(tail * DRAWS));
  return [means[at]!, means[DRAWS - 1 - at]!];
}

/** α' above: the share of resampled means that lies outside, on either side. */
export function tailOf(n: number): number {
  return standardNormal(-Math.sqrt(n / (n - 1)) * studentTQuantile((1 + LEVEL) / 2, n - 1));
}

function resampledMean(values: readonly number[], random: Stream): number {
  return mean(values.map(() => values[Math.floor(random.uniform(0, values.length))]!));
}
