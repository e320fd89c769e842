import { z } from 'zod';
import { float } from '../../src/numbers/json-float.ts';
import { MEASURES, type Measure, measuresOf } from '../../src/run/metrics/measures.ts';
import type { TaskName } from '../../src/run/metrics/metric.ts';
import { kept as keptOf } from '../repeat/seed-run.ts';
import { finalsOf } from '../repeat/summarise.ts';
import { spread } from '../statistics/spread.ts';
import type { Training } from '../training/train.ts';
import type { Axis } from './grid.ts';

const count = z.int().nonnegative();

/** What is kept of one training: no times, which differ from machine to machine. */
export const trained = z.object({
  measures: z.partialRecord(z.enum(MEASURES), float).describe('after the last update; none of a training that diverged'),
  epochs: count.describe('the last one that was measured'),
  diverged: z.object({ epoch: count, step: count }).exactOptional(),
});
export type Trained = z.infer<typeof trained>;

/** A training with its seed. */
export type SweptRun = Trained & { readonly seed: number };

export interface SweptCell {
  /** Of every axis, in their order. */
  readonly values: readonly string[];
  readonly network: string;
  readonly runs: readonly SweptRun[];
  /** Over the seeds that it completed; sd with divisor n − 1, absent of fewer than two. */
  readonly spread: Readonly<Partial<Record<Measure, { readonly mean: number; readonly sd?: number }>>>;
}

/** What came of a grid. */
export interface Swept {
  readonly task: TaskName;
  readonly axes: readonly Axis[];
  readonly seeds: readonly number[];
  readonly cells: readonly SweptCell[];
}

export function trainedOf(training: Training, task: TaskName): Trained {
  const { epochs, diverged, ...rest } = keptOf(training);
  const last = epochs.at(-1)?.epoch ?? 0;
  if (diverged) return { measures: {}, epochs: last, diverged };
  const finals = Object.entries(finalsOf({ ...rest, epochs }, task)).filter(([, value]) => value !== undefined);
  return { measures: Object.fromEntries(finals), epochs: last };
}

/** Each measure that all completed seeds have. */
export function spreadOf(runs: readonly SweptRun[], task: TaskName): SweptCell['spread'] {
  const completed = runs.filter(({ diverged }) => !diverged);
  const found = measuresOf(task).flatMap(({ key }) => {
    const values = completed.flatMap(({ measures }) => measures[key] ?? []);
    if (values.length === 0 || values.length < completed.length) return [];
    const { mean, sd } = spread(values);
    return [[key, sd === undefined ? { mean } : { mean, sd }] as const];
  });
  return Object.fromEntries(found);
}
