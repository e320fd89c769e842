// Seen: "Batchnorm backward on cpu doesn't seem to take care about scales", github.com/denizyuret/Knet.jl, issue 288.
// Options: --hidden 6 --normalise batch
// Right verdict: going back through the batch normalisation, what comes from above is not multiplied by γ: dz is that of γ = 1. The
// gradients of γ and β themselves are right.
import { defineNetwork, toNested, toVector } from 'mlp-compare/plugin';

type Rows = number[][];
interface Layer {
  W: Rows;
  b: number[];
  gamma: number[];
  beta: number[];
}

const EPSILON = 1e-5;
const columns = (A: Rows): Rows => A[0]!.map((_, j) => A.map((row) => row[j]!));
const dot = (u: number[], v: number[]) => u.reduce((sum, value, i) => sum + value * v[i]!, 0);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: number[]) => sum(values) / values.length;
const affine = (A: Rows, { W, b }: Layer): Rows => A.map((a) => columns(W).map((w, j) => dot(a, w) + b[j]!));
const logSumOf = (z: number[]) => Math.max(...z) + Math.log(sum(z.map((value) => Math.exp(value - Math.max(...z)))));
const less = (values: number[], slopes: number[], rate: number) => values.map((value, j) => value - rate * slopes[j]!);

export default defineNetwork((_model, initial) => {
  let [first, last] = [] as unknown as [Layer, Layer];
  const set = (weights: typeof initial) => {
    const vector = (values: (typeof initial)[number]['gamma']) => (values ? toVector(values) : []);
    [first, last] = weights.map(({ W, b, gamma, beta }) => ({ W: toNested(W), b: toVector(b), gamma: vector(gamma), beta: vector(beta) })) as [Layer, Layer];
  };
  set(initial);
  let running = { mean: first.b.map(() => 0), variance: first.b.map(() => 1) };
  const scaled = (units: Rows): Rows => units.map((row) => row.map((u, j) => Math.max(0, first.gamma[j]! * u + first.beta[j]!)));
  const unitsOf = (Z: Rows, means: number[], variances: number[]): Rows =>
    Z.map((row) => row.map((z, j) => (z - means[j]!) / Math.sqrt(variances[j]! + EPSILON)));
  const descend = (W: Rows, A: Rows, dZ: Rows, rate: number): Rows => W.map((row, i) => row.map((w, j) => w - rate * dot(columns(A)[i]!, columns(dZ)[j]!)));
  return {
    predict: (X) => affine(scaled(unitsOf(affine(toNested(X), first), running.mean, running.variance)), last),
    weights: () => [first, { W: last.W, b: last.b }],
    setWeights: set,
    state: () => ({ steps: 0, tensors: {}, running: [running, undefined] }),
    setState(state) {
      const given = state.running?.[0];
      if (given) running = { mean: toVector(given.mean), variance: toVector(given.variance) };
    },
    step(batch, y, learningRate) {
      const X = toNested(batch);
      const Z = affine(X, first);
      const means = columns(Z).map(mean);
      const variances = columns(Z).map((column, j) => mean(column.map((z) => (z - means[j]!) ** 2)));
      const units = unitsOf(Z, means, variances);
      const A = scaled(units);
      const logits = affine(A, last);
      const B = X.length;
      running = {
        mean: running.mean.map((m, j) => 0.9 * m + 0.1 * means[j]!),
        variance: running.variance.map((v, j) => 0.9 * v + (0.1 * variances[j]! * B) / (B - 1)),
      };
      const dOutput = logits.map((z, r) => z.map((value, k) => (Math.exp(value - logSumOf(z)) - Number(k === y[r])) / B));
      const dy = dOutput.map((d, r) => A[r]!.map((a, i) => (a > 0 ? dot(d, last.W[i]!) : 0)));
      const dBeta = columns(dy).map(sum);
      const dGamma = columns(dy).map((d, j) => dot(d, columns(units)[j]!));
      const dZ = dy.map((row, r) => row.map((d, j) => (d - dBeta[j]! / B - (units[r]![j]! * dGamma[j]!) / B) / Math.sqrt(variances[j]! + EPSILON)));
      last = { ...last, W: descend(last.W, A, dOutput, learningRate), b: less(last.b, columns(dOutput).map(sum), learningRate) };
      first = {
        W: descend(first.W, X, dZ, learningRate),
        b: less(first.b, columns(dZ).map(sum), learningRate),
        gamma: less(first.gamma, dGamma, learningRate),
        beta: less(first.beta, dBeta, learningRate),
      };
      return logits.reduce((total, z, r) => total + logSumOf(z) - z[y[r]!]!, 0) / B;
    },
  };
});
