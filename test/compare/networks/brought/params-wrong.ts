type Matrix = number[][];
type Vector = number[];

interface Params {
  W1: Matrix;
  b1: Vector;
  W2: Matrix;
  b2: Vector;
}

const randn = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
const zeros = (n: number): Vector => new Array(n).fill(0);
const matmul = (A: Matrix, B: Matrix): Matrix => A.map((row) => B[0]!.map((_, j) => row.reduce((sum, a, k) => sum + a * B[k]![j]!, 0)));
const transpose = (A: Matrix): Matrix => A[0]!.map((_, j) => A.map((row) => row[j]!));
const addBias = (A: Matrix, b: Vector): Matrix => A.map((row) => row.map((v, j) => v + b[j]!));

export class TwoLayerNet {
  params: Params;

  constructor(inputSize: number, hiddenSize: number, outputSize: number, std = 1e-4) {
    this.params = {
      W1: Array.from({ length: inputSize }, () => Array.from({ length: hiddenSize }, () => std * randn())),
      b1: zeros(hiddenSize),
      W2: Array.from({ length: hiddenSize }, () => Array.from({ length: outputSize }, () => std * randn())),
      b2: zeros(outputSize),
    };
  }

  scores(X: Matrix): Matrix {
    const { W1, b1, W2, b2 } = this.params;
    const hidden = addBias(matmul(X, W1), b1).map((row) => row.map((z) => Math.max(0, z)));
    return addBias(matmul(hidden, W2), b2);
  }

  loss(X: Matrix, y: Vector, reg = 0): { loss: number; grads: Params } {
    const { W1, b1, W2, b2 } = this.params;
    const N = X.length;
    const hidden = addBias(matmul(X, W1), b1).map((row) => row.map((z) => Math.max(0, z)));
    const scores = addBias(matmul(hidden, W2), b2);
    const probs = scores.map((row) => {
      const max = Math.max(...row);
      const exps = row.map((s) => Math.exp(s - max));
      const sum = exps.reduce((a, b) => a + b, 0);
      return exps.map((e) => e / sum);
    });
    let loss = probs.reduce((sum, p, i) => sum - Math.log(p[y[i]!]!), 0) / N;
    loss += reg * [...W1.flat(), ...W2.flat()].reduce((sum, w) => sum + w * w, 0);

    const dscores = probs.map((p, i) => p.map((v, k) => (v - (k === y[i] ? 1 : 0)) / N));
    const dhidden = matmul(dscores, transpose(W2));
    const grads = {
      W1: matmul(transpose(X), dhidden).map((row, i) => row.map((g, j) => g + 2 * reg * W1[i]![j]!)),
      b1: zeros(b1.length).map((_, j) => dhidden.reduce((sum, row) => sum + row[j]!, 0)),
      W2: matmul(transpose(hidden), dscores).map((row, i) => row.map((g, j) => g + 2 * reg * W2[i]![j]!)),
      b2: zeros(b2.length).map((_, j) => dscores.reduce((sum, row) => sum + row[j]!, 0)),
    };
    return { loss, grads };
  }
}

const net = new TwoLayerNet(4, 10, 3);
const data: Matrix = Array.from({ length: 50 }, () => Array.from({ length: 4 }, randn));
const labels = data.map((row) => (row[0]! > 0 ? 1 : 0));
for (let i = 0; i < 1e9; i++) {
  const { loss, grads } = net.loss(data, labels);
  if (i % 100 === 0) console.log(i, loss);
  net.params.b2 = net.params.b2.map((b, j) => b - 0.1 * grads.b2[j]!);
}
