import { activationOf } from '../src/model/activations/activations.ts';
import { type LossRecord, lossFor } from '../src/model/losses.ts';
import type { LayerSpec, Output } from '../src/model/model-spec.ts';
import { optimiserOf, type Slot } from '../src/model/optimisers.ts';
import { targetMatrix } from '../src/model/target.ts';
import { type LayerWeights, mapTensors, type NamedTensors, type TensorName } from '../src/model/tensors.ts';
import { lossOf, type Task } from '../src/model/training-spec.ts';
import { addRow, map, product, rowOf, sumRows, transpose } from '../src/numbers/algebra.ts';
import { type Matrix, zeros } from '../src/numbers/matrix.ts';
import type { Formulas, MatrixActivation, Memory } from './formulas.ts';

/** THE definition: the formulas that are right, each one line of any textbook, in float64. */
export const textbook: Formulas = {
  inputs: (X) => X,
  affine: (A, { W, b }) => addRow(product(A, W), b), //                                        Z = A·W + b
  activation: ({ activation }) => matrixActivation(activation), //                             A = f(Z)
  answer: (logits) => logits,

  targets: (target, { model }) => targetMatrix(target, model.output),
  outputs: (logits, { training }) => outputs(logits, lossOf(training)), //                     P = softmax(Z) or σ(Z)
  loss: ({ task, A, P, Y }) => meanLoss(lossOf(task.training), A.at(-1)!, P, Y), //            L = (1/B)·Σ over rows of ℓ
  reported: ({ loss }) => loss,

  lossGradient: ({ task, A, P, Y }) => meanLossGradient(lossOf(task.training), A.at(-1)!, P, Y), // dZ = (1/B)·∂ℓ/∂Z, (P − Y)/B for cross-entropies
  activationGradient: ({ layers, Z, A, dA }, l) => matrixActivation(layers[l]!.activation).gradient(Z[l]!, A[l + 1]!, dA[l]!), // dZ = dA ⊙ f′(Z)
  weightGradient: ({ A, dZ }, l) => product(transpose(A[l]!), dZ[l]!), //                      dW = Aᵀ·dZ
  biasGradient: ({ dZ }, l) => sumRows(dZ[l]!), //                                             db = Σ rows of dZ
  inputGradient: ({ dZ, weights }, l) => product(dZ[l]!, transpose(weights[l]!.W)), //         dA = dZ·Wᵀ

  treated: (_pass, gradients) => gradients,
  direction: (gradients, memory, { task, weights }) => direction(task, weights, gradients, memory),
  rate: (learningRate) => learningRate,
  updated: ({ weights }, direction, rate) => combine(weights, direction, (w, d) => w - rate * d), // W′ = W − η·D

  received: (weights) => weights,
  handedOut: (weights) => weights,
  manners: { sharesWeights: false, altersX: false, altersY: false, keepsGiven: false },
};

/** f and f′ of an activation's record, number by number. */
export function matrixActivation(written: string): MatrixActivation {
  const { f, slope } = activationOf(written);
  return {
    value: (Z) => map(Z, (z) => f(z)),
    gradient: (Z, A, dA) => map(dA, (d, i) => d * slope(Z.data[i]!, A.data[i]!)),
  };
}

/** P (B, K) of an output: softmax by rows, or σ. */
export function probabilities(logits: Matrix, output: Output): Matrix {
  return outputs(logits, lossFor(output));
}

function outputs(logits: Matrix, loss: LossRecord): Matrix {
  const P = zeros(logits.rows, logits.cols, 'float64');
  for (let r = 0; r < logits.rows; r++) loss.outputs(rowOf(logits, r), rowOf(P, r) as Float64Array);
  return P;
}

/** The mean over the rows of ℓ(z, p, y).  Z, P, Y (B, K). */
export function meanLoss(loss: LossRecord, Z: Matrix, P: Matrix, Y: Matrix): number {
  let sum = 0;
  for (let r = 0; r < Z.rows; r++) sum += loss.value({ z: rowOf(Z, r), p: rowOf(P, r), t: rowOf(Y, r) });
  return sum / Z.rows;
}

/** (1/B)·∂ℓ/∂z of every row.  Z, P, Y (B, K). */
export function meanLossGradient(loss: LossRecord, Z: Matrix, P: Matrix, Y: Matrix): Matrix {
  const rows = Array.from({ length: P.rows }, (_, r) => ({ z: rowOf(Z, r), p: rowOf(P, r), t: rowOf(Y, r) }));
  return map(P, (_, i) => loss.slope(rows[Math.floor(i / P.cols)]!, i % P.cols) / P.rows);
}

/** f′(Z), with A = f(Z) given. */
export function derivative({ activation }: LayerSpec, Z: Matrix, A: Matrix): Matrix {
  const { slope } = activationOf(activation);
  return map(A, (a, i) => slope(Z.data[i]!, a));
}

/** D, number by number, as the optimiser's record has it; and what it remembers of it. */
function direction({ training }: Task, weights: NamedTensors, gradients: NamedTensors, memory: Memory): { direction: NamedTensors; memory: Memory } {
  const { record, hyper } = optimiserOf(training.optimiser);
  const remembered = Object.fromEntries(record.remembers.map((key) => [key, mapTensors(gradients, (G) => zeros(G.rows, G.cols, 'float64'))]));
  const way = mapTensors(gradients, (G, { name, layer }) =>
    map(G, (g, i) => {
      const at = (tensors: NamedTensors | undefined) => tensors?.[layer - 1]?.[name].data[i] ?? 0;
      const slot: Slot = { w: at(weights), g };
      for (const key of record.remembers) slot[key] = at(memory.tensors[key]);
      const d = record.direction(slot, hyper, memory.steps + 1);
      for (const key of record.remembers) remembered[key]![layer - 1]![name].data[i] = slot[key]!;
      return d;
    }),
  );
  return { direction: way, memory: { ...memory, tensors: remembered } };
}

/** f of every number of two sets of tensors of one shape. */
export function combine(a: NamedTensors, b: NamedTensors, f: (a: number, b: number, tensor: TensorName) => number): LayerWeights[] {
  return mapTensors(a, (A, { name, layer }) => map(A, (value, i) => f(value, b[layer - 1]![name].data[i]!, name)));
}
