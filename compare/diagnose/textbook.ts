import { zeros, type Matrix } from '../../src/numbers/matrix.ts';
import type { LayerSpec, ModelSpec, Output } from '../../src/model/model-spec.ts';
import type { LayerWeights } from '../../src/model/network.ts';
import { activate, derivative, probabilities } from '../../scratch/textbook.ts';
import { addRow, map, product, sumRows, times, transpose } from '../../src/numbers/algebra.ts';

/** An activation as a matrix function, and how a gradient passes back through it. */
export interface ActivationFunction {
  /** Z (B, out) → A = f(Z) (B, out) */
  value(Z: Matrix): Matrix;
  /** dA (B, out) → dZ = dA ⊙ f'(Z) (B, out), A = f(Z) */
  gradient(Z: Matrix, A: Matrix, dA: Matrix): Matrix;
}

/** What a network carries from one step to the next, besides its weights. The textbook's carries nothing else. */
export interface Memory {
  readonly steps: number; // taken so far
  readonly firstRows: number; // the rows of the first batch it saw
  readonly sum?: readonly LayerWeights[]; // an optimiser's running sum
  readonly squares?: readonly LayerWeights[]; // and one of squares
}

/** Everything that is known in a step, in the order in which it is computed. Layer l is index l − 1. */
export interface Pass {
  readonly model: ModelSpec;
  readonly layers: readonly LayerSpec[];
  readonly weights: readonly LayerWeights[];
  readonly learningRate: number;
  readonly memory: Memory;
  readonly X: Matrix; // (B, D)
  readonly y: Uint32Array; // (B)
  readonly A: Matrix[]; // A[0] = inputs(X), A[l + 1] = f(Z[l])
  readonly Z: Matrix[]; // Z[l] = A[l]·W[l] + b[l]
  readonly P: Matrix; // (B, K)
  readonly Y: Matrix; // (B, K), one-hot
  readonly loss: number;
  readonly dA: Matrix[]; // dA[l] = ∂L/∂A[l + 1], filled from the last layer to the first
  readonly dZ: Matrix[]; // dZ[l] = ∂L/∂Z[l]
  readonly gradients: LayerWeights[]; // ∂L/∂W[l], ∂L/∂b[l]
}

/**
 * Every formula of one step of training, each to be replaced on its own. A mistake is a set of replacements, made from
 * the formulas that are right, so that two mistakes can be made one upon the other.
 */
export interface Formulas {
  /** What the network makes of the rows it is given. */
  inputs(X: Matrix, purpose: 'predict' | 'step'): Matrix;
  affine(A: Matrix, weights: LayerWeights, l: number): Matrix;
  activation(layer: LayerSpec, l: number): ActivationFunction;
  /** What `predict` answers, from the last layer's output. */
  answer(logits: Matrix, output: Output): Matrix;

  targets(y: Uint32Array, output: Output): Matrix;
  probabilities(logits: Matrix, output: Output): Matrix;
  /** The mean loss of the batch. */
  loss(pass: Pass): number;
  /** What `step` returns. */
  reported(pass: Pass, updated: readonly LayerWeights[]): number;

  /** ∂L/∂logits (B, K) */
  lossGradient(pass: Pass): Matrix;
  /** ∂L/∂Z[l], from dA[l] */
  activationGradient(pass: Pass, l: number): Matrix;
  weightGradient(pass: Pass, l: number): Matrix;
  biasGradient(pass: Pass, l: number): Matrix;
  /** ∂L/∂A[l], what layer l (1, 2, …) hands to the layer below it */
  inputGradient(pass: Pass, l: number): Matrix;

  /** What is made of the gradients before the optimiser sees them. */
  treated(pass: Pass, gradients: readonly LayerWeights[]): readonly LayerWeights[];
  /** The way the weights go, and what is remembered of it. */
  direction(gradients: readonly LayerWeights[], memory: Memory): { direction: readonly LayerWeights[]; memory: Memory };
  rate(learningRate: number, memory: Memory): number;
  updated(pass: Pass, direction: readonly LayerWeights[], rate: number): readonly LayerWeights[];

  /** What becomes of weights on their way in, by `create` or `setWeights`, and on their way out, by `weights`. */
  received(weights: readonly LayerWeights[], before: readonly LayerWeights[] | undefined): readonly LayerWeights[];
  handedOut(weights: readonly LayerWeights[]): readonly LayerWeights[];
  /** What of the caller's the network alters or shares. */
  readonly manners: { readonly sharesWeights: boolean; readonly altersX: boolean; readonly altersY: boolean; readonly keepsGiven: boolean };
}

