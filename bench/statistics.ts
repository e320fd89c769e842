import { quantile } from 'simple-statistics';

export function median(values: readonly number[]): number {
  return quantile([...values], 0.5);
}

/** Half the distance between the quartiles over the median: the spread that half of the rounds keep within. */
export function spread(values: readonly number[]): number {
  return (quantile([...values], 0.75) - quantile([...values], 0.25)) / 2 / median(values);
}

/**
 * How many times a is b: the median over the rounds of their ratio within a round. What slows a whole round down, such
 * as other work on the machine, slows both and leaves their ratio alone.
 * @throws RangeError if the rounds are not the same
 */
export function ratio(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length || a.length === 0) throw new RangeError(`Rounds that do not match: ${a.length} and ${b.length}.`);
  return median(a.map((value, round) => value / b[round]!));
}
