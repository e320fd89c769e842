import type { Interval } from '../statistics/bootstrap.ts';
import { studentMean } from '../statistics/student.ts';
import type { Values } from './shapley.ts';

/**
 * 95 % intervals of a statistic's parts over the seeds. Shares and interactions are sums of the cells, so that the mean
 * of the seeds' own is that of the means, and its interval that of a mean. Cells of one seed share what luck decides:
 * what all seeds have in common has no width.
 * @param perSeed perSeed[seed][mask], two seeds or more
 * @param statistic linear in the cells
 */
export function intervalsOver(perSeed: readonly Values[], statistic: (values: Values) => number[]): Interval[] {
  const found = perSeed.map(statistic);
  return found[0]!.map((_, part) => studentMean(found.map((parts) => parts[part]!)));
}

/** The mean of every cell over the seeds. */
export function meanOver(perSeed: readonly Values[]): number[] {
  return perSeed[0]!.map((_, mask) => perSeed.reduce((sum, values) => sum + values[mask]!, 0) / perSeed.length);
}
