/** What predictions are measured by, under the name that results.json has for it. */
export type MetricKey =
  | 'loss'
  | 'accuracy'
  | 'topK'
  | 'balancedAccuracy'
  | 'macroF1'
  | 'logLoss'
  | 'auc'
  | 'rmse'
  | 'mae'
  | 'r2'
  | 'exactMatch'
  | 'hammingAccuracy';

/** A measure of predictions, all that is shown of it in one record. */
export interface Metric {
  readonly key: MetricKey;
  readonly name: string; // in a sentence: 'accuracy'
  readonly short: string; // in the head of a narrow column: 'acc.'
  readonly logged: string; // in a line of a log, after 'val_': 'acc'
  readonly better: 'higher' | 'lower';
  /** What it can be. */
  readonly within: { readonly min: number; readonly max: number };
  readonly format: (value: number) => string;
  /** Whether --margin, of 1, is one of it. */
  readonly hasMargin: boolean;
}

/** Four decimals, or three digits of what is smaller; powers of ten for what is far from 1. */
export function loss(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e5) return value.toExponential(3);
  if (size >= 0.01 || size === 0) return value.toFixed(4);
  return size >= 1e-4 ? value.toPrecision(3) : value.toExponential(2);
}

/** At most six digits: '8544.53', '123457'; as a loss where that says less. */
export function error(value: number): string {
  const digits = Number(value.toExponential().split('e')[1]) + 1; // before the point
  return digits > 2 && digits < 10 ? value.toFixed(Math.max(0, 6 - digits)) : loss(value);
}

export function accuracy(value: number): string {
  return value.toFixed(4);
}

/** Four decimals; below zero with a minus, not a hyphen. */
export function share(value: number): string {
  return value.toFixed(4).replace('-', '−');
}

const anError = { better: 'lower', within: { min: 0, max: Infinity }, hasMargin: false } as const;
const aShare = { better: 'higher', within: { min: 0, max: 1 }, format: accuracy } as const;

export const METRICS = {
  loss: { key: 'loss', name: 'loss', short: 'loss', logged: 'loss', format: loss, ...anError },
  accuracy: {
    key: 'accuracy',
    name: 'accuracy',
    short: 'acc.',
    logged: 'acc',
    hasMargin: true,
    ...aShare,
  },
  topK: { key: 'topK', name: 'top-k accuracy', short: 'top-k', logged: 'top_k', hasMargin: false, ...aShare },
  balancedAccuracy: { key: 'balancedAccuracy', name: 'balanced accuracy', short: 'bal. acc.', logged: 'balanced_acc', hasMargin: false, ...aShare },
  macroF1: { key: 'macroF1', name: 'macro F1', short: 'macro F1', logged: 'macro_f1', hasMargin: false, ...aShare },
  logLoss: { key: 'logLoss', name: 'log loss', short: 'log loss', logged: 'log_loss', format: loss, ...anError },
  auc: { key: 'auc', name: 'AUC', short: 'AUC', logged: 'auc', hasMargin: false, ...aShare },
  rmse: { key: 'rmse', name: 'RMSE', short: 'RMSE', logged: 'rmse', format: error, ...anError },
  mae: { key: 'mae', name: 'MAE', short: 'MAE', logged: 'mae', format: error, ...anError },
  r2: { key: 'r2', name: 'R²', short: 'R²', logged: 'r2', better: 'higher', within: { min: -Infinity, max: 1 }, format: share, hasMargin: true },
  exactMatch: { key: 'exactMatch', name: 'exact match', short: 'exact', logged: 'exact', hasMargin: false, ...aShare },
  hammingAccuracy: { key: 'hammingAccuracy', name: 'Hamming accuracy', short: 'Hamming', logged: 'hamming', hasMargin: true, ...aShare },
} as const satisfies Record<MetricKey, Metric>;

export type TaskName = 'classification' | 'labels' | 'regression';

/** What the networks of a task are measured by beside the loss. */
export interface TaskMetrics {
  /** After every epoch, on training and validation rows. */
  readonly epoch: 'accuracy' | 'rmse' | 'hammingAccuracy';
  /** On the test rows; the first is shown where there is room for one. */
  readonly test: readonly MetricKey[];
  /** On the test rows besides, where it is asked for or the outputs allow it. */
  readonly also?: readonly MetricKey[];
  /** Of the test rows: what repeated seeds are concluded from, named beforehand, so that several tests do not each have their chance of luck. */
  readonly concluded: MetricKey;
}

export const TASKS: Readonly<Record<TaskName, TaskMetrics>> = {
  classification: {
    epoch: 'accuracy',
    test: ['accuracy'],
    also: ['topK', 'balancedAccuracy', 'macroF1', 'logLoss', 'auc'],
    concluded: 'accuracy',
  },
  labels: { epoch: 'hammingAccuracy', test: ['exactMatch', 'hammingAccuracy', 'macroF1', 'auc'], concluded: 'hammingAccuracy' },
  regression: { epoch: 'rmse', test: ['rmse', 'mae', 'r2'], concluded: 'r2' },
};
