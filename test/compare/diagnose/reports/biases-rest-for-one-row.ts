// Seen: 'BackProp fixes and unit tests', github.com/deeplearning4j/deeplearning4j, pull request 364.
// Options: --activation tanh
// Right verdict: two mistakes. Where a batch has one row only, the biases are not updated (with more rows they are, rightly); and the
// activations were written over the z they came from, so that the derivative is taken at a: 1 − tanh²(a).
import { defineNetwork, toNested, toVector } from 'mlp-compare/plugin';

type Rows = number[][];
interface Layer {
  W: Rows;
  b: number[];
}

const columns = (A: Rows): Rows => A[0]!.map((_, j) => A.map((row) => row[j]!));
const dot = (u: number[], v: number[]) => u.reduce((sum, value, i) => sum + value * v[i]!, 0);
const affine = (A: Rows, { W, b }: Layer): Rows => A.map((a) => columns(W).map((w, j) => dot(a, w) + b[j]!));
const derivative = (z: number) => 1 - Math.tanh(z) ** 2;
const logSumOf = (z: number[]) => Math.max(...z) + Math.log(z.reduce((sum, value) => sum + Math.exp(value - Math.max(...z)), 0));

export default defineNetwork((_model, initial) => {
  let layers: Layer[] = [];
  const set = (weights: typeof initial) => {
    layers = weights.map(({ W, b }) => ({ W: toNested(W), b: toVector(b) }));
  };
  set(initial);
  const forward = (X: Rows): { Z: Rows[]; A: Rows[] } => {
    const [Z, A]: [Rows[], Rows[]] = [[], [X]];
    for (const [l, layer] of layers.entries()) {
      const values = affine(A[l]!, layer);
      if (l < layers.length - 1) for (const row of values) for (const [j, z] of row.entries()) row[j] = Math.tanh(z);
      Z.push(values);
      A.push(values);
    }
    return { Z, A };
  };
  return {
    predict: (X) => forward(toNested(X)).A.at(-1)!,
    weights: () => layers,
    setWeights: set,
    step(batch, y, learningRate) {
      const { Z, A } = forward(toNested(batch));
      const logits = A.at(-1)!;
      let dZ = logits.map((z, r) => z.map((value, k) => (Math.exp(value - logSumOf(z)) - Number(k === y[r])) / logits.length));
      const next: Layer[] = [];
      for (let l = layers.length - 1; l >= 0; l--) {
        const { W, b } = layers[l]!;
        const D = columns(dZ);
        next[l] = {
          W: columns(A[l]!).map((a, i) => D.map((d, j) => W[i]![j]! - learningRate * dot(a, d))),
          b: dZ.length > 1 ? D.map((d, j) => b[j]! - learningRate * d.reduce((sum, v) => sum + v, 0)) : b,
        };
        if (l > 0) dZ = dZ.map((d, r) => Z[l - 1]![r]!.map((z, i) => dot(d, W[i]!) * derivative(z)));
      }
      layers = next;
      return logits.reduce((sum, z, r) => sum + logSumOf(z) - z[y[r]!]!, 0) / logits.length;
    },
  };
});
