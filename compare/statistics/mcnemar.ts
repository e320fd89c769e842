import { fairCoin } from './distributions.ts';

/** On how many rows only one of two classifiers is right, and P of so uneven a division by luck. */
export interface McNemar {
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly pValue: number;
}

/**
 * McNemar's exact test of two classifiers on the same rows: of the rows that only one has right, each would have half,
 * were they equally good; two-sided binomial test (McNemar, Psychometrika 12, 1947). Where no such row is, P is 1.
 * @throws RangeError if predictions and labels are not of one length
 */
export function mcnemar(first: ArrayLike<number>, second: ArrayLike<number>, y: ArrayLike<number>): McNemar {
  if (first.length !== y.length || second.length !== y.length) {
    throw new RangeError(`Predictions of ${first.length} and ${second.length} rows do not go with ${y.length} labels.`);
  }
  let onlyFirst = 0;
  let onlySecond = 0;
  for (let r = 0; r < y.length; r++) {
    const [a, b] = [first[r] === y[r], second[r] === y[r]];
    if (a && !b) onlyFirst++;
    if (b && !a) onlySecond++;
  }
  const n = onlyFirst + onlySecond;
  return { onlyFirst, onlySecond, pValue: n === 0 ? 1 : Math.min(1, 2 * fairCoin(Math.min(onlyFirst, onlySecond), n)) };
}
