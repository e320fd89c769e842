import type { Output } from '../../model/model-spec.ts';
import { exp } from '../../numbers/elementary/exponential.ts';
import { log, log1p } from '../../numbers/elementary/logarithm.ts';
import type { Matrix } from '../../numbers/matrix.ts';
import { logistic } from '../../numbers/special.ts';

/** What a network's logits are worth on rows of classes. */
export interface ClassEvaluation {
  readonly accuracy: number;
  readonly predictions: Uint32Array; // (rows), class indices
}

/** The ONE definition of prediction and accuracy, used for every network.  Z (B, K), y (B). */
export function evaluateClasses(Z: Matrix, y: Uint32Array, output: Output): ClassEvaluation {
  const predictions = predict(Z, output);
  let right = 0;
  for (let r = 0; r < Z.rows; r++) if (predictions[r] === y[r]) right++;
  return { accuracy: right / Z.rows, predictions };
}

/** The mean over the rows of the cross-entropy of a softmax or one sigmoid, computed in float64 from the logits Z (B, K). */
export function meanLoss(Z: Matrix, y: Uint32Array, output: Output): number {
  const rowLoss = output.kind === 'softmax' ? softmaxRowLoss : sigmoidRowLoss;
  let sum = 0;
  for (let r = 0; r < Z.rows; r++) sum += rowLoss(Z, r, y[r]!);
  return sum / Z.rows;
}

/** log Σexp(z − max z) + max z − z_y: the negative log-likelihood of class y, without overflow for any finite z. */
function softmaxRowLoss({ data, cols }: Matrix, row: number, label: number): number {
  const start = row * cols;
  let max = data[start]!;
  for (let i = start + 1; i < start + cols; i++) max = Math.max(max, data[i]!);
  let sum = 0;
  for (let i = start; i < start + cols; i++) sum += exp(data[i]! - max);
  return log(sum) + max - data[start + label]!;
}

/** max(z, 0) − z·y + log(1 + e^−|z|), as TensorFlow writes it. */
function sigmoidRowLoss({ data }: Matrix, row: number, label: number): number {
  const z = data[row]!;
  return Math.max(z, 0) - z * label + log1p(exp(-Math.abs(z)));
}

/** The class of each row: argmax (the first of equals), or of one sigmoid 1 where p ≥ threshold. */
export function predict(Z: Matrix, output: Output): Uint32Array {
  const rows = Uint32Array.from({ length: Z.rows }, (_, r) => r);
  if (output.kind !== 'sigmoid') return rows.map((r) => argmax(Z, r));
  return rows.map((r) => (logistic(Z.data[r]!) >= output.threshold ? 1 : 0));
}

function argmax({ data, cols }: Matrix, row: number): number {
  let best = 0;
  for (let c = 1; c < cols; c++) {
    if (data[row * cols + c]! > data[row * cols + best]!) best = c;
  }
  return best;
}

/** counts[true class][predicted class]. */
export function confusion(predictions: Uint32Array, y: Uint32Array, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  predictions.forEach((predicted, r) => {
    counts[y[r]!]![predicted]!++;
  });
  return counts;
}

/** The share of rows for which two networks predict the same class. */
export function agreement(a: Uint32Array, b: Uint32Array): number {
  return a.filter((predicted, r) => predicted === b[r]).length / a.length;
}
