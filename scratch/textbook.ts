import { activationOf } from '../src/model/activations/activations.ts';
import { answerOf, batchGradient, batchLoss, outputsOf, rowWeights, trainingTargets } from '../src/model/losses/batch.ts';
import type { LayerSpec } from '../src/model/model-spec.ts';
import { sgd } from '../src/model/optimisers/momenta.ts';
import { optimiserOf, type Slot } from '../src/model/optimisers/optimisers.ts';
import { clipped, penaltyOf, withPenalty } from '../src/model/penalty.ts';
import { type LayerWeights, mapTensors, type NamedTensors, type TensorName } from '../src/model/tensors.ts';
import { decayOf, type Task } from '../src/model/training-spec.ts';
import { addRow, map, product, sumRows, times, timesTransposed, transposedTimes } from '../src/numbers/algebra.ts';
import { type Matrix, zeros } from '../src/numbers/matrix.ts';
import type { Formulas, MatrixActivation, Memory, Normalised, Normalising, Pass } from './formulas.ts';
import { byColumns, byRows, columnStatistics, standardisedGradient } from './normalisation.ts';

/** THE definition: the formulas that are right, each one line of any textbook, in float64. */
export const textbook: Formulas = {
  inputs: (X) => X,
  affine: (A, { W, b }) => addRow(product(A, W), b), //                                        Z = A·W + b
  normalised: (Z, at) => normalised(Z, at), //                                                 N = γ ⊙ (Z − μ)/√(σ² + ε) + β
  activation: ({ activation }) => matrixActivation(activation), //                             F = f(N)
  dropped: (F, mask) => (mask ? times(F, mask) : F), //                                        A = F ⊙ mask
  answer: (logits, { model }) => answerOf(logits, model.output), //                            Z, or P of a regression

  targets: (target, task) => trainingTargets(task, target),
  outputs: (logits, { model }) => outputsOf(logits, model.output), //                          P = softmax(Z), σ(Z), …
  loss: ({ task, A, P, Y, target }) => batchLoss(task, { Z: A.at(-1)!, P, Y }, rowWeights(task.training, target)), // L = (1/B)·Σ over rows of ℓ
  penalty: ({ task, weights, X }) => penaltyOf(task.training, weights, X.rows), //             Σ l2·w² + l1·|w|
  reported: (pass) => pass.loss + textbook.penalty(pass),

  lossGradient: ({ task, A, P, Y, target }) => batchGradient(task, { Z: A.at(-1)!, P, Y }, rowWeights(task.training, target)), // dZ, (P − Y)/B for cross-entropies
  activationGradient: ({ layers, N, F, dA, masks }, l) =>
    matrixActivation(layers[l]!.activation).gradient(N[l]!.values, F[l]!, textbook.dropped(dA[l]!, masks[l])), // dN = dA ⊙ mask ⊙ f′(N)
  normalisationGradient: (pass, l, dN) => normalisationGradient(pass, l, dN), //               dZ, dγ = Σ dN ⊙ unit, dβ = Σ dN
  weightGradient: ({ A, dZ }, l) => transposedTimes(A[l]!, dZ[l]!), //                         dW = Aᵀ·dZ
  biasGradient: ({ dZ, layers }, l) => (layers[l]!.bias === false ? zeros(1, dZ[l]!.cols, 'float64') : sumRows(dZ[l]!)), //                                             db = Σ rows of dZ
  inputGradient: ({ dZ, weights }, l) => timesTransposed(dZ[l]!, weights[l]!.W), //            dA = dZ·Wᵀ

  penalised: ({ task, weights, X }, gradients) => withPenalty(task.training, 'loss', gradients, weights, X.rows), // dW + 2·l2·W + l1·sign W
  treated: ({ task: { training }, weights, X }, gradients) => withPenalty(training, 'gradient', clipped(training.clip, gradients), weights, X.rows),
  direction: (gradients, memory, { task, weights }) => direction(task, weights, gradients, memory),
  rate: (learningRate) => learningRate,
  updated: ({ weights }, direction, rate) => descended(weights, direction, rate), //              W′ = W − η·D

  received: (weights) => weights,
  handedOut: (weights) => weights,
  manners: { sharesWeights: false, altersX: false, altersY: false, keepsGiven: false },
};

