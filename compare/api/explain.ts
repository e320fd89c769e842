import { describeModel } from '../../src/model/model-spec.ts';
import { loadData } from '../../src/run/load-data.ts';
import { makePlan } from '../../src/run/make-plan.ts';
import { describeData } from '../../src/run/run-plan.ts';
import { openStore } from '../cli/explain/store.ts';
import { writeExplanation } from '../cli/explain/write.ts';
import { wholeNumber } from '../diagnose/probed.ts';
import { type CellOutcome, jobsOf, type Store } from '../explain/cell.ts';
import { type Asked, experimentOf } from '../explain/experiment.ts';
import { explain as explainGap } from '../explain/explain.ts';
import type { Explanation } from '../explain/explanation.ts';
import { beside } from '../jobs/beside.ts';
import { dataReady } from '../jobs/data.ts';
import { inline } from '../jobs/inline.ts';
import type { Job, TrainJob } from '../jobs/job.ts';
import { keysFor } from '../jobs/key.ts';
import { threads } from '../jobs/threads.ts';
import { isLuck, verdict } from '../show/explain/verdict.ts';
import { propertiesIn } from './in-properties.ts';
import { withOwnSignal } from './own-signal.ts';
import { type Running, running } from './running.ts';
import { type DataGiven, tablesOf } from './tables.ts';
import { type Configuration, type ConfigurationGiven, IN_CODE, waysOf } from './ways.ts';

/** Two ways to train, and the rows that both are trained on. */
export interface ExplainRequest {
  readonly data?: DataGiven | undefined;
  /** The two ways to train; if both are absent those of the document that began this. */
  readonly from?: ConfigurationGiven | undefined;
  readonly to?: ConfigurationGiven | undefined;
  /** Settings of both. */
  readonly set?: Configuration | undefined;
  /** Trainings of every combination, each with a seed of its own; 5 if absent. */
  readonly seeds?: number | undefined;
  /** Threads that train side by side; the cores of this machine if absent. The numbers do not depend on it. */
  readonly workers?: number | undefined;
  /** Stops it; it then fails with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Where explain.md, explain.json and, as they finish, the trainings go: another call with the same folder goes on with these, but for those of networks at hand. Without it nothing is written. */
  readonly folder?: string | undefined;
}

/** All is decided, so many trainings being there from an earlier call; then each training as it ends. */
export type ExplainEvent =
  | { readonly kind: 'prepared'; readonly trainings: number; readonly kept: number; readonly warnings: readonly string[] }
  | { readonly kind: 'trained'; readonly title: string; readonly outcome: CellOutcome; readonly done: number; readonly of: number };

/**
 * - `explained` the gap is shared out among the settings;
 * - `luck` it is no more than luck explains: there is nothing to share out.
 */
export interface ExplainResult {
  readonly kind: 'explained' | 'luck';
  readonly explanation: Explanation;
  /** What it says, in sentences with their numbers. */
  readonly says: readonly string[];
  /** explain.md, where a folder was asked for. */
  readonly report?: string;
}

/**
 * Accounts for a gap between two ways to train: every combination of the settings in which they differ is trained over several seeds,
 * and the gap is shared out among these.
 *
 *     const { says } = await explain({ data: 'penguins', set: { epochs: 3 }, from: { learningRate: 0.1 }, to: { learningRate: 0.01 }, seeds: 2 });
 *
 * @returns the account. It fails with a Fault for each mistake in what was given, or with the signal's reason
 */
export function explain(request: ExplainRequest = {}): Running<ExplainEvent, ExplainResult> {
  return running((tell) => withOwnSignal(request.signal, (signal) => explained({ ...request, signal }, tell)));
}

async function explained(request: ExplainRequest, tell: (event: ExplainEvent) => void): Promise<ExplainResult> {
  const { data, signal, workers, folder, seeds = 5, ...ways } = request;
  wholeNumber('seeds', String(seeds), 1);
  if (workers !== undefined) wholeNumber('workers', String(workers), 1);
  const { asked, atHand } = waysOf(ways);
  const rows = typeof data === 'object' ? tablesOf(data) : undefined;
  const named = rows ? rows.tables.name : (data as string | undefined);
  const set = { ...(asked.set as object), ...(rows?.label !== undefined && { label: rows.label }) };
  const experiment = experimentOf({ ...asked, set, ...(named !== undefined && { data: named }) } as Asked, IN_CODE);
  const { spec } = experiment.from.configuration;
  const loaded = await loadData(spec, undefined, rows?.tables);
  const held = dataReady(loaded);
  const { plan, warnings } = makePlan(spec, loaded.parts, held.ready);
  const over = Array.from({ length: seeds }, (_, s) => spec.seed + s);
  const isAtHand = ({ network }: Job) => atHand.has(network);
  const store = folder === undefined ? undefined : await storeIn(folder, jobsOf(experiment, over, held).flat(), isAtHand);
  signal?.throwIfAborted();
  const here = inline(held, (network) => atHand.get(network));
  const executor = beside(here, isAtHand, threads(held));
  let [done, of] = [0, 0];
  const explanation = await explainGap(experiment, held, {
    seeds: over,
    executor,
    ...(workers !== undefined && { workers }),
    ...(signal && { signal }),
    ...(store && { store }),
    onStart(trainings, kept) {
      [done, of] = [kept, trainings];
      tell({ kind: 'prepared', trainings, kept, warnings: [...loaded.warnings, ...warnings].map(propertiesIn) });
    },
    onDone: ({ manner: { name, title = name } }, outcome) => tell({ kind: 'trained', title, outcome, done: ++done, of }),
  }).finally(() => executor.close());
  const told = { data: `${loaded.name}: ${describeData(plan)}`, model: describeModel(plan.model), command: '# By a program, explain({ … })' };
  return {
    kind: isLuck(explanation) ? 'luck' : 'explained',
    explanation,
    says: verdict(explanation),
    ...(folder !== undefined && { report: await writeExplanation(folder, explanation, told) }),
  };
}

/** What another call goes on with: trainings of networks that can be known again, which one at hand cannot. */
async function storeIn(folder: string, jobs: readonly TrainJob[], isAtHand: (job: Job) => boolean): Promise<Store> {
  const keyOf = await keysFor(jobs.filter((job) => !isAtHand(job)));
  const store = openStore(folder, keyOf, { resume: true });
  return {
    ...store,
    get: (job) => (isAtHand(job) ? undefined : store.get(job)),
    add: (job, outcome) => (isAtHand(job) ? undefined : store.add(job, outcome)),
  };
}
