import { outputsOf } from '../../model/losses/batch.ts';
import type { Output } from '../../model/model-spec.ts';
import { type Matrix, zeros } from '../../numbers/matrix.ts';
import { areaUnderCurve } from './auc.ts';
import { type CalibrationBin, calibrationOf } from './calibration.ts';
import { f1Of, type Hits, meanOfNumbers } from './f1.ts';

/** What a network's logits are worth on rows of labels, after an epoch. */
export interface LabelEvaluation {
  /** The share of all labels of all rows that is predicted right; Keras' binary accuracy, 1 − scikit-learn's hamming_loss. */
  readonly hammingAccuracy: number;
  /** (rows, K) of 0 and 1. */
  readonly predictions: Matrix;
}

/** What is measured of the test rows besides. */
export interface LabelMeasures {
  /** The share of rows of which every label is predicted right; scikit-learn's accuracy_score of such rows. */
  readonly exactMatch: number;
  /** The mean of F1, over the labels that occur or are predicted. */
  readonly macroF1: number;
  /** The mean over the labels that some rows have and some do not. */
  readonly auc: number;
  readonly calibration: CalibrationBin[];
  /** Label by label. */
  readonly labels: LabelMeasure[];
}

export interface LabelMeasure extends Hits {
  readonly f1: number; // NaN of a label that no row has and none is predicted to have
  readonly auc: number; // NaN of one that all rows have, or none
}

/** Z (rows, K) logits, T (rows, K) of 0 and 1. A label is predicted where p ≥ threshold. */
export function evaluateLabels(Z: Matrix, T: Matrix, output: Output): LabelEvaluation {
  const threshold = 'threshold' in output ? output.threshold : 0.5;
  const predictions = zeros(Z.rows, Z.cols);
  outputsOf(Z, output).data.forEach((p, i) => {
    predictions.data[i] = p >= threshold ? 1 : 0;
  });
  const right = predictions.data.filter((predicted, i) => predicted === T.data[i]).length;
  return { hammingAccuracy: right / T.data.length, predictions };
}

export function measureLabels(Z: Matrix, T: Matrix, output: Output, predictions: Matrix): LabelMeasures {
  const P = outputsOf(Z, output);
  const labels = Array.from({ length: T.cols }, (_, k) => measureLabel(columnOf(P, k), columnOf(T, k), columnOf(predictions, k)));
  return {
    exactMatch: exactRows(predictions, T).filter(Boolean).length / T.rows,
    macroF1: meanOfNumbers(labels.map(({ f1 }) => f1)),
    auc: meanOfNumbers(labels.map(({ auc }) => auc)),
    calibration: calibrationOf(P.data, (i) => T.data[i] === 1),
    labels,
  };
}

/** Of each row whether all of its labels are predicted right. */
export function exactRows(predictions: Matrix, T: Matrix): boolean[] {
  const { rows, cols } = T;
  return Array.from({ length: rows }, (_, r) => {
    for (let i = r * cols; i < (r + 1) * cols; i++) if (predictions.data[i] !== T.data[i]) return false;
    return true;
  });
}

function measureLabel(p: Float64Array, t: Float64Array, predicted: Float64Array): LabelMeasure {
  const count = (isSaid: number, isTrue: number) => predicted.filter((said, r) => said === isSaid && t[r] === isTrue).length;
  const hits = { right: count(1, 1), wrong: count(1, 0), missed: count(0, 1) };
  return { ...hits, f1: f1Of(hits), auc: areaUnderCurve(p, (r) => t[r] === 1) };
}

function columnOf({ data, rows, cols }: Matrix, k: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, r) => data[r * cols + k] as number);
}
