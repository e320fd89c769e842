import type { RunSpec } from '../../src/run/config.ts';
import { divisionOf, isDrawn } from '../../src/run/divide.ts';
import { variesWithSeed } from '../../src/run/initial.ts';
import { DEFAULT_MARGIN } from '../../src/run/settings/training.ts';
import type { Data } from '../jobs/data.ts';
import type { Executor } from '../jobs/executor.ts';
import type { TrainJob } from '../jobs/job.ts';
import { trainJobInRun, WHOLE } from '../jobs/make-job.ts';
import { wayOf } from '../networks/document.ts';
import { kept, type SeedRun, type SeedTraining } from './seed-run.ts';
import { seedsOf } from './seeds-of.ts';
import type { Seeds } from './seeds-schema.ts';
import { summariseSeeds } from './summarise.ts';

export interface RepeatOptions {
  readonly data: Data;
  readonly executor: Executor;
  readonly signal?: AbortSignal | undefined;
  /**
   * Told of every seed as it ends, in no particular order; the first, which is there already, is the first told.
   * @param soFar the statistics of those that have ended
   */
  onSeed?(run: SeedRun, done: number, of: number, soFar: () => Seeds): void;
}

/**
 * The same run with its other seeds, each the run that `--seed` with it would be, without its parity checks; and the
 * statistics of all. What comes out does not depend on how many are trained side by side.
 * @param first the run of the first seed, which has been trained
 * @throws Fault as the run would
 */
export async function repeatSeeds(spec: RunSpec, first: SeedRun, { data, executor, signal, onSeed }: RepeatOptions): Promise<Seeds> {
  const seeds = seedsOf(spec);
  const varied = variedIn(spec, data);
  const summary = (runs: readonly SeedRun[]) => summariseSeeds(runs, { margin: spec.margin ?? DEFAULT_MARGIN, varied, task: spec.task ?? 'classification' });
  const ended = new Map<number, SeedRun>();
  const soFar = () => summary(seeds.flatMap((seed) => ended.get(seed) ?? []));
  const tell = (run: SeedRun) => {
    ended.set(run.seed, run);
    onSeed?.(run, ended.size, seeds.length, soFar);
  };
  tell(first);
  const trained = new Map<number, Map<string, SeedTraining>>(seeds.slice(1).map((seed) => [seed, new Map()]));
  await executor.run(jobsOf(spec, [...trained.keys()], data), {
    signal,
    onOutcome({ seed, network }, outcome) {
      const ofSeed = trained.get(seed)?.set(network, kept(outcome));
      const trainings = spec.networks.flatMap((name) => ofSeed?.get(name) ?? []);
      if (trainings.length === spec.networks.length) tell({ seed, trainings });
    },
  });
  return soFar();
}

/** What another seed changes. Weights from a file or of one constant stay, but those that a network draws for itself. */
function variedIn(spec: RunSpec, { rows }: Data): string[] {
  const weights = spec.networks.some((network) => variesWithSeed(wayOf(spec, network)));
  return [...(weights ? ['initial weights'] : []), 'order of the rows', ...(isDrawn(divisionOf(spec, rows), rows) ? ['split'] : [])];
}

/** Seed by seed, so that seeds end as early as they can. */
function jobsOf(spec: RunSpec, seeds: readonly number[], { hash, rows }: Data): TrainJob[] {
  return seeds.flatMap((seed) => {
    const run = { ...spec, seed };
    const of = { data: hash, division: divisionOf(run, rows), asked: WHOLE, title: `seed ${seed}` };
    return spec.networks.map((network) => trainJobInRun(run, { ...of, network }));
  });
}
