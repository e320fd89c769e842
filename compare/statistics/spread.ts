import { mean, sampleStandardDeviation } from 'simple-statistics';

/** Differences of equal fractions, 0.97 − 0.96 and 0.03 − 0.02, are told apart by nothing but their rounding. */
const ROUNDING = 1e-9;

/** Whether all values are the same but for rounding. */
export function areEqual(values: readonly number[]): boolean {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return values.every((value) => Math.abs(value - values[0]!) <= ROUNDING * largest);
}

export interface Spread {
  readonly mean: number; // NaN of no values
  /** Standard deviation, divisor n − 1: exactly 0 of equal values, not known of fewer than two. */
  readonly sd: number | undefined;
}

export function spread(values: readonly number[]): Spread {
  if (values.length < 2) return { mean: values[0] ?? NaN, sd: undefined };
  if (areEqual(values)) return { mean: values[0]!, sd: 0 };
  return { mean: mean([...values]), sd: sampleStandardDeviation([...values]) };
}
