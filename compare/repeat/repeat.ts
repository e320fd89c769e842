import { availableParallelism } from 'node:os';
import { startWorker } from '../../src/host/start-worker.ts';
import type { RunSpec } from '../../src/run/config.ts';
import { DEFAULT_MARGIN } from '../../src/run/settings/training.ts';
import { runAll } from '../training/pool.ts';
import { seedsOf } from './seeds-of.ts';
import type { Seeds } from './seeds-schema.ts';
import { summariseSeeds } from './summarise.ts';
import type { SeedRun } from './train-seed.ts';

export interface RepeatOptions {
  /** Whether the seed also decides which rows are in which part. */
  readonly isSplitDrawn: boolean;
  /**
   * Told of every seed as it ends, in no particular order; the first, which is there already, is the first told.
   * @param soFar the statistics of those that have ended
   */
  onSeed?(run: SeedRun, done: number, of: number, soFar: () => Seeds): void;
}

/**
 * The same run with its other seeds, several side by side in worker threads, and the statistics of all. What comes out
 * does not depend on how many there are: each seed is trained alone, from its own streams.
 * @param first the run of the first seed, which has been trained
 */
export async function repeatSeeds(spec: RunSpec, first: SeedRun, { isSplitDrawn, onSeed }: RepeatOptions): Promise<Seeds> {
  const seeds = seedsOf(spec);
  const varied = ['initial weights', 'order of the rows', ...(isSplitDrawn ? ['split'] : [])];
  const summary = (runs: readonly SeedRun[]) => summariseSeeds(runs, { margin: spec.margin ?? DEFAULT_MARGIN, varied });
  const ended = new Map<number, SeedRun>();
  const tell = (run: SeedRun) => {
    ended.set(run.seed, run);
    onSeed?.(run, ended.size, seeds.length, () => summary(seeds.flatMap((seed) => ended.get(seed) ?? [])));
  };
  tell(first);
  const others = await runAll<number, SeedRun>(seeds.slice(1), {
    start: () => startWorker('./seed-worker', import.meta.url, spec),
    workers: availableParallelism(),
    name: (seed) => `seed ${seed}`,
    onDone: (_, run) => tell(run),
  });
  return summary([first, ...others]);
}
