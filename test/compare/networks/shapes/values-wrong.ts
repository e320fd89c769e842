// A regression: the mean squared error of linear outputs, in functions of weights.
type M = number[][];
const zip = (a: number[], f: (v: number, i: number) => number) => a.map(f);
const product = (A: M, B: M): M => A.map((row) => B[0]!.map((_, j) => row.reduce((sum, v, k) => sum + v * B[k]![j]!, 0)));
const turned = (A: M): M => A[0]!.map((_, j) => A.map((row) => row[j]!));
const withBias = (A: M, b: number[]): M => A.map((row) => zip(row, (v, j) => v + b[j]!));
const columnSums = (A: M): number[] => A[0]!.map((_, j) => A.reduce((sum, row) => sum + row[j]!, 0));

export function forward(X: M, W1: M, b1: number[], W2: M, b2: number[]) {
  const A1 = withBias(product(X, W1), b1).map((row) => row.map(Math.tanh));
  const A2 = withBias(product(A1, W2), b2);
  return { A1, A2 };
}

export function mseLoss(A2: M, Y: M): number {
  return A2.reduce((sum, row, r) => sum + row.reduce((s, p, k) => s + (p - Y[r]![k]!) ** 2, 0) / row.length, 0) / A2.length;
}

export function backward(X: M, Y: M, A1: M, A2: M, W2: M) {
  const n = A2.length * A2[0]!.length;
  const dZ2 = A2.map((row, r) => row.map((p, k) => (2 * (p - Y[r]![k]!)) / n));
  const dZ1 = product(dZ2, turned(W2)).map((row, r) => row.map((d, j) => d * (1 - A1[r]![j]!)));
  return { dW1: product(turned(X), dZ1), db1: columnSums(dZ1), dW2: product(turned(A1), dZ2), db2: columnSums(dZ2) };
}

export function update(W1: M, b1: number[], W2: M, b2: number[], dW1: M, db1: number[], dW2: M, db2: number[], learningRate: number) {
  const less = (A: M, D: M) => A.map((row, i) => row.map((v, j) => v - learningRate * D[i]![j]!));
  const lessOf = (b: number[], d: number[]) => b.map((v, j) => v - learningRate * d[j]!);
  return { W1: less(W1, dW1), b1: lessOf(b1, db1), W2: less(W2, dW2), b2: lessOf(b2, db2) };
}
