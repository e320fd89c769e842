import type { RunSpec } from '../../src/run/config.ts';
import type { Division } from '../../src/run/divide.ts';
import type { EpochRecord } from '../../src/run/history.ts';
import { wayOf } from '../networks/document.ts';
import { NO_QUIRKS, type Quirks } from '../networks/quirks.ts';
import type { Training } from '../training/train.ts';
import { type Deciding, decidingOf } from './deciding.ts';

/** One training, as plain JSON: with the data that it names, all that decides its numbers, and how it is spoken of. */
export interface Job {
  readonly kind: 'train';
  /** A network that ships, or the reader's own: './mine.ts', 'python3 mine.py'. */
  readonly network: string;
  readonly settings: Deciding;
  readonly quirks: Quirks;
  readonly seed: number; // of the initial weights and the order of the rows
  readonly data: string; // the hash of the rows
  readonly division?: Division | undefined; // of rows that are not divided yet
  readonly asked: Asked;
  readonly manner: Manner;
}

/** What is asked of a training beside its test rows: it decides what the outcome holds. */
export interface Asked {
  /** Steps (1, 2, …) before which the weights are to be kept. */
  readonly snapshots: readonly number[];
  /** Which epochs are measured; the others leave no record. */
  readonly epochs: 'every' | 'last';
}

/** What decides no number. */
export interface Manner extends Pick<RunSpec, 'timeout' | 'verbose'> {
  /** The network's name in messages. */
  readonly name: string;
  /** The training's, where there are several of the network: 'seed 9'. */
  readonly title?: string;
}

/** What became of a job. A training that diverged has an outcome; one that failed has none. */
export type Outcome = Training;

/** How far a job has come, and what its network prints. */
export type Progress =
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'epoch'; readonly record: EpochRecord }
  | { readonly kind: 'output'; readonly text: string };

export const WHOLE: Asked = { snapshots: [], epochs: 'every' };
export const LAST_EPOCH: Asked = { snapshots: [], epochs: 'last' };

/** What a job is of, beside its settings. */
export interface Of extends Pick<Job, 'network' | 'data' | 'division' | 'asked'>, Partial<Pick<Manner, 'name' | 'title'>> {
  readonly quirks?: Quirks;
}

/** The training under these settings, their seed included. */
export function jobOf(spec: RunSpec, { name, title, quirks = NO_QUIRKS, ...of }: Of): Job {
  const { timeout, verbose, seed } = spec;
  const manner = { name: name ?? of.network, ...(title !== undefined && { title }), timeout, verbose };
  return { kind: 'train', ...of, quirks, seed, settings: decidingOf(spec), manner };
}

/** The same, as a run trains its network: under --preset document each has its own way. */
export function runJobOf(spec: RunSpec, of: Omit<Of, 'quirks'>): Job {
  const { init, quirks } = wayOf(spec, of.network);
  return jobOf({ ...spec, init }, { ...of, quirks });
}
