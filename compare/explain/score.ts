import type { Dataset } from '../../src/data/dataset.ts';
import { Fault } from '../../src/fault.ts';
import { isClasses, type Target } from '../../src/model/target.ts';
import { lastEpoch } from '../../src/run/history.ts';
import { type Measured, measured } from '../../src/run/metrics/measures.ts';
import type { TaskName } from '../../src/run/metrics/metric.ts';
import type { Parts } from '../../src/run/run-plan.ts';
import type { Training } from '../training/train.ts';

/** What a gap is counted in. The more the better, so that shares add up alike for every task. */
export interface Score {
  /** What trainings are scored by, and what they are worth besides on rows that nothing else has seen. */
  readonly measure: Measured;
  readonly test: Measured;
  /** What a training that diverged counts with, and in words. */
  ofNothing(rows: Dataset): number;
  readonly nothing: string;
}

/** A network whose logits are NaN answers the first class, and no label; it has no values to answer with, so the mean stands for them: R² = 0. */
export const SCORES: Readonly<Record<TaskName, Score>> = {
  classification: {
    measure: measured('validation', 'accuracy'),
    test: measured('test', 'accuracy'),
    ofNothing: ({ y }) => shareOf0(y),
    nothing: 'the accuracy of answering the first class always',
  },
  labels: {
    measure: measured('validation', 'hammingAccuracy'),
    test: measured('test', 'hammingAccuracy'),
    ofNothing: ({ y }) => shareOf0(y),
    nothing: 'the accuracy of predicting no label ever',
  },
  regression: {
    measure: measured('test', 'r2'), // after an epoch errors are measured, which have no scale to share out
    test: measured('test', 'r2'),
    ofNothing: () => 0,
    nothing: 'R² = 0, that of answering the mean always',
  },
};

/** What a training that went to its end is worth by one of the two. @throws Fault where rows of one value leave R² undefined */
export function scoreOf({ history, test }: Training, { rows, metric, key }: Measured): number {
  const score = rows === 'test' ? test?.[metric.key] : lastEpoch(history)?.[key as 'validationAccuracy'];
  if (score !== undefined && Number.isFinite(score)) return score;
  throw new Fault(`the ${rows} rows have no ${metric.name} that is a number: are all of their targets one value?`);
}

/** The rows that one of them is measured on. */
export function rowsOf({ rows }: Measured, parts: Pick<Parts, 'validation' | 'test'>): Dataset {
  return rows === 'test' ? parts.test : parts.validation;
}

/** Of all classes, or of all labels of all rows, the share that is 0. */
function shareOf0(y: Target): number {
  const values = Array.from(isClasses(y) ? y : y.data);
  return values.filter((value) => value === 0).length / values.length;
}
