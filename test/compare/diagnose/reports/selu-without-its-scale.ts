// Seen: 'Missing LamdaSELU in SELU-activation function when x > 0', github.com/GiorgosXou/NeuralNetworks, issue 51.
// Options: --activation selu
// Right verdict: the activation is z above 0 where SELU is λ·z (λ = 1.0507); below 0 it is SELU's, and the derivative that is used is
// SELU's throughout, so that nothing but the activation has to be mended.
import { defineNetwork, toNested, toVector } from 'mlp-compare/plugin';

type Rows = number[][];
interface Layer {
  W: Rows;
  b: number[];
}

const SCALE = 1.0507009873554805;
const ALPHA = 1.6732632423543772;
const activation = (z: number) => (z > 0 ? z : SCALE * ALPHA * Math.expm1(z));
const derivative = (a: number) => (a > 0 ? SCALE : a + ALPHA * SCALE);

const columns = (A: Rows): Rows => A[0]!.map((_, j) => A.map((row) => row[j]!));
const dot = (u: number[], v: number[]) => u.reduce((sum, value, i) => sum + value * v[i]!, 0);
const affine = (A: Rows, { W, b }: Layer): Rows => A.map((a) => columns(W).map((w, j) => dot(a, w) + b[j]!));
const logSumOf = (z: number[]) => Math.max(...z) + Math.log(z.reduce((sum, value) => sum + Math.exp(value - Math.max(...z)), 0));

export default defineNetwork((_model, initial) => {
  let layers: Layer[] = [];
  const set = (weights: typeof initial) => {
    layers = weights.map(({ W, b }) => ({ W: toNested(W), b: toVector(b) }));
  };
  set(initial);
  const forward = (X: Rows): Rows[] => {
    const A = [X];
    for (const [l, layer] of layers.entries()) A.push(affine(A[l]!, layer).map((row) => (l < layers.length - 1 ? row.map(activation) : row)));
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
        next[l] = {
          W: columns(A[l]!).map((a, i) => D.map((d, j) => W[i]![j]! - learningRate * dot(a, d))),
          b: D.map((d, j) => b[j]! - learningRate * d.reduce((sum, v) => sum + v, 0)),
        };
        dZ = dZ.map((d, r) => A[l]![r]!.map((a, i) => dot(d, W[i]!) * derivative(a)));
      }
      layers = next;
      return Z.reduce((sum, z, r) => sum + logSumOf(z) - z[y[r]!]!, 0) / Z.length;
    },
  };
});
