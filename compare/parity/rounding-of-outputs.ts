import type { Pass } from '../../scratch/formulas.ts';
import { textbook } from '../../scratch/textbook.ts';
import { rowWeights } from '../../src/model/losses/batch.ts';
import type { Output } from '../../src/model/model-spec.ts';
import { lossOf } from '../../src/model/training-spec.ts';
import { rowOf } from '../../src/numbers/algebra.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { largest } from '../../src/numbers/norms.ts';
import { type Coin, HALF_ULP, OF_A_FUNCTION, pushed } from './push.ts';

const ofRow = (M: Matrix) => {
  const sizes = Array.from({ length: M.rows }, (_, r) => largest(rowOf(M, r)));
  return (i: number) => sizes[Math.floor(i / M.cols)]!;
};

/**
 * P = g(Z). Once rows are classified surely, p − y is a small difference of large numbers: log p = z − lse is only known to half an
 * ulp of each, |lse| ≤ max|z| + log K, so p is off by as many roundings of itself however small p − y is.
 */
export function pushedOutputs(coin: Coin, logits: Matrix, P: Matrix, kind: Output['kind']): Matrix {
  if (kind === 'linear') return P;
  const z = ofRow(logits);
  return pushed(coin, P, (p, i) => Math.abs(p) * (2 * OF_A_FUNCTION + (kind === 'softmax' ? 2 * z(i) : 0)));
}

/** ∂L/∂Z. Through a softmax it is p·(∂L/∂p − Σ p·∂L/∂p), which may cancel, and is off by roundings of what is subtracted. */
export function pushedLossGradient(coin: Coin, pass: Pass): Matrix {
  const { model, training } = pass.task;
  const dZ = textbook.lossGradient(pass);
  const cancels = model.output.kind === 'softmax' && lossOf(training).record.slopeAt === 'p';
  if (!cancels) return pushed(coin, dZ, (dz) => OF_A_FUNCTION * Math.abs(dz));
  const asGiven = { training, model: { ...model, output: { kind: 'linear', outputs: dZ.cols } } } as const;
  const dP = ofRow(textbook.lossGradient({ ...pass, task: asGiven }));
  return pushed(coin, dZ, (dz, i) => OF_A_FUNCTION * (Math.abs(dz) + pass.P.data[i]! * dP(i)));
}

/** How many roundings of 1 the loss of a batch is off by: those of its sum, and in each row those of the logits that it is the difference of. */
function roundingsOfLoss({ task: { training }, A, Y, X, target }: Pass, loss: number): number {
  const ofLogits = lossOf(training).record.slopeAt === 'z' ? largest(A.at(-1)!.data) : 0;
  const rows = training.reduction?.rows === 'sum' ? X.rows : 1;
  const weight = Math.max(1, largest(rowWeights(training, target) ?? []));
  return (Math.sqrt(X.rows) + 2 * OF_A_FUNCTION) * loss + 2 * (1 + ofLogits) * rows * weight * Math.max(1, largest(Y.data));
}

/** The loss with so many roundings, up or down. */
export function pushedLoss(coin: Coin, pass: Pass): number {
  const loss = textbook.loss(pass);
  return loss + coin() * HALF_ULP * roundingsOfLoss(pass, loss);
}
