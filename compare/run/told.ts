import type { DataStory } from '../../src/data/columns/story.ts';
import type { Backend } from '../../src/model/network.ts';
import type { OnReading, Tables } from '../../src/run/load-data.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import type { Data } from '../jobs/data.ts';
import type { Executor } from '../jobs/executor.ts';
import type { TrainingObserver } from '../jobs/train-all.ts';
import type { SeedRun } from '../repeat/seed-run.ts';
import type { Comparison } from '../results/schema.ts';
import type { Finished } from '../results/stopped.ts';

/** What a run is about to do, told before the first step. */
export interface Prepared {
  readonly name: string;
  readonly plan: RunPlan;
  readonly backends: readonly Backend[];
  readonly warnings: readonly string[];
  /** What was made of the columns, of data from files. */
  readonly story?: DataStory | undefined;
}

/** Who is told how a comparison goes. */
export interface CompareObserver extends TrainingObserver {
  onReading?: OnReading;
  onPrepared?(prepared: Prepared): void;
  onTrained?(): void;
  onCheck?(pair: readonly [string, string], done: number, of: number): void;
  onSwept?(done: number, of: number): void;
  onSeed?(run: SeedRun, done: number, of: number): void;
  /** Told whenever more is finished. @param soFar the comparison as it would be if the run were stopped when it is called, or failed so */
  onFinished?(soFar: SoFar): void;
}

/** @param failure why the run can go no further, in a sentence */
export type SoFar = (failure?: string) => Comparison;

/** What a comparison takes beside its settings. */
export interface CompareOptions extends CompareObserver {
  /** Ends the run where it is, with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Networks that are at hand, by the names that the settings have for them. They train on this thread, and are not closed. */
  readonly atHand?: ReadonlyMap<string, Backend>;
  /** Rows that are at hand, in place of the files that the settings name. */
  readonly tables?: Tables | undefined;
  /** How the run is repeated, where no command does. */
  readonly command?: string | undefined;
  /** Who trains with other seeds and at other widths; threads of this machine if absent. */
  readonly elsewhere?: ((data: Data) => Executor) | undefined;
}

/** Told of what is finished, which is put together only where it is asked for. */
export type Tell = (found: () => Finished) => void;
