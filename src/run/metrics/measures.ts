import { METRICS, type Metric, type MetricKey, TASKS, type TaskMetrics, type TaskName } from './metric.ts';

type RowsOf = 'train' | 'validation' | 'test';
/** What is measured after every epoch. */
export type EpochKey = 'loss' | TaskMetrics['epoch'];

type Values<K extends string> = Readonly<Partial<Record<K, number | undefined>>>;

/** What is measured after every epoch, as results.json names it: 'trainLoss', 'validationRmse'. */
export type Curve = `${'train' | 'validation'}${Capitalize<EpochKey>}`;
/** The same of test rows, after the last update. */
export type Measure = Curve | `test${Capitalize<MetricKey>}`;

/** A metric on rows of one kind. */
export interface Measured<K extends Measure = Measure> {
  readonly key: K;
  readonly rows: RowsOf;
  readonly metric: Metric;
  readonly label: string; // 'Validation accuracy'
  readonly head: string; // 'val. acc.'
  /** Of a measure that not every run has: told only where one is. */
  readonly isExtra?: true;
}

/** What is measured after every epoch: of training rows loss and metric, then of validation rows. */
export function curvesOf(task: TaskName): Measured<Curve>[] {
  return (['train', 'validation'] as const).flatMap((rows) => epochKeys(task).map((key) => measured<Curve>(rows, key)));
}

/** The loss, and the task's metric. */
export function epochKeys(task: TaskName): readonly [EpochKey, EpochKey] {
  return ['loss', TASKS[task].epoch];
}

/** Those that are drawn where there is room for two: what is learnt by, and what is wanted. */
export function drawnOf(task: TaskName): [Measured<Curve>, Measured<Curve>] {
  return [measured('train', 'loss'), measured('validation', TASKS[task].epoch)];
}

/** All that a task is measured by: the curves, and what is measured on the test rows. */
export function measuresOf(task: TaskName): Measured[] {
  const { test, also = [] } = TASKS[task];
  const extra = also.map((key) => ({ ...measured('test', key), isExtra: true as const }));
  return [...curvesOf(task), ...(['loss', ...test] as const).map((key) => measured('test', key)), ...extra];
}

/** One of them. */
export function measured<K extends Measure>(rows: RowsOf, key: MetricKey): Measured<K> {
  const metric = METRICS[key];
  return {
    key: `${rows}${capital(key)}` as K,
    rows,
    metric,
    label: `${capital(rows)} ${metric.name}`,
    head: `${rows === 'validation' ? 'val.' : rows} ${metric.short}`,
  };
}

/** All that any task is measured by, by name. */
const BY_KEY = new Map((Object.keys(TASKS) as TaskName[]).flatMap((task) => measuresOf(task).map((measure) => [measure.key, measure])));
export const MEASURES: readonly Measure[] = [...BY_KEY.keys()];
export const CURVES = MEASURES.filter((key): key is Curve => !key.startsWith('test'));

/** What came of a measure after the last update; undefined where there is nothing. */
export function finalOf({ key, rows, metric }: Measured, last: Values<Curve> | undefined, test: Values<MetricKey> | undefined): number | undefined {
  return rows === 'test' ? test?.[metric.key] : last?.[key as Curve];
}

/** That of the name. */
export function measureNamed(key: Measure): Measured {
  return BY_KEY.get(key)!;
}

/** The one that repeated seeds are concluded from. */
export function concludedFrom(task: TaskName): Measured {
  return measured('test', TASKS[task].concluded);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
