/**
 * The two-layer network that a course sets, with its regularisation: softmax loss plus λ·Σw², gradients by hand, and the
 * update left to whoever trains it. `npm run compare -- --network ./examples/two-layer-net.ts --hidden 32 --l2 0.001`
 */

import type { Matrix } from 'mlp-compare/plugin';
import { defineNetwork, toNested, toVector } from 'mlp-compare/plugin';

interface Layer {
  W: number[][]; // (in, out)
  b: number[]; // (out)
}

const affine = (rows: readonly (readonly number[])[], { W, b }: Layer): number[][] =>
  rows.map((row) => b.map((bias, j) => row.reduce((z, value, i) => z + value * W[i]![j]!, bias)));

function softmax(z: readonly number[]): number[] {
  const exponentials = z.map((value) => Math.exp(value - Math.max(...z)));
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((value) => value / sum);
}

/** Aᵀ·D + 2λ·W and the sums of D's columns. */
function gradients(A: readonly (readonly number[])[], D: readonly (readonly number[])[], W: readonly (readonly number[])[], λ: number): Layer {
  return {
    W: W.map((row, i) => row.map((w, j) => D.reduce((sum, d, r) => sum + A[r]![i]! * d[j]!, 0) + 2 * λ * w)),
    b: D[0]!.map((_, j) => D.reduce((sum, d) => sum + d[j]!, 0)),
  };
}

const squares = (W: readonly (readonly number[])[]) => W.reduce((sum, row) => sum + row.reduce((inner, w) => inner + w * w, 0), 0);

export default defineNetwork((model, initial, training) => {
  if (model.hidden.length !== 1 || model.output.kind !== 'softmax') throw new RangeError('This network has one hidden layer and a softmax.');
  const λ = training.penalty?.l2 ?? 0;
  let [first, second] = [] as unknown as [Layer, Layer];
  const set = (weights: typeof initial) => {
    [first, second] = weights.map(({ W, b }) => ({ W: toNested(W), b: toVector(b) })) as [Layer, Layer];
  };
  set(initial);
  const hidden = (X: Matrix) => affine(toNested(X), first).map((row) => row.map((z) => Math.max(0, z)));

  return {
    predict: (X) => affine(hidden(X), second),
    weights: () => [first, second],
    setWeights: set,
    lossAndGradients(X, y) {
      const H = hidden(X);
      const P = affine(H, second).map(softmax);
      const data = P.reduce((sum, p, r) => sum - Math.log(p[y[r]!]!), 0) / P.length;
      const D = P.map((p, r) => p.map((value, k) => (value - (k === y[r] ? 1 : 0)) / P.length));
      const back = D.map((d, r) => second.W.map((row, i) => (H[r]![i]! > 0 ? row.reduce((sum, w, k) => sum + w * d[k]!, 0) : 0)));
      return {
        loss: data + λ * (squares(first.W) + squares(second.W)),
        gradients: [gradients(toNested(X), back, first.W, λ), gradients(H, D, second.W, λ)],
      };
    },
  };
});
