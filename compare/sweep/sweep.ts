import type { RunSpec } from '../../src/run/config.ts';
import { divisionOf } from '../../src/run/divide.ts';
import type { Data } from '../jobs/data.ts';
import type { Executor } from '../jobs/executor.ts';
import type { TrainJob } from '../jobs/job.ts';
import type { Journal } from '../jobs/journal.ts';
import { LAST_EPOCH, trainJobInRun } from '../jobs/make-job.ts';
import { seedsOf } from '../repeat/seeds-of.ts';
import type { Cell, Grid } from './grid.ts';
import { type Swept, type SweptCell, spreadOf, type Trained, trainedOf } from './swept.ts';

export interface SweepOptions {
  readonly executor: Executor;
  /** Where trainings are kept, and looked up first. */
  readonly journal: Journal<Trained>;
  readonly atOnce?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  onStart?(of: number, kept: number): void;
  onDone?(): void;
}

/** The trainings of one combination and network, a seed each. */
export interface JobsOfCell {
  readonly cell: Cell;
  readonly network: string;
  readonly jobs: readonly TrainJob[];
}

/** Each is the training that a run with these settings would have, measured after its last update. */
export function jobsOf({ axes, cells }: Grid, { hash, rows }: Data): JobsOfCell[] {
  return cells.flatMap((cell) => {
    const title = cell.values.map((value, i) => `${axes[i]?.option} ${value}`).join(', ');
    return cell.spec.networks.map((network) => ({
      ...{ cell, network },
      jobs: seedsOf(cell.spec).map((seed) => {
        const run: RunSpec = { ...cell.spec, seed };
        const of = { data: hash, division: divisionOf(run, rows), asked: LAST_EPOCH, title: [title, `seed ${seed}`].filter(Boolean).join(', ') };
        return trainJobInRun(run, { ...of, network });
      }),
    }));
  });
}

/** Trains the grid, but for what is kept. What comes out does not depend on who trains, or how many at once. @throws as the executor */
export async function sweep(grid: Grid, asked: readonly JobsOfCell[], { executor, journal, ...options }: SweepOptions): Promise<Swept> {
  const [first] = grid.cells;
  const task = first?.spec.task ?? 'classification';
  const jobs = asked.flatMap((one) => one.jobs);
  const trained = new Map<TrainJob, Trained>();
  for (const job of jobs) {
    const kept = journal.get(job);
    if (kept) trained.set(job, kept);
  }
  options.onStart?.(jobs.length, trained.size);
  await executor.run(
    jobs.filter((job) => !trained.has(job)),
    {
      atOnce: options.atOnce,
      signal: options.signal,
      onOutcome(job, outcome) {
        const kept = trainedOf(outcome, task);
        journal.add(job, kept);
        trained.set(job, kept);
        options.onDone?.();
      },
    },
  );
  const cells = asked.map(({ cell: { values }, network, jobs: own }): SweptCell => {
    const runs = own.flatMap((job) => {
      const kept = trained.get(job);
      return kept ? [{ seed: job.seed, ...kept }] : [];
    });
    return { values, network, runs, spread: spreadOf(runs, task) };
  });
  return { task, axes: grid.axes, seeds: first ? seedsOf(first.spec) : [], cells };
}
