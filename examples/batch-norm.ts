/**
 * Batch normalisation, dropout and Adam, forward and backward by hand: the exercise that every course sets, with one hidden layer.
 * `npm run compare -- --network ./examples/batch-norm.ts --hidden 32 --normalise batch --dropout 0.2 --optimizer adam --learning-rate 0.01`
 */

import type { Matrix } from 'mlp-compare/plugin';
import { defineNetwork, toNested, toVector } from 'mlp-compare/plugin';

interface Layer {
  W: number[][]; // (in, out)
  b: number[]; // (out)
  gamma?: number[]; // (out), of the layer that is normalised
  beta?: number[];
}

type Loose = { W: Matrix; b: Matrix; gamma?: Matrix; beta?: Matrix };

const layerOf = ({ W, b, gamma, beta }: Loose): Layer => ({
  W: toNested(W),
  b: toVector(b),
  ...(gamma && beta && { gamma: toVector(gamma), beta: toVector(beta) }),
});
const vectorsOf = ({ W, b, gamma = [], beta = [] }: Layer): number[][] => [...W, b, gamma, beta];
const nothingLike = (layer: Layer): Layer => {
  const none = structuredClone(layer);
  for (const vector of vectorsOf(none)) vector.fill(0);
  return none;
};

const columns = (A: number[][]): number[][] => A[0]!.map((_, j) => A.map((row) => row[j]!));
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
const sumsOf = (A: number[][]) => columns(A).map(sum);
const affine = (A: number[][], { W, b }: Layer) => A.map((a) => b.map((bias, j) => a.reduce((z, value, i) => z + value * W[i]![j]!, bias)));
const product = (A: number[][], D: number[][]) => columns(A).map((a) => columns(D).map((d) => a.reduce((total, value, r) => total + value * d[r]!, 0))); // AᵀD

function softmax(z: number[]): number[] {
  const exponentials = z.map((value) => Math.exp(value - Math.max(...z)));
  return exponentials.map((value) => value / sum(exponentials));
}

const EPSILON = 1e-5; // beneath the root
const MOMENTUM = 0.1; // the share of a batch in the running statistics

class Network {
  layers: Layer[];
  adam: { steps: number; m: Layer[]; v: Layer[] };
  mean: number[]; // running, of the hidden units
  variance: number[];

  constructor(initial: readonly Loose[]) {
    this.layers = initial.map(layerOf);
    this.adam = { steps: 0, m: this.layers.map(nothingLike), v: this.layers.map(nothingLike) };
    this.mean = this.layers[0]!.b.map(() => 0);
    this.variance = this.layers[0]!.b.map(() => 1);
  }

  /** γ·(z − mean)/√(variance + ε) + β, then ReLU: with the statistics of the batch in a step, with the running ones in a prediction. */
  hidden(Z: number[][], mean: number[], variance: number[]): { unit: number[][]; A: number[][] } {
    const { gamma, beta } = this.layers[0] as Required<Layer>;
    const unit = Z.map((row) => row.map((z, j) => (z - mean[j]!) / Math.sqrt(variance[j]! + EPSILON)));
    return { unit, A: unit.map((row) => row.map((u, j) => Math.max(0, gamma[j]! * u + beta[j]!))) };
  }

  predict(X: number[][]): number[][] {
    return affine(this.hidden(affine(X, this.layers[0]!), this.mean, this.variance).A, this.layers[1]!);
  }

  step(X: number[][], y: number[], η: number, mask: number[][]): number {
    const [first, second] = this.layers as [Required<Layer>, Layer];
    const B = X.length;
    const Z = affine(X, first);
    const mean = sumsOf(Z).map((total) => total / B);
    const variance = columns(Z).map((z, j) => sum(z.map((value) => (value - mean[j]!) ** 2)) / B);
    const { unit, A } = this.hidden(Z, mean, variance);
    const H = A.map((row, r) => row.map((a, j) => a * mask[r]![j]!)); // dropout: 0 or 1/(1 − p), drawn with the plan
    const P = affine(H, second).map(softmax);

    const dZ2 = P.map((p, r) => p.map((value, k) => (value - (k === y[r] ? 1 : 0)) / B));
    const dA = dZ2.map((d, r) => second.W.map((w, j) => mask[r]![j]! * sum(w.map((value, k) => value * d[k]!))));
    const dY = dA.map((row, r) => row.map((d, j) => (A[r]![j]! > 0 ? d : 0)));
    const dGamma = sumsOf(dY.map((row, r) => row.map((d, j) => d * unit[r]![j]!)));
    const dBeta = sumsOf(dY);
    const dZ1 = dY.map((row, r) =>
      row.map((d, j) => (first.gamma[j]! / Math.sqrt(variance[j]! + EPSILON)) * (d - (dBeta[j]! + unit[r]![j]! * dGamma[j]!) / B)),
    );
    this.descend(
      [
        { W: product(X, dZ1), b: sumsOf(dZ1), gamma: dGamma, beta: dBeta },
        { W: product(H, dZ2), b: sumsOf(dZ2) },
      ],
      η,
    );

    this.mean = this.mean.map((kept, j) => (1 - MOMENTUM) * kept + MOMENTUM * mean[j]!);
    this.variance = this.variance.map((kept, j) => (1 - MOMENTUM) * kept + MOMENTUM * variance[j]! * (B > 1 ? B / (B - 1) : 1)); // unbiased, as PyTorch has it
    return -sum(P.map((p, r) => Math.log(p[y[r]!]!))) / B;
  }

  /** Adam (Kingma and Ba, 2015). */
  descend(gradients: Layer[], η: number): void {
    const t = ++this.adam.steps;
    gradients.forEach((gradient, l) => {
      const [w, m, v] = [this.layers[l]!, this.adam.m[l]!, this.adam.v[l]!].map(vectorsOf) as [number[][], number[][], number[][]];
      vectorsOf(gradient).forEach((row, i) => {
        row.forEach((g, j) => {
          m[i]![j] = 0.9 * m[i]![j]! + 0.1 * g;
          v[i]![j] = 0.999 * v[i]![j]! + 0.001 * g * g;
          w[i]![j]! -= (η * (m[i]![j]! / (1 - 0.9 ** t))) / (Math.sqrt(v[i]![j]! / (1 - 0.999 ** t)) + 1e-8);
        });
      });
    });
  }
}

export default defineNetwork((model, initial, training) => {
  const [hidden, ...others] = model.hidden;
  if (!hidden || others.length > 0 || hidden.activation !== 'relu' || hidden.normalise !== 'batch' || training.optimiser.name !== 'adam') {
    throw new RangeError('This network has one normalised hidden layer of ReLUs and Adam: --hidden 32 --normalise batch --optimizer adam.');
  }
  const network = new Network(initial);
  return {
    step: (X, y, η, masks) => network.step(toNested(X), [...y], η, masks?.[0] ? toNested(masks[0]) : toNested(X).map(() => network.mean.map(() => 1))),
    predict: (X) => network.predict(toNested(X)),
    weights: () => network.layers,
    setWeights: (weights) => void (network.layers = weights.map(layerOf)),
    state: () => ({
      steps: network.adam.steps,
      tensors: { m: network.adam.m, v: network.adam.v },
      running: [{ mean: network.mean, variance: network.variance }, null],
    }),
    setState({ steps, tensors, running }) {
      network.adam = { steps, m: (tensors['m'] ?? []).map(layerOf), v: (tensors['v'] ?? []).map(layerOf) };
      const kept = running?.[0];
      if (kept) [network.mean, network.variance] = [toVector(kept.mean), toVector(kept.variance)];
    },
  };
});