/** f and f′ of an activation's record, number by number. */
export function matrixActivation(written: string): MatrixActivation {
  const { f, slope } = activationOf(written);
  return {
    value: (Z) => map(Z, f),
    gradient: ({ data: z }, { data: a }, dA) => map(dA, (d, i) => d * slope(z[i]!, a[i]!)),
  };
}

function normalised(Z: Matrix, { layer, weights: { gamma, beta }, normalisation: { epsilon }, purpose, running }: Normalising): Normalised {
  if (!layer.normalise || !gamma || !beta) return { values: Z };
  const ofBatch = layer.normalise === 'batch' && (purpose === 'step' || !running) ? columnStatistics(Z) : undefined;
  const by = layer.normalise === 'layer' ? byRows(Z, epsilon) : byColumns(Z, ofBatch ?? running!, epsilon);
  const values = map(by.unit, (u, i) => gamma.data[i % Z.cols]! * u + beta.data[i % Z.cols]!);
  return { values, by, ...(ofBatch && { statistics: ofBatch }) };
}

function normalisationGradient({ layers, weights, N }: Pass, l: number, dN: Matrix): ReturnType<Formulas['normalisationGradient']> {
  const { by } = N[l]!;
  const { gamma } = weights[l]!;
  if (!by || !gamma) return { dZ: dN };
  const dU = map(dN, (d, i) => d * gamma.data[i % dN.cols]!);
  const dZ = standardisedGradient(dU, by, layers[l]!.normalise === 'batch' ? 'columns' : 'rows');
  return { dZ, gamma: sumRows(times(dN, by.unit)), beta: sumRows(dN) };
}

/** f′(Z), with A = f(Z) given. */
export function derivative({ activation }: LayerSpec, Z: Matrix, A: Matrix): Matrix {
  const { slope } = activationOf(activation);
  return map(A, (a, i) => slope(Z.data[i]!, a));
}

/** D, number by number, as the optimiser's record has it, with what decoupled decay adds; and what it remembers of it. */
export function direction({ training }: Task, weights: NamedTensors, gradients: NamedTensors, memory: Memory): { direction: NamedTensors; memory: Memory } {
  const { record, hyperAt } = optimiserOf(training.optimiser);
  const hyper = hyperAt(memory.steps + 1);
  const remembered = Object.fromEntries(record.remembers.map((key) => [key, mapTensors(gradients, (G) => zeros(G.rows, G.cols, 'float64'))]));
  if (record === sgd && !training.decay) return { direction: gradients, memory: { ...memory, tensors: {} } };
  const way = mapTensors(gradients, (G, { name, layer }) => {
    const λ = decayOf(training, name);
    const of = (tensors: NamedTensors | undefined) => tensors?.[layer - 1]?.[name]?.data;
    const W = of(weights);
    const kept = record.remembers.map((key) => ({ key, before: of(memory.tensors[key]), after: remembered[key]![layer - 1]![name]!.data }));
    return map(G, (g, i) => {
      const slot: Slot = { w: W?.[i] ?? 0, g };
      for (const { key, before } of kept) slot[key] = before?.[i] ?? 0;
      const d = record.direction(slot, hyper);
      for (const { key, after } of kept) after[i] = slot[key]!;
      return λ === 0 ? d : d + λ * slot.w;
    });
  });
  return { direction: way, memory: { ...memory, tensors: remembered } };
}

/** W − η·D */
export function descended(weights: NamedTensors, direction: NamedTensors, rate: number): LayerWeights[] {
  return mapTensors(direction, (D, { name, layer }) => {
    const { rows, cols, data: W } = weights[layer - 1]![name]!;
    const [d, data] = [D.data, new Float64Array(W.length)];
    for (let i = 0; i < data.length; i++) data[i] = W[i]! - rate * d[i]!;
    return { rows, cols, data };
  });
}

/** f of every number of two sets of tensors of one shape. */
export function combine(a: NamedTensors, b: NamedTensors, f: (a: number, b: number, tensor: TensorName) => number): LayerWeights[] {
  return mapTensors(a, (A, { name, layer }) => {
    const B = b[layer - 1]![name]!.data;
    return map(A, (value, i) => f(value, B[i]!, name));
  });
}
