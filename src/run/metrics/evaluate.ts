import { type TargetScale, unscaleTargets } from '../../data/target-scale.ts';
import { meanLoss, outputsOf, trainingTargets } from '../../model/losses/batch.ts';
import { lossFor } from '../../model/losses/losses.ts';
import { outputOf } from '../../model/outputs.ts';
import { isClasses, type Target } from '../../model/target.ts';
import { lossOf, type Task } from '../../model/training-spec.ts';
import type { Matrix } from '../../numbers/matrix.ts';
import type { Samples } from '../batches.ts';
import { meanLoss as crossEntropy, evaluateClasses } from './classification.ts';
import type { MetricKey, TaskName } from './metric.ts';
import { valueErrors } from './regression.ts';

/** What a network's answers are worth: the loss, and the metrics of the task. */
export interface Evaluation extends Readonly<Partial<Record<MetricKey, number>>> {
  readonly loss: number;
  /** (rows) classes; or (rows, K) values in their own units. */
  readonly predictions: Target;
}

/** What answers are judged by. */
export interface Judged extends Task {
  /** Of values. */
  readonly targets?: TargetScale;
}

/** What task answers are judged by: that of values, or of classes. */
export function taskNameOf({ targets }: { readonly targets?: unknown }): TaskName {
  return targets === undefined ? 'classification' : 'regression';
}

/** The ONE evaluation, used for every network.  A (rows, K), what it predicts. */
export function evaluate(by: Judged, A: Matrix, { y }: Pick<Samples, 'y'>): Evaluation {
  if (isClasses(y)) return { ...evaluateClasses(A, y, by.model.output), loss: taskLoss(by, A, y) };
  if (!by.targets) throw new TypeError('Values need the scale that they are on.');
  return { loss: taskLoss(by, A, y), ...valueErrors(A, y, by.targets), predictions: unscaleTargets(A, by.targets) };
}

/** The mean loss of the rows in float64, from what a network predicts, A (rows, K): of the data alone, each row counting the same. */
export function taskLoss({ model, training }: Task, A: Matrix, target: Target): number {
  const { output } = model;
  const isUsual = training.loss === lossFor(output).written && !training.labelSmoothing && !training.targets;
  if (isClasses(target) && isUsual) return crossEntropy(A, target, output);
  const P = outputOf(output).answers === 'outputs' ? A : outputsOf(A, output);
  return meanLoss(lossOf(training), { Z: A, P, Y: trainingTargets({ model, training }, target) });
}
