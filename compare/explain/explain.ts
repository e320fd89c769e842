import { divisionOf, partsOf } from '../../src/run/divide.ts';
import { taskNameOf } from '../../src/run/metrics/evaluate.ts';
import type { Data } from '../jobs/data.ts';
import type { Executor } from '../jobs/executor.ts';
import type { TrainJob } from '../jobs/job.ts';
import { threads } from '../jobs/threads.ts';
import { type CellOutcome, cellOutcome, jobsOf, type Store } from './cell.ts';
import type { Experiment } from './experiment.ts';
import { type Explanation, explanationOf } from './explanation.ts';
import { SCORES } from './score.ts';

export interface ExplainOptions {
  readonly seeds: readonly number[];
  /** Threads that train side by side; the numbers do not depend on it. */
  readonly workers?: number;
  /** Where finished trainings are kept, and looked up first. */
  readonly store?: Store;
  readonly signal?: AbortSignal;
  /** Who trains; threads of this machine if absent. It is not closed. */
  readonly executor?: Executor | undefined;
  onStart?(of: number, kept: number): void;
  onDone?(job: TrainJob, outcome: CellOutcome): void;
}

/** Trains every cell and reference over the seeds and takes account of the gap. @throws Fault; Error if a worker dies */
export async function explain(experiment: Experiment, data: Data, options: ExplainOptions): Promise<Explanation> {
  const { seeds, store, workers, signal } = options;
  const task = taskNameOf(data.rows.train);
  const rows = jobsOf(experiment, seeds, data);
  const outcomes = new Map<TrainJob, CellOutcome>();
  for (const job of rows.flat()) {
    const kept = store?.get(job);
    if (kept) outcomes.set(job, kept);
  }
  options.onStart?.(rows.flat().length, outcomes.size);
  // the references come last in the table and first in the queue: they take longest, and a long one last keeps all waiting
  const waiting = rows
    .toReversed()
    .flat()
    .filter((job) => !outcomes.has(job));
  const parts = partsOf(data.rows, divisionOf(experiment.from.configuration.spec, data.rows));
  const executor = options.executor ?? threads(data);
  try {
    await executor.run(waiting, {
      atOnce: workers,
      signal,
      onOutcome(job, trained) {
        const outcome = cellOutcome(trained, SCORES[task], parts);
        outcomes.set(job, outcome);
        store?.add(job, outcome);
        options.onDone?.(job, outcome);
      },
    });
  } finally {
    if (!options.executor) await executor.close();
  }
  const table = rows.map((row) => row.map((job) => outcomes.get(job)!));
  const { length } = experiment.cells;
  return explanationOf(experiment, task, seeds, { cells: table.slice(0, length), references: table.slice(length) });
}
