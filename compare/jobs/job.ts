import type { Threads } from '../../src/host/threads.ts';
import type { ModelSpec } from '../../src/model/model-spec.ts';
import type { TrainingSpec } from '../../src/model/training-spec.ts';
import type { RunSpec } from '../../src/run/config.ts';
import type { Division } from '../../src/run/divide.ts';
import type { EpochRecord } from '../../src/run/history.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import type { Quirks } from '../networks/quirks.ts';
import type { Training } from '../training/train.ts';
import type { Deciding } from './deciding.ts';

/** Something to be computed, as plain JSON: all that decides its numbers, with the data that it names, and how it is spoken of. */
export type Job = TrainJob | DiagnoseJob;

/** One training. */
export interface TrainJob {
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

/** Which mistake a network makes, if it makes one. */
export interface DiagnoseJob {
  readonly kind: 'diagnose';
  readonly network: string;
  readonly settings: Pick<Deciding, 'dtype' | 'kernel' | 'tfjsRuntime' | 'python' | 'style' | 'map' | 'runAll'>;
  readonly asked: { readonly model: ModelSpec; readonly training?: TrainingSpec; readonly batchSize: number; readonly learningRate: number };
  readonly manner: Manner;
}

/** What is asked of a training beside its test rows: it decides what the outcome holds. */
export interface Asked {
  /** Steps (1, 2, …) before which the weights are to be kept. */
  readonly snapshots: readonly number[];
  /** Epochs around whose last step the weights are to be kept. */
  readonly moments?: readonly number[];
  /** Which epochs are measured; the others leave no record. */
  readonly epochs: 'every' | 'last';
}

/** What decides no number. */
export interface Manner extends Pick<RunSpec, 'timeout' | 'verbose'> {
  /** The network's name in messages. */
  readonly name: string;
  /** The job's, where there are several of the network: 'seed 9'. */
  readonly title?: string;
  /** That share its steps. */
  readonly crew?: Threads;
}

/** What became of a job. A training that diverged has an outcome; what failed has none. */
export type OutcomeOf<J extends Job> = J extends TrainJob ? Training : J extends DiagnoseJob ? Diagnosis : never;
export type Outcome = OutcomeOf<Job>;

/** How far a job has come, and what its network prints. */
export type Progress =
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'epoch'; readonly record: EpochRecord }
  | { readonly kind: 'output'; readonly text: string };
