import { availableParallelism } from 'node:os';
import { startWorker } from '../../src/host/start-worker.ts';
import type { Parts } from '../../src/run/run-plan.ts';
import { prepareWorkers } from '../networks/backends.ts';
import { runAll } from '../training/pool.ts';
import { shareParts } from '../training/share-parts.ts';
import type { Configuration } from './configuration.ts';
import type { Experiment } from './experiment.ts';
import { type Explanation, explanationOf } from './explanation.ts';
import { valuesIn } from './factors.ts';
import type { Outcome, Store, Task } from './train-cell.ts';

export interface ExplainOptions {
  readonly seeds: readonly number[];
  /** Threads that train side by side; the numbers do not depend on it. */
  readonly workers?: number;
  /** Where finished trainings are kept, and looked up first. */
  readonly store?: Store;
  onStart?(of: number, kept: number): void;
  onDone?(task: Task, outcome: Outcome): void;
}

/** Trains every cell and reference over the seeds and takes account of the gap. @throws Fault; Error if a worker dies */
export async function explain(experiment: Experiment, parts: Parts, options: ExplainOptions): Promise<Explanation> {
  const { seeds, store } = options;
  const configurations = [
    ...experiment.cells.map(({ mask, configuration }) => ({ title: `cell ${valuesIn(mask, experiment.factors).join(', ')}`, configuration })),
    ...experiment.references,
  ];
  const rows = configurations.map((trained) => seeds.map((seed) => taskOf(trained, seed)));
  const outcomes = new Map<Task, Outcome>();
  for (const task of rows.flat()) {
    const kept = store?.get(task);
    if (kept) outcomes.set(task, kept);
  }
  options.onStart?.(rows.flat().length, outcomes.size);
  // the references come last in the table and first in the queue: they take longest, and a long one last keeps all waiting
  const waiting = rows
    .toReversed()
    .flat()
    .filter((task) => !outcomes.has(task));
  const shared = shareParts(parts);
  prepareWorkers();
  await runAll<Task, Outcome>(waiting, {
    start: () => startWorker('./cell-worker', import.meta.url, shared),
    workers: options.workers ?? availableParallelism(),
    name: ({ title }) => title,
    onDone(task, outcome) {
      outcomes.set(task, outcome);
      store?.add(task, outcome);
      options.onDone?.(task, outcome);
    },
  });
  const table = rows.map((row) => row.map((task) => outcomes.get(task)!));
  const { length } = experiment.cells;
  return explanationOf(experiment, seeds, { cells: table.slice(0, length), references: table.slice(length) });
}

function taskOf({ title, configuration }: { title: string; configuration: Configuration }, seed: number): Task {
  return { title: `${title}, seed ${seed}`, configuration, seed };
}
