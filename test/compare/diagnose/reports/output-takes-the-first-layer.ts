// Seen: 'changes for output>hidden always on results[0]?', github.com/stevenmiller888/mind, issue 49.
// Options: --activation sigmoid --output sigmoid --loss half-squared-error --reduction sum --no-bias
// Right verdict: two mistakes. dW3 is taken with the activations of the FIRST hidden layer, a1, in place of a2; and each W is updated before
// the gradient is passed down through it. (Without a loss, without biases, the gradient summed: as it is meant there.)
import { defineNetwork, toNested } from 'mlp-compare/plugin';

type Rows = number[][];

const columns = (A: Rows): Rows => A[0]!.map((_, j) => A.map((row) => row[j]!));
const dot = (u: number[], v: number[]) => u.reduce((sum, value, i) => sum + value * v[i]!, 0);
const product = (A: Rows, B: Rows): Rows => A.map((a) => columns(B).map((b) => dot(a, b)));
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const times = (A: Rows, S: Rows): Rows => A.map((row, r) => row.map((value, j) => value * S[r]![j]! * (1 - S[r]![j]!)));

export default defineNetwork((_model, initial) => {
  let weights: Rows[] = [];
  const set = (given: typeof initial) => {
    weights = given.map(({ W }) => toNested(W));
  };
  set(initial);
  const forward = (X: Rows): Rows[] => {
    const results: Rows[] = [];
    for (const W of weights) results.push(product(results.at(-1) ?? X, W).map((row) => row.map(sigmoid)));
    return results;
  };
  return {
    predict: (X) => product(forward(toNested(X)).at(-2)!, weights.at(-1)!),
    weights: () => weights.map((W) => ({ W, b: W[0]!.map(() => 0) })),
    setWeights: set,
    step(batch, y, learningRate) {
      const X = toNested(batch);
      const results = forward(X);
      const add = (l: number, delta: Rows, from: Rows) => {
        const change = product(columns(from), delta);
        weights[l] = weights[l]!.map((row, i) => row.map((w, j) => w + learningRate * change[i]![j]!));
      };
      const last = weights.length - 1;
      let delta = times(
        results[last]!.map((p, r) => p.map((value) => y[r]! - value)),
        results[last]!,
      );
      add(last, delta, results[0]!);
      for (let l = last - 1; l >= 0; l--) {
        delta = times(product(delta, columns(weights[l + 1]!)), results[l]!);
        add(l, delta, l > 0 ? results[l - 1]! : X);
      }
    },
  };
});
