import type { EpochRecord } from './history.ts';
import { taskNameOf } from './metrics/evaluate.ts';
import { type Curve, epochKeys, type Measured, measured } from './metrics/measures.ts';
import type { GivenSettings } from './settings/settings.ts';

/** When a training ends before its last epoch. */
export interface EarlyStopping {
  /** So many epochs without a better one. */
  readonly patience: number;
  /** What is better is better by more than that. */
  readonly minDelta: number;
  readonly monitor: 'loss' | 'metric';
}

export function earlyStoppingOf({
  earlyStopping,
  minDelta = 0,
  monitor = 'loss',
}: Pick<GivenSettings, 'earlyStopping' | 'minDelta' | 'monitor'>): EarlyStopping | undefined {
  return earlyStopping === undefined ? undefined : { patience: earlyStopping, minDelta, monitor };
}

/** What it goes by: a curve of the validation rows. */
export function monitored({ monitor }: EarlyStopping, of: Parameters<typeof taskNameOf>[0]): Measured<Curve> {
  const [loss, metric] = epochKeys(taskNameOf(of));
  return measured<Curve>('validation', monitor === 'loss' ? loss : metric);
}

/** Whether an epoch is better than the best so far. A value that is not a number never is. */
export function isBetter({ minDelta }: EarlyStopping, { key, metric }: Measured<Curve>, epoch: EpochRecord, best: EpochRecord | undefined): boolean {
  const of = (record: EpochRecord) => record[key] ?? NaN;
  if (!best) return !Number.isNaN(of(epoch));
  return metric.better === 'lower' ? of(epoch) < of(best) - minDelta : of(epoch) > of(best) + minDelta;
}
