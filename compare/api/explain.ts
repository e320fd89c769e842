import { describeModel } from '../../src/model/model-spec.ts';
import { loadData } from '../../src/run/load-data.ts';
import { makePlan } from '../../src/run/make-plan.ts';
import { describeData } from '../../src/run/run-plan.ts';
import { openStore } from '../cli/explain/store.ts';
import { writeExplanation } from '../cli/explain/write.ts';
import { type CellOutcome, jobsOf, type Store } from '../explain/cell.ts';
import { type Asked, type Experiment, experimentOf } from '../explain/experiment.ts';
import { explain as explainGap } from '../explain/explain.ts';
import type { Explanation } from '../explain/explanation.ts';
import { type Data, dataOf } from '../jobs/data.ts';
import { keysFor } from '../jobs/key.ts';
import type { Quirks } from '../networks/quirks.ts';
import { isLuck, verdict } from '../show/explain/verdict.ts';
import { withOwnSignal } from './own-signal.ts';
import { type Running, running } from './running.ts';
import { checkSettings, type Settings } from './settings.ts';
import { type DataGiven, tablesOf } from './tables.ts';

/** One way to train: settings, what the clean program does not do, and the one network, by its name or file, that is trained so. */
export interface Configuration extends Settings, Partial<Quirks> {
  readonly networks?: readonly [string] | undefined;
}

/** A configuration, or one that has a name: the document's program, the framework's settings, this program's defaults. */
export type ConfigurationGiven = Configuration | 'document' | 'framework' | 'defaults';

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
  /** Where explain.md, explain.json and, as they finish, the trainings go: another call with the same folder goes on with these. Without it nothing is written. */
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

async function explained({ data, signal, workers, folder, seeds = 5, ...asked }: ExplainRequest, tell: (event: ExplainEvent) => void): Promise<ExplainResult> {
  for (const given of [asked.from, asked.to, asked.set]) if (typeof given === 'object') checkSettings(given);
  const rows = typeof data === 'object' ? tablesOf(data) : undefined;
  const named = rows ? rows.tables.name : (data as string | undefined);
  const set = { ...asked.set, ...(rows?.label !== undefined && { label: rows.label }) };
  const experiment = experimentOf({ ...asked, set, ...(named !== undefined && { data: named }) } as Asked);
  const { spec } = experiment.from.configuration;
  const loaded = await loadData(spec, undefined, rows?.tables);
  const { plan, warnings } = makePlan(spec, loaded.parts);
  const held = dataOf(loaded.rows);
  const over = Array.from({ length: seeds }, (_, s) => spec.seed + s);
  const store = folder === undefined ? undefined : await storeIn(folder, experiment, over, held);
  signal?.throwIfAborted();
  let [done, of] = [0, 0];
  const explanation = await explainGap(experiment, held, {
    seeds: over,
    ...(workers !== undefined && { workers }),
    ...(signal && { signal }),
    ...(store && { store }),
    onStart(trainings, kept) {
      [done, of] = [kept, trainings];
      tell({ kind: 'prepared', trainings, kept, warnings: [...loaded.warnings, ...warnings] });
    },
    onDone: ({ manner: { name, title = name } }, outcome) => tell({ kind: 'trained', title, outcome, done: ++done, of }),
  });
  const told = { data: `${loaded.name}: ${describeData(plan)}`, model: describeModel(plan.model), command: '# By a program, explain({ … })' };
  return {
    kind: isLuck(explanation) ? 'luck' : 'explained',
    explanation,
    says: verdict(explanation),
    ...(folder !== undefined && { report: await writeExplanation(folder, explanation, told) }),
  };
}

async function storeIn(folder: string, experiment: Experiment, seeds: readonly number[], data: Data): Promise<Store> {
  return openStore(folder, await keysFor(jobsOf(experiment, seeds, data).flat()), { resume: true });
}
