// Seen: 'Momentum bug', github.com/mdenil/dropout, issue 4.
// Options: --optimizer momentum --momentum 0.9 --dampening 0.9
// Right verdict: two mistakes of the update. The weights move by the velocity of the step BEFORE, so the first step moves nothing; and the
// velocity, which has its factor 1 − μ already, is multiplied by 1 − μ once more.
import { defineNetwork, toNested, toVector } from 'mlp-compare/plugin';

type Rows = number[][];
interface Layer {
  W: Rows;
  b: number[];
}

const MOMENTUM = 0.9;
const columns = (A: Rows): Rows => A[0]!.map((_, j) => A.map((row) => row[j]!));
const dot = (u: number[], v: number[]) => u.reduce((sum, value, i) => sum + value * v[i]!, 0);
const affine = (A: Rows, { W, b }: Layer): Rows => A.map((a) => columns(W).map((w, j) => dot(a, w) + b[j]!));
const each = (layer: Layer, other: Layer, f: (a: number, b: number) => number): Layer => ({
  W: layer.W.map((row, i) => row.map((w, j) => f(w, other.W[i]![j]!))),
  b: layer.b.map((b, j) => f(b, other.b[j]!)),
});
const zerosLike = (layer: Layer): Layer => each(layer, layer, () => 0);

function softmax(z: number[]): number[] {
  const powers = z.map((value) => Math.exp(value - Math.max(...z)));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}

export default defineNetwork((_model, initial) => {
  let layers: Layer[] = [];
  let velocity: Layer[] = [];
  const set = (weights: typeof initial) => {
    layers = weights.map(({ W, b }) => ({ W: toNested(W), b: toVector(b) }));
  };
  set(initial);
  velocity = layers.map(zerosLike);
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
      const P = A.at(-1)!.map(softmax);
      let dZ = P.map((p, r) => p.map((value, k) => (value - Number(k === y[r])) / P.length));
      const gradients: Layer[] = [];
      for (let l = layers.length - 1; l >= 0; l--) {
        gradients[l] = { W: columns(A[l]!).map((a) => columns(dZ).map((d) => dot(a, d))), b: columns(dZ).map((d) => d.reduce((sum, v) => sum + v, 0)) };
        dZ = dZ.map((d, r) => A[l]![r]!.map((a, i) => (a > 0 ? dot(d, layers[l]!.W[i]!) : 0)));
      }
      layers = layers.map((layer, l) => each(layer, velocity[l]!, (w, v) => w - (1 - MOMENTUM) * learningRate * v));
      velocity = velocity.map((v, l) => each(v, gradients[l]!, (before, g) => MOMENTUM * before + (1 - MOMENTUM) * g));
      return -P.reduce((sum, p, r) => sum + Math.log(p[y[r]!]!), 0) / P.length;
    },
  };
});
