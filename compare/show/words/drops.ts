import { together } from '../../../src/fault.ts';
import { taskNameOf } from '../../../src/run/metrics/evaluate.ts';
import { concludedFrom } from '../../../src/run/metrics/measures.ts';
import type { Comparison } from '../../results/schema.ts';
import { finalsOf } from './finals.ts';

/**
 * What fell since an earlier run, each in a sentence: a network's accuracy (of a regression R²) by more than the margin, one that
 * diverges now or is not there, a pair that was in parity and differs now. None where nothing did; better is no drop.
 */
export function dropsSince(before: Comparison, now: Comparison, margin: number): string[] {
  const { key, rows, metric } = concludedFrom(taskNameOf(now.data));
  const after = new Map(finalsOf(now).map(({ name, values }) => [name, values[key]]));
  const networks = finalsOf(before).flatMap(({ name, values: { [key]: was } }) => {
    if (!after.has(name)) return [`${name} is not in this run.`];
    const is = after.get(name);
    if (was === undefined) return [];
    if (is === undefined) return [`${name} diverged, which it had not.`];
    const fell = `${rows} ${metric.name} of ${name} fell from ${metric.format(was)} to ${metric.format(is)}, by more than the margin of ${margin}.`;
    return was - is > margin ? [fell] : [];
  });
  const parted = now.parity.filter(
    ({ baseline, other, verdict }) =>
      verdict === 'differ' && before.parity.some((pair) => pair.baseline === baseline && pair.other === other && pair.verdict !== 'differ'),
  );
  return [...networks, ...parted.map(({ baseline, other }) => `${baseline} and ${other} differ, which they had not.`)];
}

/** The same as a verdict. @param against how the earlier run was named */
export function baselineVerdict(drops: readonly string[], against: string, { networks }: Comparison): string {
  if (drops.length > 0) return `DROPPED: against ${against}: ${drops.join(' ')}`;
  return `NO DROP: ${together(networks.map(({ name }) => name))} did as well as in ${against}.`;
}