/** The formulas that are right, each one line of any textbook. */
export const textbook: Formulas = {
  inputs: (X) => X,
  affine: (A, { W, b }) => addRow(product(A, W), b), //                  Z = A·W + b
  activation: (layer) => ({
    value: (Z) => (layer.activation === 'linear' ? Z : map(Z, (z) => activate(layer, z))),
    gradient: (_Z, A, dA) => (layer.activation === 'linear' ? dA : times(dA, derivative(layer, A))),
  }),
  answer: (logits) => logits,

  targets: (y, output) => oneHot(y, output),
  probabilities,
  loss: ({ A, Y, model }) => crossEntropy(A.at(-1)!, Y, model.output),
  reported: ({ loss }) => loss,

  lossGradient: ({ P, Y }) => map(P, (p, i) => (p - Y.data[i]!) / P.rows), //  (P − Y)/B
  activationGradient: ({ layers, Z, A, dA }, l) => textbook.activation(layers[l]!, l).gradient(Z[l]!, A[l + 1]!, dA[l]!),
  weightGradient: ({ A, dZ }, l) => product(transpose(A[l]!), dZ[l]!), //      Aᵀ·dZ
  biasGradient: ({ dZ }, l) => sumRows(dZ[l]!), //                             Σ rows of dZ
  inputGradient: ({ dZ, weights }, l) => product(dZ[l]!, transpose(weights[l]!.W)), // dZ·Wᵀ

  treated: (_pass, gradients) => gradients,
  direction: (gradients, memory) => ({ direction: gradients, memory }),
  rate: (learningRate) => learningRate,
  updated: ({ weights }, direction, rate) => combine(weights, direction, (w, g) => w - rate * g),

  received: (weights) => weights,
  handedOut: (weights) => weights,
  manners: { sharesWeights: false, altersX: false, altersY: false, keepsGiven: false },
};

/** Y (B, K), or (B, 1) for a sigmoid output. */
export function oneHot(y: ArrayLike<number>, output: Output): Matrix {
  const K = output.kind === 'softmax' ? output.classes : 1;
  const Y = zeros(y.length, K, 'float64');
  for (let r = 0; r < y.length; r++) {
    if (K === 1) Y.data[r] = y[r]!;
    else if (y[r]! < K) Y.data[r * K + y[r]!] = 1;
  }
  return Y;
}

/** The mean over the rows of −Σ y·log p, from the logits: log Σe^z − z_y, or max(z, 0) − z·y + log(1 + e^−|z|). */
export function crossEntropy(logits: Matrix, Y: Matrix, output: Output): number {
  const { rows, cols, data } = logits;
  let sum = 0;
  for (let r = 0; r < rows; r++) {
    if (output.kind === 'sigmoid') {
      const z = data[r]!;
      sum += Math.max(z, 0) - z * Y.data[r]! + Math.log1p(Math.exp(-Math.abs(z)));
      continue;
    }
    const row = data.subarray(r * cols, (r + 1) * cols);
    const max = Math.max(...row);
    let exponentials = 0;
    for (const z of row) exponentials += Math.exp(z - max);
    for (let k = 0; k < cols; k++) {
      const target = Y.data[r * cols + k]!;
      if (target !== 0) sum += target * (Math.log(exponentials) + max - row[k]!);
    }
  }
  return sum / rows;
}

/** f of every number of two sets of weights of one shape. */
export function combine(
  a: readonly LayerWeights[], b: readonly LayerWeights[], f: (a: number, b: number, tensor: 'W' | 'b') => number,
): LayerWeights[] {
  return a.map(({ W, b: bias }, l) => ({
    W: map(W, (w, i) => f(w, b[l]!.W.data[i]!, 'W')),
    b: map(bias, (v, i) => f(v, b[l]!.b.data[i]!, 'b')),
  }));
}

/** f of every tensor of a set of weights. */
export function mapWeights(weights: readonly LayerWeights[], f: (M: Matrix, l: number, tensor: 'W' | 'b') => Matrix): LayerWeights[] {
  return weights.map(({ W, b }, l) => ({ W: f(W, l, 'W'), b: f(b, l, 'b') }));
}
