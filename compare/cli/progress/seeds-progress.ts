import { METRICS, TASKS } from '../../../src/run/metrics/metric.ts';
import type { SeedRun } from '../../repeat/seed-run.ts';
import { showCount } from './count-progress.ts';
import { isLively } from './progress.ts';

export interface SeedsProgress {
  onSeed(run: SeedRun, done: number, of: number): void;
  stop(): void;
}

/** A bar over all seeds on a terminal, else a line for each as it ends. */
export function showSeedsProgress(stream: NodeJS.WriteStream, lively = isLively(stream)): SeedsProgress {
  const count = showCount(stream, 'seeds', lively);
  return { onSeed: (run, done, of) => count.update(done, of, seedLine(run, done, of)), stop: () => count.stop() };
}

/** 'seed 9: scratch test_acc=0.9620, tfjs test_acc=0.9607 (2 of 10)' */
export function seedLine({ seed, trainings }: SeedRun, done: number, of: number): string {
  const ends = trainings.map(({ network, test, diverged }) => (test ? `${network} ${logged(test)}` : `${network} diverged in epoch ${diverged!.epoch}`));
  return `seed ${seed}: ${ends.join(', ')} (${done} of ${of})`;
}

/** 'test_acc=0.9620': the first that there is of the task's metrics. */
function logged(test: NonNullable<SeedRun['trainings'][number]['test']>): string {
  const metric = Object.values(TASKS).flatMap(({ epoch }) => (test[epoch] === undefined ? [] : [METRICS[epoch]]))[0] ?? METRICS.loss;
  return `test_${metric.logged}=${metric.format(test[metric.key] ?? NaN)}`;
}
