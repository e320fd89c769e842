// Seen: an issue on the class RMSProp in optimizer.py, github.com/zc911/MatrixSlow, issue 28.
// Options: --optimizer rmsprop --rho 0.9 --epsilon 1e-10 --epsilon-inside
// Right verdict: RMSprop whose s begins as g² in the first step, where (1 − ρ)·g² is right (s was 0 before); from the second step on
// s ← ρ·s + (1 − ρ)·g² as it should be.
import { defineNetwork, toNested, toVector } from 'mlp-compare/plugin';

type Rows = number[][];
interface Layer {
  W: Rows;
  b: number[];
}

const RHO = 0.9;
const columns = (A: Rows): Rows => A[0]!.map((_, j) => A.map((row) => row[j]!));
const dot = (u: number[], v: number[]) => u.reduce((sum, value, i) => sum + value * v[i]!, 0);
const affine = (A: Rows, { W, b }: Layer): Rows => A.map((a) => columns(W).map((w, j) => dot(a, w) + b[j]!));
const each = (layer: Layer, other: Layer, f: (a: number, b: number) => number): Layer => ({
  W: layer.W.map((row, i) => row.map((w, j) => f(w, other.W[i]![j]!))),
  b: layer.b.map((b, j) => f(b, other.b[j]!)),
});
const logSumOf = (z: number[]) => Math.max(...z) + Math.log(z.reduce((sum, value) => sum + Math.exp(value - Math.max(...z)), 0));

export default defineNetwork((_model, initial) => {
  let layers: Layer[] = [];
  let squares: Layer[] | undefined;
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
      const gradients: Layer[] = [];
      for (let l = layers.length - 1; l >= 0; l--) {
        gradients[l] = { W: columns(A[l]!).map((a) => columns(dZ).map((d) => dot(a, d))), b: columns(dZ).map((d) => d.reduce((sum, v) => sum + v, 0)) };
        dZ = dZ.map((d, r) => A[l]![r]!.map((a, i) => (a > 0 ? dot(d, layers[l]!.W[i]!) : 0)));
      }
      const before = squares;
      squares = gradients.map((g, l) => (before ? each(before[l]!, g, (s, v) => RHO * s + (1 - RHO) * v * v) : each(g, g, (v) => v * v)));
      const steps = gradients.map((g, l) => each(g, squares![l]!, (v, s) => v / Math.sqrt(s + 1e-10)));
      layers = layers.map((layer, l) => each(layer, steps[l]!, (w, step) => w - learningRate * step));
      return Z.reduce((sum, z, r) => sum + logSumOf(z) - z[y[r]!]!, 0) / Z.length;
    },
  };
});
