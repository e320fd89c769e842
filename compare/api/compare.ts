import { Fault } from '../../src/fault.ts';
import { changedSettings, parseRunSpec, type RunSpec } from '../../src/run/config.ts';
import { keepStopped } from '../cli/report/keep-stopped.ts';
import { occupy } from '../cli/report/occupy.ts';
import { checkFolder, writeReport } from '../cli/report/write.ts';
import { fileOfTrained } from '../export/trained.ts';
import { compare as compareAll } from '../run/compare.ts';
import type { CompareOptions, Prepared, SoFar } from '../run/told.ts';
import type { Training } from '../training/train.ts';
import { type CompareEvent, toldAs } from './events.ts';
import { type NetworkGiven, namedNetworks } from './networks.ts';
import { type CompareResult, outcomeOf } from './outcome.ts';
import { withOwnSignal } from './own-signal.ts';
import { type Running, running } from './running.ts';
import { checkSettings, inCode, type Settings } from './settings.ts';
import { type DataGiven, tablesOf } from './tables.ts';

/** What is to be compared, on which rows, and how it is trained: the settings of a run, and what may be a value here. */
export interface CompareRequest extends Settings {
  /** Files, or rows that are at hand; the data set mnist-parity, which ships, if absent. */
  readonly data?: DataGiven | undefined;
  /** A file to train on, in place of `data`, and one to test on. */
  readonly train?: string | undefined;
  readonly test?: string | undefined;
  /** What is trained; the first is what the others are held against. ['scratch', 'tfjs'] if absent. */
  readonly networks?: readonly NetworkGiven[] | undefined;
  /** Stops the run within a batch; it then fails with the signal's reason, and nothing of it runs on. */
  readonly signal?: AbortSignal | undefined;
  /** Where report.md, report.html, results.json, pictures and weights go; without it nothing is written. Of a run that is stopped, or fails, what had finished goes to the folder beside it whose name ends in -stopped. */
  readonly folder?: string | undefined;
}

/**
 * Trains networks on identical data, initial weights and order of rows, and holds each, step by step, against the first. Nothing is
 * printed, nothing written unless a folder is given, and nothing shared with another comparison under way in the same process.
 *
 *     for await (const event of compare({ data: 'penguins', epochs: 5 })) if (event.kind === 'epoch') console.log(event.network, event.record.trainLoss);
 *     const { kind, comparison } = await compare({ data: { X, y }, epochs: 5, networks: ['scratch', mine] });
 *
 * @returns what was found; while it runs, what happens. It fails with a Fault, one clear line for each mistake in what was given, or with
 *   the signal's reason
 */
export function compare(request: CompareRequest = {}): Running<CompareEvent, CompareResult> {
  return running((tell) => withOwnSignal(request.signal, (signal) => compared({ ...request, signal }, tell)));
}

async function compared({ folder, ...request }: CompareRequest, tell: (event: CompareEvent) => void): Promise<CompareResult> {
  const { spec, options } = prepared(request, tell);
  if (folder === undefined) return outcomeOf({ comparison: await compareAll(spec, options) });
  const free = occupy(folder);
  try {
    checkFolder(folder);
    return await written(folder, spec, options, tell);
  } finally {
    free();
  }
}

/** A run whose report is written, or, where it does not come to its end, what had finished. */
async function written(folder: string, spec: RunSpec, options: CompareOptions, tell: (event: CompareEvent) => void): Promise<CompareResult> {
  const trainings: Training[] = [];
  let prepared: Prepared | undefined;
  let keep: SoFar | undefined;
  const watched: CompareOptions = {
    ...options,
    onPrepared(told) {
      prepared = told;
      options.onPrepared?.(told);
    },
    onTraining(training) {
      trainings.push(training);
      options.onTraining?.(training);
    },
    onFinished: (soFar) => void (keep = soFar),
  };
  try {
    const comparison = await compareAll(spec, watched);
    const names = comparison.networks.map(({ name }) => name);
    const report = await writeReport(folder, comparison, prepared && fileOfTrained(prepared.plan, names, trainings));
    return outcomeOf({ comparison, report });
  } catch (error) {
    const soFar = keep;
    if (soFar) {
      const failure = options.signal?.aborted ? undefined : inOneLine(error);
      tell({ kind: 'kept', says: keepStopped({ path: folder, isOwn: false }, () => soFar(failure)) });
    }
    throw error;
  }
}

function inOneLine(error: unknown): string {
  return `The run failed: ${(error instanceof Error ? error.message : String(error)).replaceAll('\n', ' ')}`;
}

/** The settings, judged, and what of them is at hand. @throws Fault */
function prepared(request: CompareRequest, tell: (event: CompareEvent) => void): { readonly spec: RunSpec; readonly options: CompareOptions } {
  const { data, networks, signal, ...settings } = request;
  checkSettings(settings);
  const rows = typeof data === 'object' ? tablesOf(data) : undefined;
  if (rows && (settings.train !== undefined || settings.test !== undefined)) {
    throw new Fault('data: these are the rows already; train and test name files in place of them.');
  }
  const { names, atHand } = networks ? namedNetworks(networks) : { names: undefined, atHand: undefined };
  const given = { ...(rows?.label !== undefined && { label: rows.label }), ...settings, data: rows ? rows.tables.name : data, networks: names };
  const spec = parseRunSpec(given, inCode);
  const options = { ...toldAs(tell), ...(signal && { signal }), ...(atHand && { atHand }), tables: rows?.tables };
  return { spec, options: rows || atHand?.size ? { ...options, command: inCommentOf(spec) } : options };
}

/** What a report has in place of the command that repeats a run, where none does. */
function inCommentOf(spec: RunSpec): string {
  const settings = changedSettings(spec).map(([option, value]) => `${inCode(option)}: ${value}`);
  return `# By a program, compare({ … }), with rows or networks that it has at hand${settings.length > 0 ? `: ${settings.join('; ')}` : ''}`;
}
