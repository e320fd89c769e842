import { availableParallelism } from 'node:os';
import type { RunSpec } from '../../src/config.ts';
import { runAll } from '../explain/pool.ts';
import { startWorker } from '../training/start-worker.ts';
import { DEFAULT_MARGIN, seedsOf } from './seeds-of.ts';
import type { Seeds } from './schema.ts';
import { summariseSeeds } from './summarise.ts';
import type { SeedRun } from './train-seed.ts';

export interface RepeatOptions {
  /** Whether the seed also decides which rows are in which part. */
  readonly isSplitDrawn: boolean;
  /** Told of every seed as it ends, in no particular order; the first, which is there already, is the first told. */
  onSeed?(run: SeedRun, done: number, of: number): void;
}

/**
 * The same run with its other seeds, several side by side in worker threads, and the statistics of all. What comes out
 * does not depend on how many there are: each seed is trained alone, from its own streams.
 * @param first the run of the first seed, which has been trained
 */
export async function repeatSeeds(spec: RunSpec, first: SeedRun, { isSplitDrawn, onSeed }: RepeatOptions): Promise<Seeds> {
  const seeds = seedsOf(spec);
  let done = 1;
  onSeed?.(first, done, seeds.length);
  const others = await runAll<number, SeedRun>(seeds.slice(1), {
    start: () => startWorker('./seed-worker', import.meta.url, spec),
    workers: availableParallelism(),
    name: (seed) => `seed ${seed}`,
    onDone: (_, run) => onSeed?.(run, ++done, seeds.length),
  });
  return summariseSeeds([first, ...others], {
    margin: spec.margin ?? DEFAULT_MARGIN,
    varied: ['initial weights', 'order of the rows', ...(isSplitDrawn ? ['split'] : [])],
  });
}
