import { meanLoss } from '../src/run/metrics.ts';
import { zeros, type Matrix } from '../src/numbers/matrix.ts';
import { layersOf, type LayerSpec, type ModelSpec, type Output } from '../src/model/model-spec.ts';
import type { LayerWeights } from '../src/model/network.ts';
import { addRow, map, product, sumRows, times, transpose } from '../src/numbers/algebra.ts';

/** Every tensor of one step, in float64, in the order in which they are computed. Layer l is index l − 1. */
export interface ReferenceStep {
  readonly Z: readonly Matrix[]; // Z[l] = A[l]·W[l] + b[l]   (B, out)
  readonly A: readonly Matrix[]; // A[0] = X, A[l + 1] = f(Z[l])
  readonly P: Matrix; // probabilities (B, K)
  readonly loss: number;
  readonly dZ: readonly Matrix[]; // ∂L/∂Z[l]   (B, out)
  readonly gradients: readonly LayerWeights[]; // ∂L/∂W[l], ∂L/∂b[l]
}

/**
 * The textbook's forward and backward pass, formula by formula in float64: what every network is held against.
 * Slow and plain on purpose; shares no arithmetic with the networks it judges.
 */
export function referenceStep(model: ModelSpec, weights: readonly LayerWeights[], X: Matrix, y: Uint32Array): ReferenceStep {
  const layers = layersOf(model);
  const { Z, A } = forward(layers, weights, X);
  const logits = Z.at(-1)!;
  const P = probabilities(logits, model.output);
  const dZ = [outputGradient(P, y)];
  for (let l = layers.length - 2; l >= 0; l--) {
    const dA = product(dZ[0]!, transpose(weights[l + 1]!.W)); // (B, out)·(out, in)
    dZ.unshift(times(dA, derivative(layers[l]!, A[l + 1]!)));
  }
  const gradients = dZ.map((dZl, l) => ({ W: product(transpose(A[l]!), dZl), b: sumRows(dZl) }));
  return { Z, A, P, loss: meanLoss(logits, y, model.output), dZ, gradients };
}

/** Pre-activations and activations of every layer, in float64. */
export function forward(layers: readonly LayerSpec[], weights: readonly LayerWeights[], X: Matrix): { Z: Matrix[]; A: Matrix[] } {
  const Z: Matrix[] = [];
  const A: Matrix[] = [X];
  layers.forEach((layer, l) => {
    const { W, b } = weights[l]!;
    Z.push(addRow(product(A[l]!, W), b));
    A.push(map(Z[l]!, (value) => activate(layer, value)));
  });
  return { Z, A };
}

/** f(z) */
export function activate({ activation }: LayerSpec, z: number): number {
  // biome-ignore format: a table, a case a line
  switch (activation) {
    case 'relu': return Math.max(0, z);
    case 'tanh': return Math.tanh(z);
    case 'sigmoid': return 1 / (1 + Math.exp(-z));
    case 'linear': return z;
  }
}

/** f'(z), written in a = f(z); relu'(0) = 0. */
export function derivative({ activation }: LayerSpec, A: Matrix): Matrix {
  // biome-ignore format: a table, a case a line
  switch (activation) {
    case 'relu': return map(A, (a) => (a > 0 ? 1 : 0));
    case 'tanh': return map(A, (a) => 1 - a * a);
    case 'sigmoid': return map(A, (a) => a * (1 - a));
    case 'linear': return map(A, () => 1);
  }
}

/** Softmax by rows, or the sigmoid of the one logit. */
export function probabilities(Z: Matrix, output: Output): Matrix {
  if (output.kind === 'sigmoid') return map(Z, (z) => 1 / (1 + Math.exp(-z)));
  const P = zeros(Z.rows, Z.cols, 'float64');
  for (let start = 0; start < Z.data.length; start += Z.cols) {
    const row = Z.data.subarray(start, start + Z.cols);
    const max = Math.max(...row);
    const exponentials = Float64Array.from(row, (z) => Math.exp(z - max));
    const sum = exponentials.reduce((a, b) => a + b);
    exponentials.forEach((e, c) => (P.data[start + c] = e / sum));
  }
  return P;
}

/** (P − Y)/B */
export function outputGradient(P: Matrix, y: Uint32Array): Matrix {
  const target = (i: number) => {
    const label = y[Math.floor(i / P.cols)]!;
    return P.cols === 1 ? label : Number(i % P.cols === label);
  };
  return map(P, (p, i) => (p - target(i)) / P.rows);
}
