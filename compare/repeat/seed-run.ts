import type { EpochRecord, Stopping } from '../../src/run/history.ts';
import { metricsOf } from '../../src/run/metrics/evaluate.ts';
import type { MetricKey } from '../../src/run/metrics/metric.ts';
import type { Training } from '../training/train.ts';

/** What is kept of one network's training under one seed. */
export interface SeedTraining {
  readonly network: string;
  readonly epochs: readonly EpochRecord[];
  readonly stopping?: Stopping;
  readonly test?: Readonly<Partial<Record<MetricKey, number>>>;
  readonly diverged?: { readonly epoch: number; readonly step: number };
}

/** All networks under one seed: same initial weights, order and split. */
export interface SeedRun {
  readonly seed: number;
  readonly trainings: readonly SeedTraining[];
}

export function kept({ history, test }: Training): SeedTraining {
  const { network, epochs, stopping } = history;
  if (history.state === 'diverged') return { network, epochs, diverged: { epoch: history.epoch, step: history.step } };
  return { network, epochs, ...(stopping && { stopping }), test: metricsOf(test!) };
}
