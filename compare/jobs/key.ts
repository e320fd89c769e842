import { readFileSync, statSync } from 'node:fs';
import { packageVersion } from '../../src/host/package-root.ts';
import { readText } from '../../src/host/text-file.ts';
import { isFile, pathOf } from '../../src/model/initialisers/named.ts';
import { withBackend } from '../networks/backends.ts';
import { splitCommand } from '../networks/split-command.ts';
import { digest } from './digest.ts';
import type { Job } from './job.ts';

/** Whether two jobs have the same outcome, but for its times: then, and only then, their keys are the same. */
export type KeyOf = (job: Job) => string;

/** What decides the numbers of a training beside what its job says. */
export interface Circumstances {
  /** What does the arithmetic: 'auto' kernels and runtimes resolved, with their versions; the reader's own by its file. */
  readonly arithmetic: string;
  /** The content of the file that the initial weights come from, if they come from one. */
  readonly initial?: string | undefined;
  readonly program: string; // this program's version
  /**
   * V8, not Node: TensorFlow.js' own runtime and readers' networks take Math.exp, tanh and log, which are V8's own and may differ
   * in the last bit; what Node adds takes no part in the arithmetic. The architecture: native TensorFlow is compiled for each, and whether
   * a product and a sum are rounded once or twice is up to it.
   */
  readonly engine: string;
}

/** What decides the numbers of a job here, beside what it says. @throws Fault if its network cannot be made */
export type CircumstancesOf = (job: Job) => Promise<Circumstances>;

/**
 * By this program on this machine. Each network is made once to be asked what it computes with. Of a network of the reader's own the
 * file is looked at that is named, not what that imports.
 */
export function circumstancesHere(): CircumstancesOf {
  const arithmetic = new Map<string, Promise<string>>();
  const initial = new Map<string, string>();
  const same = { program: packageVersion(), engine: `V8 ${process.versions.v8}, ${process.arch}` };
  return async (job) => {
    const init = weightsOf(job);
    if (isFile(init) && !initial.has(init)) initial.set(init, readText(pathOf(init), `--init ${init}`));
    const made = madeOf(job);
    const known = arithmetic.get(made) ?? arithmeticOf(job);
    arithmetic.set(made, known);
    return { ...same, arithmetic: await known, initial: initial.get(init) };
  };
}

/** The keys of jobs, as they would be made now. @throws Fault if a network cannot be made */
export async function keysFor(jobs: readonly Job[], circumstancesOf = circumstancesHere()): Promise<KeyOf> {
  const found = new Map<string, Circumstances>();
  const within = (job: Job) => JSON.stringify([madeOf(job), weightsOf(job)]);
  for (const job of jobs) if (!found.has(within(job))) found.set(within(job), await circumstancesOf(job));
  return (job) => {
    const circumstances = found.get(within(job));
    if (!circumstances) throw new TypeError('The job is of a network that was not asked about.');
    return keyOf(job, circumstances);
  };
}

/** Where the data lies and how it is read is in its content; what decides no number is in the job's manner, and left out. */
export function keyOf({ manner: _, ...job }: Job, { arithmetic, program, engine, initial }: Circumstances): string {
  return digest([JSON.stringify(sorted(job)), arithmetic, program, engine, ...(initial === undefined ? [] : [initial])]);
}

/** The same with every object's properties in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}

/** What `withBackend` makes a network by. */
function madeOf({ network, settings: { dtype, kernel, tfjsRuntime, python, style, map, runAll } }: Job): string {
  return JSON.stringify([network, dtype, kernel, tfjsRuntime, python, style, map, runAll]);
}

/** What a training begins from: 'he-normal', 'file:weights.json'. */
function weightsOf(job: Job): string {
  return job.kind === 'train' ? job.settings.init : '';
}

async function arithmeticOf({ network, settings, manner }: Job): Promise<string> {
  return digest([await withBackend(network, { ...settings, ...manner }, async ({ description }) => description), ...filesIn(network)]);
}

/** The content of the files that a network is named by: './mine.ts', 'python3 mine.py'. */
function filesIn(network: string): Uint8Array[] {
  const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  const paths = isFile(network.trim()) ? [network.trim()] : splitCommand(network).filter(isFile);
  return paths.map((path) => readFileSync(path));
}
