import type { EpochRecord } from '../../src/run/history.ts';
import type { Training } from '../training/train.ts';
import { type Executor, outcomesOf } from './executor.ts';
import type { Job, Progress, TrainJob } from './job.ts';

/** Told of every network's progress as it trains. */
export interface TrainingObserver {
  onStep?(network: string, step: number): void;
  onEpoch?(network: string, record: EpochRecord): void;
  /** A network has finished, in no particular order. */
  onTraining?(training: Training): void;
  /** What a network of the reader's own prints. */
  onOutput?(network: string, text: string): void;
}

/** Trains the networks of a run all side by side, so that they can be seen to. @throws as the executor */
export function trainAll(jobs: readonly TrainJob[], executor: Executor, observer: TrainingObserver = {}, signal?: AbortSignal): Promise<Training[]> {
  return outcomesOf(executor, jobs, {
    atOnce: jobs.length,
    signal,
    onProgress({ manner: { name } }, progress) {
      // biome-ignore format: a table, a case a line
      switch (progress.kind) {
        case 'step': return observer.onStep?.(name, progress.step);
        case 'epoch': return observer.onEpoch?.(name, progress.record);
        case 'output': return observer.onOutput?.(name, progress.text);
      }
    },
    onOutcome: (_, training) => observer.onTraining?.(training),
  });
}

/** Hands on what networks print, and nothing else of how far they have come. */
export function outputTo(observer: TrainingObserver): (job: Job, progress: Progress) => void {
  return ({ manner: { name } }, progress) => {
    if (progress.kind === 'output') observer.onOutput?.(name, progress.text);
  };
}
