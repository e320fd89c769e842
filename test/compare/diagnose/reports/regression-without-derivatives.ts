// Seen: 'Bugs in the backpropagation algorithm in Python', Data Science Stack Exchange, question 120115.
// Options: --inputs 3 --hidden 4 --output linear --classes 1 --loss half-squared-error --no-bias
// Right verdict: three mistakes. The output goes through ReLU too, so that no value below 0 is ever predicted; going down, the error passes
// W2 but not the derivative of the hidden ReLU (nor that of the output's); the gradient of a batch is the sum over its rows while the
// loss reported is their mean.
import type { Matrix } from 'mlp-compare/plugin';
import { defineNetwork, toNested } from 'mlp-compare/plugin';

type Rows = number[][];

const columns = (A: Rows): Rows => A[0]!.map((_, j) => A.map((row) => row[j]!));
const dot = (u: number[], v: number[]) => u.reduce((sum, value, i) => sum + value * v[i]!, 0);
const product = (A: Rows, B: Rows): Rows => A.map((a) => columns(B).map((b) => dot(a, b)));
const relu = (Z: Rows): Rows => Z.map((row) => row.map((z) => Math.max(0, z)));

export default defineNetwork<Matrix>((_model, initial) => {
  let [first, second]: Rows[] = [];
  const set = (weights: typeof initial) => {
    [first, second] = weights.map(({ W }) => toNested(W));
  };
  set(initial);
  const hidden = (X: Rows) => relu(product(X, first!));
  const output = (H: Rows) => relu(product(H, second!));
  const descend = (W: Rows, D: Rows, rate: number): Rows => W.map((row, i) => row.map((w, j) => w - rate * D[i]![j]!));
  return {
    predict: (X) => output(hidden(toNested(X))),
    weights: () => [first!, second!].map((W) => ({ W, b: W[0]!.map(() => 0) })),
    setWeights: set,
    step(batch, target, learningRate) {
      const [X, T] = [toNested(batch), toNested(target)];
      const H = hidden(X);
      const E = output(H).map((row, r) => row.map((value, k) => value - T[r]![k]!));
      const loss = E.flat().reduce((sum, e) => sum + e * e, 0) / (2 * E.length);
      const dSecond = product(columns(H), E);
      const dFirst = product(columns(X), product(E, columns(second!)));
      second = descend(second!, dSecond, learningRate);
      first = descend(first!, dFirst, learningRate);
      return loss;
    },
  };
});
