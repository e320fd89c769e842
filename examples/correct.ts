/** A multi-layer perceptron as a textbook writes it, in nested arrays and plain loops. It is right. */

import type { Activation, LayerWeights, ModelSpec } from 'mlp-compare/plugin';
import { defineNetwork, layersOf, oneHot, toNested, toVector } from 'mlp-compare/plugin';

interface Layer {
  W: number[][]; // (in, out)
  b: number[]; // (out)
  activation: Activation | 'linear';
}

/** By the activation's name; the model's others, 'elu' say, are left to the reader. */
type Functions = Readonly<Record<string, (value: number) => number>>;

const f: Functions = {
  relu: (z: number) => Math.max(0, z),
  tanh: (z: number) => Math.tanh(z),
  sigmoid: (z: number) => 1 / (1 + Math.exp(-z)),
  linear: (z: number) => z,
};

/** f'(z), written in a = f(z) */
const derivative: Functions = {
  relu: (a: number) => (a > 0 ? 1 : 0),
  tanh: (a: number) => 1 - a * a,
  sigmoid: (a: number) => a * (1 - a),
  linear: () => 1,
};

function of(functions: Functions, name: string): (value: number) => number {
  const found = functions[name];
  if (!found) throw new RangeError(`This network knows no activation '${name}'.`);
  return found;
}

class Network {
  layers: Layer[] = [];
  softmax: boolean;

  constructor(model: ModelSpec, initial: readonly LayerWeights[]) {
    this.softmax = model.output.kind === 'softmax';
    this.layers = layersOf(model).map(({ activation }) => ({ W: [], b: [], activation }));
    this.setWeights(initial);
  }

  /** A[0] = X, A[l + 1] = f(A[l]·W + b); the last are the logits. */
  forward(X: number[][]): number[][][] {
    const A = [X];
    for (const { W, b, activation } of this.layers) {
      A.push(A.at(-1)!.map((a) => b.map((bias, j) => of(f, activation)(a.reduce((z, value, i) => z + value * W[i]![j]!, bias)))));
    }
    return A;
  }

  step(X: number[][], y: number[], learningRate: number): number {
    const A = this.forward(X);
    const logits = A.at(-1)!;
    const P = logits.map((z) => (this.softmax ? softmax(z) : z.map(of(f, 'sigmoid'))));
    const Y = this.softmax ? oneHot(y, logits[0]!.length) : y.map((label) => [label]);
    const loss = logits.reduce((sum, z, r) => sum + this.crossEntropy(z, y[r]!), 0) / X.length;

    let dZ = P.map((p, r) => p.map((value, k) => (value - Y[r]![k]!) / X.length)); // ∂L/∂Z = (p − y)/B, the one mean
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const { W, b } = this.layers[l]!;
      const below = A[l]!;
      const dA = dZ.map((d) => W.map((row) => row.reduce((sum, w, j) => sum + w * d[j]!, 0))); // dZ·Wᵀ
      W.forEach((row, i) =>
        row.forEach((_, j) => {
          row[j]! -= learningRate * dZ.reduce((sum, d, r) => sum + below[r]![i]! * d[j]!, 0); // Aᵀ·dZ
        }),
      );
      b.forEach((_, j) => (b[j]! -= learningRate * dZ.reduce((sum, d) => sum + d[j]!, 0)));
      if (l > 0) dZ = dA.map((d, r) => d.map((value, i) => value * of(derivative, this.layers[l - 1]!.activation)(below[r]![i]!)));
    }
    return loss;
  }

  /** From the logits, where nothing overflows and nothing needs clipping. */
  crossEntropy(z: number[], label: number): number {
    if (!this.softmax) return Math.max(z[0]!, 0) - z[0]! * label + Math.log1p(Math.exp(-Math.abs(z[0]!)));
    const max = Math.max(...z);
    return Math.log(z.reduce((sum, value) => sum + Math.exp(value - max), 0)) + max - z[label]!;
  }

  setWeights(weights: readonly LayerWeights[]): void {
    weights.forEach(({ W, b }, l) => Object.assign(this.layers[l]!, { W: toNested(W), b: toVector(b) }));
  }
}

function softmax(z: number[]): number[] {
  const exponentials = z.map((value) => Math.exp(value - Math.max(...z)));
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((value) => value / sum);
}

export default defineNetwork((model, initial) => {
  const network = new Network(model, initial);
  return {
    step: (X, y, learningRate) => network.step(toNested(X), [...y], learningRate),
    predict: (X) => network.forward(toNested(X)).at(-1)!,
    weights: () => network.layers,
    setWeights: (weights) => network.setWeights(weights),
  };
});
