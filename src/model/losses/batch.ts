import { rowOf } from '../../numbers/algebra.ts';
import { type Matrix, zeros } from '../../numbers/matrix.ts';
import type { Output } from '../model-spec.ts';
import { outputOf } from '../outputs.ts';
import { isClasses, type Target, targetMatrix } from '../target.ts';
import { lossOf, type Task, type TrainingSpec } from '../training-spec.ts';
import type { LossFunction } from './losses.ts';
import type { Row } from './record.ts';

/** What a loss is computed from, (B, K) each: logits, outputs and targets. */
export interface Answered {
  readonly Z: Matrix;
  readonly P: Matrix;
  readonly Y: Matrix;
}

/** P = g(Z), row by row, in float64. */
export function outputsOf(Z: Matrix, output: Output): Matrix {
  const P = zeros(Z.rows, Z.cols, 'float64');
  const { apply } = outputOf(output);
  for (let r = 0; r < Z.rows; r++) apply(rowOf(Z, r), rowOf(P, r) as Float64Array);
  return P;
}

/** What `predict` answers: the logits, or the outputs where those are what is wanted. */
export function answerOf(Z: Matrix, output: Output): Matrix {
  return outputOf(output).answers === 'logits' ? Z : outputsOf(Z, output);
}

/** P, of what `predict` answered. */
export function outputsAnswered(answer: Matrix, output: Output): Matrix {
  return outputOf(output).answers === 'outputs' ? answer : outputsOf(answer, output);
}

/** The targets that a network is trained towards: 0 and 1 in other words where the training says so, then smoothed. */
export function trainingTargets({ model: { output }, training: { targets, labelSmoothing: ε = 0 } }: Task, target: Target): Matrix {
  const Y = targetMatrix(target, output);
  const [off, on] = targets ?? [0, 1];
  const uniform = output.kind === 'softmax' ? 1 / Y.cols : 0.5;
  if (off !== 0 || on !== 1) for (let i = 0; i < Y.data.length; i++) Y.data[i] = off + (on - off) * Y.data[i]!;
  if (ε > 0) for (let i = 0; i < Y.data.length; i++) Y.data[i] = (1 - ε) * Y.data[i]! + ε * uniform;
  return Y;
}

/** The weight of each row, by its class; undefined where all weigh the same. */
export function rowWeights({ classWeights }: TrainingSpec, target: Target): Float64Array | undefined {
  if (!classWeights || !isClasses(target)) return undefined;
  return Float64Array.from(target, (label) => classWeights.weights[label] ?? 1);
}

/** What the rows' losses are multiplied by before they are summed: the weight of each, over the rows, the weights' sum or nothing. */
function factors({ reduction, classWeights }: TrainingSpec, rows: number, cols: number, ω: Float64Array | undefined): (r: number) => number {
  const over = reduction?.rows === 'sum' ? 1 : classWeights?.over === 'weights' && ω ? ω.reduce((a, b) => a + b, 0) : rows;
  const outputs = reduction?.outputs === 'mean' ? cols : 1;
  return (r) => (ω?.[r] ?? 1) / (over * outputs);
}

/** L = Σ over rows of ω·ℓ(z, p, t)/N */
export function batchLoss({ training }: Task, { Z, P, Y }: Answered, ω?: Float64Array): number {
  const loss = lossOf(training);
  if (!ω && !training.reduction) return meanLoss(loss, { Z, P, Y });
  const factor = factors(training, Z.rows, Z.cols, ω);
  let sum = 0;
  for (let r = 0; r < Z.rows; r++) sum += factor(r) * loss.value(rowAt({ Z, P, Y }, r));
  return sum;
}

/** The mean over the rows of ℓ(z, p, t), each a sum over its outputs. */
export function meanLoss(loss: LossFunction, { Z, P, Y }: Answered): number {
  let sum = 0;
  for (let r = 0; r < Z.rows; r++) sum += loss.value(rowAt({ Z, P, Y }, r));
  return sum / Z.rows;
}

/** ∂L/∂Z (B, K) */
export function batchGradient({ model, training }: Task, { Z, P, Y }: Answered, ω?: Float64Array): Matrix {
  const loss = lossOf(training);
  const { back } = outputOf(model.output);
  const K = Z.cols;
  const plain = !ω && !training.reduction;
  const factor = factors(training, Z.rows, K, ω);
  const dZ = zeros(Z.rows, K, 'float64');
  const slopes = new Float64Array(K);
  for (let r = 0; r < Z.rows; r++) {
    const row = rowAt({ Z, P, Y }, r);
    for (let k = 0; k < K; k++) slopes[k] = loss.slope(row, k);
    for (let k = 0; k < K; k++) {
      const slope = loss.record.slopeAt === 'z' ? slopes[k]! : back(row.p, slopes, k);
      dZ.data[r * K + k] = plain ? slope / Z.rows : slope * factor(r);
    }
  }
  return dZ;
}

function rowAt({ Z, P, Y }: Answered, r: number): Row {
  return { z: rowOf(Z, r), p: rowOf(P, r), t: rowOf(Y, r) };
}
