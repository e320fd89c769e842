// Seen: 'Fix Huber Loss Numpower Version', github.com/RubixML/ML, pull request 446.
// Options: --activation tanh --output linear --classes 1 --loss huber(0.9)
// Right verdict: the loss reported is not Huber's but the pseudo-Huber loss, α²·(√(1 + (e/α)²) − 1) with α = 0.9; and δ = e/√(e² + α²)
// is neither the gradient of the one nor of the other: of the pseudo-Huber loss it lacks the factor α.
import type { Matrix } from 'mlp-compare/plugin';
import { defineNetwork, toNested, toVector } from 'mlp-compare/plugin';

type Rows = number[][];
interface Layer {
  W: Rows;
  b: number[];
}

const ALPHA = 0.9;
const columns = (A: Rows): Rows => A[0]!.map((_, j) => A.map((row) => row[j]!));
const dot = (u: number[], v: number[]) => u.reduce((sum, value, i) => sum + value * v[i]!, 0);
const affine = (A: Rows, { W, b }: Layer): Rows => A.map((a) => columns(W).map((w, j) => dot(a, w) + b[j]!));

export default defineNetwork<Matrix>((_model, initial) => {
  let layers: Layer[] = [];
  const set = (weights: typeof initial) => {
    layers = weights.map(({ W, b }) => ({ W: toNested(W), b: toVector(b) }));
  };
  set(initial);
  const forward = (X: Rows): Rows[] => {
    const A = [X];
    for (const [l, layer] of layers.entries()) A.push(affine(A[l]!, layer).map((row) => (l < layers.length - 1 ? row.map(Math.tanh) : row)));
    return A;
  };
  return {
    predict: (X) => forward(toNested(X)).at(-1)!,
    weights: () => layers,
    setWeights: set,
    step(batch, target, learningRate) {
      const A = forward(toNested(batch));
      const T = toNested(target);
      const E = A.at(-1)!.map((row, r) => row.map((value, k) => value - T[r]![k]!));
      const loss = E.flat().reduce((sum, e) => sum + ALPHA ** 2 * (Math.sqrt(1 + (e / ALPHA) ** 2) - 1), 0) / E.length;
      let dZ = E.map((row) => row.map((e) => e / Math.sqrt(e * e + ALPHA * ALPHA) / E.length));
      const next: Layer[] = [];
      for (let l = layers.length - 1; l >= 0; l--) {
        const { W, b } = layers[l]!;
        const D = columns(dZ);
        next[l] = {
          W: columns(A[l]!).map((a, i) => D.map((d, j) => W[i]![j]! - learningRate * dot(a, d))),
          b: D.map((d, j) => b[j]! - learningRate * d.reduce((sum, v) => sum + v, 0)),
        };
        dZ = dZ.map((d, r) => A[l]![r]!.map((a, i) => dot(d, W[i]!) * (1 - a * a)));
      }
      layers = next;
      return loss;
    },
  };
});
