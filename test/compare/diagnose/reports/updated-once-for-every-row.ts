// Seen: 'Repeated iterations', github.com/iamtrask/Grokking-Deep-Learning, issue 16.
// Options: --hidden 6 --output linear --loss squared-error --no-bias
// Right verdict: two mistakes. The gradient is that of half the squared error while the whole is reported: the factor 2 is missing. And the
// update stands within the loop over the rows of the batch: it is repeated once for every row on outputs computed once, so that the
// mean becomes the sum, and what goes down to layer 1 passes W2 as the repetitions before have left it.
import type { Matrix } from 'mlp-compare/plugin';
import { defineNetwork, toNested } from 'mlp-compare/plugin';

type Rows = number[][];

const columns = (A: Rows): Rows => A[0]!.map((_, j) => A.map((row) => row[j]!));
const dot = (u: number[], v: number[]) => u.reduce((sum, value, i) => sum + value * v[i]!, 0);
const product = (A: Rows, B: Rows): Rows => A.map((a) => columns(B).map((b) => dot(a, b)));

export default defineNetwork<Matrix>((_model, initial) => {
  let [first, second]: Rows[] = [];
  const set = (weights: typeof initial) => {
    [first, second] = weights.map(({ W }) => toNested(W));
  };
  set(initial);
  const hidden = (X: Rows) => product(X, first!).map((row) => row.map((z) => Math.max(0, z)));
  const descend = (W: Rows, D: Rows, rate: number): Rows => W.map((row, i) => row.map((w, j) => w - rate * D[i]![j]!));
  return {
    predict: (X) => product(hidden(toNested(X)), second!),
    weights: () => [first!, second!].map((W) => ({ W, b: W[0]!.map(() => 0) })),
    setWeights: set,
    step(batch, target, learningRate) {
      const [X, T] = [toNested(batch), toNested(target)];
      const H = hidden(X);
      const E = product(H, second!).map((row, r) => row.map((value, k) => value - T[r]![k]!));
      const loss = E.flat().reduce((sum, e) => sum + e * e, 0) / E.length;
      const dOutput = E.map((row) => row.map((e) => e / E.length));
      for (const _row of X) {
        const dHidden = product(dOutput, columns(second!)).map((row, r) => row.map((d, j) => (H[r]![j]! > 0 ? d : 0)));
        second = descend(second!, product(columns(H), dOutput), learningRate);
        first = descend(first!, product(columns(X), dHidden), learningRate);
      }
      return loss;
    },
  };
});
