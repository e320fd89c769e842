import { lastEpoch } from '../../../src/run/history.ts';
import { taskNameOf } from '../../../src/run/metrics/evaluate.ts';
import { finalOf, type Measure, measuresOf } from '../../../src/run/metrics/measures.ts';
import type { Comparison } from '../../results/schema.ts';
import { conclusions } from './conclusion.ts';
import { verdicts } from './verdict.ts';

/** A network's figures after its last update: of its one run, or the means over its seeds. Absent where it diverged. */
export interface NetworkFinals {
  readonly name: string;
  readonly seeds: number;
  readonly values: Readonly<Partial<Record<Measure, number>>>;
}

export function finalsOf({ data, networks, seeds }: Comparison): NetworkFinals[] {
  const measures = measuresOf(taskNameOf(data));
  if (seeds) {
    return seeds.networks.map(({ name, runs, spread }) => ({
      name,
      seeds: runs.length,
      values: runs.length === 0 ? {} : Object.fromEntries(measures.map(({ key }) => [key, spread[key]?.mean])),
    }));
  }
  return networks.map(({ name, epochs, test, diverged, earlyStopping }) => {
    const last = lastEpoch({ epochs, stopping: earlyStopping });
    if (diverged || !last || !test) return { name, seeds: 1, values: {} };
    return { name, seeds: 1, values: Object.fromEntries(measures.map((measure) => [measure.key, finalOf(measure, last, test)])) };
  });
}

/** What a run came to, in a word or two: 'in parity, equal'. */
export function runWords(comparison: Comparison): string {
  return verdictWords([...verdicts(comparison), ...(comparison.seeds ? conclusions(comparison.seeds) : [])]);
}

/** 'IN PARITY', 'DIFFER': the words that sum a run up, each once. */
export function verdictWords(sentences: readonly string[]): string {
  return [...new Set(sentences.flatMap((text) => /^([A-Z ]+):/.exec(text)?.[1] ?? (/ diverged in epoch /.test(text) ? 'DIVERGED' : [])))]
    .join(', ')
    .toLowerCase();
}
