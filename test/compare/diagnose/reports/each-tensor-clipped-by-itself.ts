// Seen: 'Global gradients clipping should be used in stead of clipping each matrix separately.', github.com/carpedm20/MemN2N-tensorflow, issue 19.
// Options: --clip-norm 0.1
// Right verdict: the norm of each tensor's gradient by itself is bounded by 0.1, where the norm of all gradients together is meant.
import { defineNetwork, toNested, toVector } from 'mlp-compare/plugin';

type Rows = number[][];
interface Layer {
  W: Rows;
  b: number[];
}

const BOUND = 0.1;
const columns = (A: Rows): Rows => A[0]!.map((_, j) => A.map((row) => row[j]!));
const dot = (u: number[], v: number[]) => u.reduce((sum, value, i) => sum + value * v[i]!, 0);
const affine = (A: Rows, { W, b }: Layer): Rows => A.map((a) => columns(W).map((w, j) => dot(a, w) + b[j]!));
const logSumOf = (z: number[]) => Math.max(...z) + Math.log(z.reduce((sum, value) => sum + Math.exp(value - Math.max(...z)), 0));

function clipped(gradient: Rows): Rows {
  const norm = Math.hypot(...gradient.flat());
  return norm > BOUND ? gradient.map((row) => row.map((g) => (g * BOUND) / norm)) : gradient;
}

export default defineNetwork((_model, initial) => {
  let layers: Layer[] = [];
  const set = (weights: typeof initial) => {
    layers = weights.map(({ W, b }) => ({ W: toNested(W), b: toVector(b) }));
  };
  set(initial);
  const forward = (X: Rows): Rows[] => {
    const A = [X];
    for (const [l, layer] of layers.entries()) A.push(affine(A[l]!, layer).map((row) => (l < layers.length - 1 ? row.map((z) => Math.max(0, z)) : row)));
    return A;
  };
  return {
    predict: (X) => forward(toNested(X)).at(-1)!,
    weights: () => layers,
    setWeights: set,
    step(batch, y, learningRate) {
      const A = forward(toNested(batch));
      const Z = A.at(-1)!;
      let dZ = Z.map((z, r) => z.map((value, k) => (Math.exp(value - logSumOf(z)) - Number(k === y[r])) / Z.length));
      const next: Layer[] = [];
      for (let l = layers.length - 1; l >= 0; l--) {
        const { W, b } = layers[l]!;
        const D = columns(dZ);
        const dW = clipped(columns(A[l]!).map((a) => D.map((d) => dot(a, d))));
        const [db] = clipped([D.map((d) => d.reduce((sum, v) => sum + v, 0))]);
        next[l] = { W: W.map((row, i) => row.map((w, j) => w - learningRate * dW[i]![j]!)), b: b.map((value, j) => value - learningRate * db![j]!) };
        dZ = dZ.map((d, r) => A[l]![r]!.map((a, i) => (a > 0 ? dot(d, W[i]!) : 0)));
      }
      layers = next;
      return Z.reduce((sum, z, r) => sum + logSumOf(z) - z[y[r]!]!, 0) / Z.length;
    },
  };
});
