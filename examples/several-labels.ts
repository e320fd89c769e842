/**
 * Several labels a row by hand: one hidden layer of ReLUs, a sigmoid for each label, each with its own cross-entropy. The
 * gradients are its own, the update is left to whoever trains it, so that every optimiser goes with it.
 * `npm run compare -- --network ./examples/several-labels.ts --data venn --output sigmoids --hidden 32 --optimizer adam --learning-rate 0.01`
 */

import type { Matrix } from 'mlp-compare/plugin';
import { defineNetwork, toNested, toVector } from 'mlp-compare/plugin';

interface Layer {
  W: number[][]; // (in, out)
  b: number[]; // (out)
}

const affine = (A: number[][], { W, b }: Layer): number[][] => A.map((a) => b.map((bias, j) => a.reduce((z, value, i) => z + value * W[i]![j]!, bias)));

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** −t·log p − (1 − t)·log(1 − p) of p = sigmoid(z), from z itself, so that nothing overflows. */
const crossEntropy = (z: number, t: number) => Math.max(z, 0) - z * t + Math.log1p(Math.exp(-Math.abs(z)));

/** AᵀD, and the sums of D's columns. */
function gradients(A: number[][], D: number[][], { W, b }: Layer): Layer {
  return {
    W: W.map((row, i) => row.map((_, j) => D.reduce((sum, d, r) => sum + A[r]![i]! * d[j]!, 0))),
    b: b.map((_, j) => D.reduce((sum, d) => sum + d[j]!, 0)),
  };
}

export default defineNetwork<Matrix>((model, initial) => {
  if (model.hidden.length !== 1 || model.hidden[0]!.activation !== 'relu' || model.output.kind !== 'sigmoids') {
    throw new RangeError('This network has one hidden layer of ReLUs and a sigmoid for each label: --output sigmoids --hidden 32.');
  }
  let [first, second] = [] as unknown as [Layer, Layer];
  const set = (weights: typeof initial) => {
    [first, second] = weights.map(({ W, b }) => ({ W: toNested(W), b: toVector(b) })) as [Layer, Layer];
  };
  set(initial);
  const hidden = (X: number[][]) => affine(X, first).map((row) => row.map((z) => Math.max(0, z)));

  return {
    predict: (X) => affine(hidden(toNested(X)), second), // the logits
    weights: () => [first, second],
    setWeights: set,
    lossAndGradients(batch, target) {
      const [X, T] = [toNested(batch), toNested(target)];
      const H = hidden(X);
      const Z = affine(H, second);
      const loss = Z.reduce((sum, z, r) => sum + z.reduce((inner, value, k) => inner + crossEntropy(value, T[r]![k]!), 0), 0) / X.length;
      const dZ2 = Z.map((z, r) => z.map((value, k) => (sigmoid(value) - T[r]![k]!) / X.length)); // p − t, the mean over rows
      const dZ1 = dZ2.map((d, r) => H[r]!.map((h, i) => (h > 0 ? second.W[i]!.reduce((sum, w, k) => sum + w * d[k]!, 0) : 0)));
      return { loss, gradients: [gradients(X, dZ1, first), gradients(H, dZ2, second)] };
    },
  };
});
