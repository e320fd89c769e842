import type { TaskName } from '../../../src/run/metrics/metric.ts';
import type { TrainingObserver } from '../../jobs/train-all.ts';

/** What shows networks that train: told of what they do until it is stopped. */
export interface Progress extends TrainingObserver {
  stop(): void;
}

export interface ProgressOptions {
  readonly networks: readonly string[];
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly task: TaskName;
  readonly stream: NodeJS.WriteStream;
}

/** Whether what was written can be written over. */
export function isLively(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && process.env['TERM'] !== 'dumb';
}
