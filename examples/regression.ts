/**
 * A regression by hand: one hidden layer of tanh, a linear output for each value, the squared error, plain descent.
 * `npm run compare -- --network ./examples/regression.ts --data friedman --hidden 32 --activation tanh --learning-rate 0.02`
 */

import type { Matrix } from 'mlp-compare/plugin';
import { defineNetwork, toNested, toVector } from 'mlp-compare/plugin';

interface Layer {
  W: number[][]; // (in, out)
  b: number[]; // (out)
}

const affine = (A: number[][], { W, b }: Layer): number[][] => A.map((a) => b.map((bias, j) => a.reduce((z, value, i) => z + value * W[i]![j]!, bias)));

/** W ← W − η·AᵀD and b ← b − η·(the sums of D's columns). */
function descend({ W, b }: Layer, A: number[][], D: number[][], η: number): void {
  for (const [r, d] of D.entries()) {
    for (const [j, slope] of d.entries()) {
      for (const [i, a] of A[r]!.entries()) W[i]![j]! -= η * a * slope;
      b[j]! -= η * slope;
    }
  }
}

export default defineNetwork<Matrix>((model, initial, training) => {
  if (model.hidden.length !== 1 || model.hidden[0]!.activation !== 'tanh' || model.output.kind !== 'linear' || training.loss !== 'squared-error') {
    throw new RangeError('This network has one hidden layer of tanh, linear outputs and the squared error: --task regression --activation tanh --hidden 32.');
  }
  let [first, second] = [] as unknown as [Layer, Layer];
  const set = (weights: typeof initial) => {
    [first, second] = weights.map(({ W, b }) => ({ W: toNested(W), b: toVector(b) })) as [Layer, Layer];
  };
  set(initial);
  const hidden = (X: number[][]) => affine(X, first).map((row) => row.map(Math.tanh));

  return {
    predict: (X) => affine(hidden(toNested(X)), second),
    weights: () => [first, second],
    setWeights: set,
    step(batch, target, learningRate) {
      const [X, T] = [toNested(batch), toNested(target)];
      const H = hidden(X);
      const errors = affine(H, second).map((p, r) => p.map((value, k) => value - T[r]![k]!));
      const loss = errors.reduce((sum, row) => sum + row.reduce((inner, e) => inner + e * e, 0), 0) / X.length; // summed over values, the mean over rows
      const dZ2 = errors.map((row) => row.map((e) => (2 * e) / X.length));
      const dZ1 = dZ2.map((d, r) => H[r]!.map((h, i) => (1 - h * h) * second.W[i]!.reduce((sum, w, k) => sum + w * d[k]!, 0))); // with W2 as it was
      descend(second, H, dZ2, learningRate);
      descend(first, X, dZ1, learningRate);
      return loss;
    },
  };
});
