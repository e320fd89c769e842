import { fairCoin, studentT } from './distributions.ts';
import { spread } from './spread.ts';

/** Results below this are taken for more than luck. */
export const SIGNIFICANT = 0.05;

/**
 * P of so large a mean difference by luck, were there none: Student's paired t test, two-sided. Where all differences are
 * the same the t test has no spread to go by and the exact sign test answers, 2·(1/2)ⁿ; 1 where all are 0.
 * @param differences one a pair, two or more
 */
export function differencePValue(differences: readonly number[]): number {
  const n = differences.length;
  const { mean: d, sd } = spread(differences);
  if (sd === undefined) return 1;
  if (sd === 0) return d === 0 ? 1 : Math.min(1, 2 * fairCoin(0, n));
  return Math.min(1, 2 * studentT(-Math.abs(d) / (sd / Math.sqrt(n)), n - 1));
}

/**
 * P of the equivalence test by two one-sided t tests (Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15, 1987): the
 * larger of the two, the one against a mean at or below −margin, the other at or above +margin. Where all differences are
 * the same it is its limit as the spread goes to 0: 0 within the margin, else 1.
 * @param differences one a pair, two or more
 */
export function equivalencePValue(differences: readonly number[], margin: number): number {
  const n = differences.length;
  const { mean: d, sd } = spread(differences);
  if (sd === undefined) return 1;
  if (sd === 0) return Math.abs(d) < margin ? 0 : 1;
  const error = sd / Math.sqrt(n);
  const notBelow = studentT(-(d + margin) / error, n - 1);
  const notAbove = studentT((d - margin) / error, n - 1);
  return Math.max(notBelow, notAbove);
}
