import { outputsAnswered } from '../../model/losses/batch.ts';
import type { Output } from '../../model/model-spec.ts';
import { outputOf } from '../../model/outputs.ts';
import type { Matrix } from '../../numbers/matrix.ts';
import { areaUnderCurve } from './auc.ts';
import { type CalibrationBin, calibrationOf } from './calibration.ts';
import { confusion, meanLoss } from './classification.ts';
import { f1Of, hitsOf, meanOfNumbers } from './f1.ts';

/** What is measured of the test rows beside loss and accuracy, by scikit-learn's definitions. */
export interface ClassMeasures {
  /** The mean, over the classes that occur, of the share of their rows that is found. */
  readonly balancedAccuracy: number;
  /** The mean of F1, over the classes that occur or are predicted. */
  readonly macroF1: number;
  /** The mean of −log p of the true class; of a softmax or one sigmoid. */
  readonly logLoss?: number;
  /** Of two classes that of the second; of more the mean of each against the rest. NaN where one class alone occurs. */
  readonly auc: number;
  /** The share of rows whose class is among the k of the largest outputs. */
  readonly topK?: number;
  /** How sure of the class predicted, and how often rightly so; of outputs that are probabilities. */
  readonly calibration?: CalibrationBin[];
}

/** Outputs A (rows, K), as predicted, and the classes that were told from them. */
export interface Told {
  readonly A: Matrix;
  readonly predictions: Uint32Array;
  readonly output: Output;
}

/** @param k of the top-k accuracy, where it is asked for */
export function measureClasses({ A, predictions, output }: Told, y: Uint32Array, k?: number): ClassMeasures {
  const hits = hitsOf(confusion(predictions, y, Math.max(A.cols, 2)));
  const P = outputsAnswered(A, output);
  const isOneChance = output.kind === 'softmax' || output.kind === 'sigmoid';
  return {
    balancedAccuracy: meanOfNumbers(hits.map(({ right, missed }) => right / (right + missed))),
    macroF1: meanOfNumbers(hits.map(f1Of)),
    ...(isOneChance && { logLoss: meanLoss(A, y, output) }),
    auc: aucOf(P, y),
    ...(k !== undefined && { topK: topKAccuracy(A, y, k) }),
    ...(outputOf(output).answers === 'logits' && {
      calibration: calibrationOf(
        Array.from(predictions, (predicted, r) => sureOf(P, r, predicted)),
        (r) => predictions[r] === y[r],
      ),
    }),
  };
}

/** The probability of a class. */
function sureOf({ data, cols }: Matrix, row: number, k: number): number {
  if (cols > 1) return data[row * cols + k] as number;
  return k === 1 ? (data[row] as number) : 1 - (data[row] as number);
}

function aucOf(P: Matrix, y: Uint32Array): number {
  const column = (k: number) => Float64Array.from({ length: P.rows }, (_, r) => P.data[r * P.cols + k] as number);
  if (P.cols <= 2) return areaUnderCurve(column(P.cols - 1), (r) => y[r] === 1);
  return meanOfNumbers(Array.from({ length: P.cols }, (_, k) => areaUnderCurve(column(k), (r) => y[r] === k)));
}

/** Of equal outputs the first counts as the largest, as it does where a class is predicted. */
function topKAccuracy({ data, cols }: Matrix, y: Uint32Array, k: number): number {
  const isAmong = (label: number, r: number) => {
    const own = data[r * cols + label] as number;
    let before = 0;
    for (let c = 0; c < cols; c++) {
      const other = data[r * cols + c] as number;
      if (other > own || (other === own && c < label)) before++;
    }
    return before < k;
  };
  return y.filter(isAmong).length / y.length;
}
