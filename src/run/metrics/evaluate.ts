import { type TargetScale, unscaleTargets } from '../../data/target-scale.ts';
import { meanLoss, outputsAnswered, trainingTargets } from '../../model/losses/batch.ts';
import { lossFor } from '../../model/losses/losses.ts';
import { isClasses, type Target } from '../../model/target.ts';
import { lossOf, type Task } from '../../model/training-spec.ts';
import type { Matrix } from '../../numbers/matrix.ts';
import type { Samples } from '../batches.ts';
import type { CalibrationBin } from './calibration.ts';
import { measureClasses } from './class-measures.ts';
import { meanLoss as crossEntropy, evaluateClasses } from './classification.ts';
import { evaluateLabels, type LabelMeasure, measureLabels } from './labels.ts';
import type { MetricKey, TaskName } from './metric.ts';
import { valueErrors } from './regression.ts';

/** What a network's answers are worth: the loss, and the metrics of the task. */
export interface Evaluation extends Readonly<Partial<Record<MetricKey, number>>> {
  readonly loss: number;
  /** (rows) classes; (rows, K) values in their own units; or (rows, K) labels, each 0 or 1. */
  readonly predictions: Target;
}

/** All that is measured of the test rows. */
export interface TestEvaluation extends Evaluation {
  /** Of outputs that are probabilities. */
  readonly calibration?: readonly CalibrationBin[];
  /** Of several labels, each by itself. */
  readonly labels?: readonly LabelMeasure[];
}

/** Of it what is a number for all rows. */
export function metricsOf({ predictions: _, calibration: __, labels: ___, ...metrics }: TestEvaluation): Omit<Evaluation, 'predictions'> {
  return metrics;
}

/** What answers are judged by. */
export interface Judged extends Task {
  /** Of values. */
  readonly targets?: TargetScale;
  /** Of several labels a row, their names. */
  readonly labels?: readonly string[];
  /** Of the top-k accuracy, where it is asked for. */
  readonly topK?: number;
}

/** What task answers are judged by, told by what is to be predicted: values, labels, or one of the classes. */
export function taskNameOf({ targets, labels }: { readonly targets?: unknown; readonly labels?: unknown }): TaskName {
  if (targets !== undefined) return 'regression';
  return labels === undefined ? 'classification' : 'labels';
}

/** The ONE evaluation, used for every network: what is measured after an epoch.  A (rows, K), what it predicts. */
export function evaluate(by: Judged, A: Matrix, { y }: Pick<Samples, 'y'>): Evaluation {
  const loss = taskLoss(by, A, y);
  if (isClasses(y)) return { ...evaluateClasses(A, y, by.model.output), loss };
  if (by.labels) return { loss, ...evaluateLabels(A, y, by.model.output) };
  if (!by.targets) throw new TypeError('Values need the scale that they are on.');
  return { loss, ...valueErrors(A, y, by.targets), predictions: unscaleTargets(A, by.targets) };
}

/** The same with all that is measured once, after the last update. */
export function evaluateTest(by: Judged, A: Matrix, { y }: Pick<Samples, 'y'>): TestEvaluation {
  const found = evaluate(by, A, { y });
  const { predictions } = found;
  const { output } = by.model;
  if (isClasses(y) && isClasses(predictions)) return { ...found, ...measureClasses({ A, predictions, output }, y, by.topK) };
  if (by.labels && !isClasses(y) && !isClasses(predictions)) return { ...found, ...measureLabels(A, y, output, predictions) };
  return found;
}

/** The mean loss of the rows in float64, from what a network predicts, A (rows, K): of the data alone, each row counting the same. */
function taskLoss({ model, training }: Task, A: Matrix, target: Target): number {
  const { output } = model;
  const isUsual = training.loss === lossFor(output).written && !training.labelSmoothing && !training.targets;
  if (isClasses(target) && isUsual && output.kind !== 'sigmoids') return crossEntropy(A, target, output);
  return meanLoss(lossOf(training), { Z: A, P: outputsAnswered(A, output), Y: trainingTargets({ model, training }, target) });
}
