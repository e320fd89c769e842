/** python/numpy_base_network.py in TypeScript, line by line. It is right: each page of docs/mistakes changes a line or two of it. */
import type { LayerWeights, Matrix, ModelSpec } from 'mlp-compare/plugin';

const EMPTY: Matrix = { rows: 0, cols: 0, data: new Float64Array() };

type Scalar = (z: number) => number;

const sigmoid = (z: number) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)));

const ACTIVATION: Readonly<Record<string, Scalar>> = {
  relu: (z) => Math.max(0, z),
  tanh: (z) => Math.tanh(z),
  sigmoid: (z) => sigmoid(z),
  linear: (z) => z,
};

/** f'(z), with a = f(z) */
const SLOPE: Readonly<Record<string, (z: number, a: number) => number>> = {
  relu: (z) => (z > 0 ? 1 : 0),
  tanh: (_z, a) => 1 - a ** 2,
  sigmoid: (_z, a) => a * (1 - a),
  linear: () => 1,
};

function softmax(Z: Matrix): Matrix {
  return byRows(Z, (z) => {
    const e = z.map((v) => Math.exp(v - Math.max(...z)));
    return e.map((v) => v / sum(e));
  });
}

function outputs(Z: Matrix): Matrix {
  return Z.cols > 1 ? softmax(Z) : map(Z, sigmoid);
}

function targets(y: Uint32Array, K: number): Matrix {
  return filled(y.length, K, (r, k) => (K > 1 ? Number(k === y[r]) : Number(y[r])));
}

function softmaxLoss(Z: Matrix, Y: Matrix): number {
  const logP = byRows(Z, (z) => {
    const shifted = z.map((v) => v - Math.max(...z));
    const logSum = Math.log(sum(shifted.map(Math.exp)));
    return shifted.map((v) => v - logSum);
  });
  return -total(combine(Y, logP, (y, lp) => y * lp)) / Y.rows;
}

function sigmoidLoss(Z: Matrix, Y: Matrix): number {
  return total(combine(Z, Y, (z, y) => Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z))))) / Y.rows;
}

class Layer {
  W: Matrix; // (in, out)
  b: Matrix; // (1, out)
  activation: string;
  dW: Matrix;
  db: Matrix;
  X: Matrix = EMPTY; // (B, in), what the layer is given
  Z: Matrix = EMPTY; // (B, out)
  A: Matrix = EMPTY;

  constructor({ W, b }: LayerWeights, activation: string) {
    this.W = copy(W);
    this.b = copy(b);
    this.dW = map(W, () => 0);
    this.db = map(b, () => 0);
    this.activation = activation;
  }
}

class Network {
  layers: Layer[];

  constructor(model: ModelSpec, initial: readonly LayerWeights[]) {
    this.layers = initial.map((weights, l) => new Layer(weights, model.hidden[l]?.activation ?? 'linear'));
  }

  forward(X: Matrix): Matrix {
    let A = X;
    for (const layer of this.layers) {
      layer.X = A;
      layer.Z = addRow(product(A, layer.W), layer.b);
      layer.A = A = map(layer.Z, of(ACTIVATION, layer));
    }
    return A;
  }

  backward(dA: Matrix): void {
    for (const layer of this.layers.toReversed()) {
      const dZ = times(dA, combine(layer.Z, layer.A, of(SLOPE, layer)));
      layer.dW = product(transpose(layer.X), dZ);
      layer.db = sumRows(dZ);
      dA = product(dZ, transpose(layer.W));
    }
  }

  update(learningRate: number): void {
    for (const layer of this.layers) {
      subtract(layer.W, layer.dW, learningRate);
      subtract(layer.b, layer.db, learningRate);
    }
  }

  step(X: Matrix, y: Uint32Array, learningRate: number): number {
    const Z = this.forward(X);
    const P = outputs(Z);
    const Y = targets(y, Z.cols);
    const loss = Z.cols > 1 ? softmaxLoss(Z, Y) : sigmoidLoss(Z, Y);
    const dZ = combine(P, Y, (p, y) => (p - y) / X.rows);
    this.backward(dZ);
    this.update(learningRate);
    return loss;
  }

  predict(X: Matrix): Matrix {
    return this.forward(X);
  }

  weights(): LayerWeights[] {
    return this.layers.map((layer) => ({ W: copy(layer.W), b: copy(layer.b) }));
  }

  setWeights(weights: readonly LayerWeights[]): void {
    for (const [l, { W, b }] of weights.entries()) {
      const layer = this.layers[l]!;
      layer.W = copy(W);
      layer.b = copy(b);
    }
  }
}

/** M by rows: { rows, cols, data }, number (r, c) at r·cols + c. */
function filled(rows: number, cols: number, f: (r: number, c: number) => number): Matrix {
  return { rows, cols, data: Float64Array.from({ length: rows * cols }, (_, i) => f(Math.floor(i / cols), i % cols)) };
}

function at(M: Matrix, r: number, c: number): number {
  return M.data[r * M.cols + c]!;
}

function copy(M: Matrix): Matrix {
  return map(M, (value) => value);
}

function map(M: Matrix, f: (value: number, r: number, c: number) => number): Matrix {
  return filled(M.rows, M.cols, (r, c) => f(at(M, r, c), r, c));
}

function combine(A: Matrix, B: Matrix, f: (a: number, b: number) => number): Matrix {
  return map(A, (a, r, c) => f(a, at(B, r, c)));
}

function times(A: Matrix, B: Matrix): Matrix {
  return combine(A, B, (a, b) => a * b);
}

function byRows(M: Matrix, f: (row: number[]) => number[]): Matrix {
  const rows = Array.from({ length: M.rows }, (_, r) => f(Array.from({ length: M.cols }, (__, c) => at(M, r, c))));
  return map(M, (_, r, c) => rows[r]![c]!);
}

function product(A: Matrix, B: Matrix): Matrix {
  return filled(A.rows, B.cols, (r, c) => sum(Array.from({ length: A.cols }, (_, k) => at(A, r, k) * at(B, k, c))));
}

function transpose(M: Matrix): Matrix {
  return filled(M.cols, M.rows, (r, c) => at(M, c, r));
}

function addRow(M: Matrix, row: Matrix): Matrix {
  return map(M, (value, _r, c) => value + at(row, 0, c));
}

function sumRows(M: Matrix): Matrix {
  return filled(1, M.cols, (_, c) => sum(Array.from({ length: M.rows }, (__, r) => at(M, r, c))));
}

/** M − factor·D, written into M. */
function subtract(M: Matrix, D: Matrix, factor: number): void {
  D.data.forEach((d, i) => (M.data[i]! -= factor * d));
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function total({ data }: Matrix): number {
  return sum([...data]);
}

function of<F>(functions: Readonly<Record<string, F>>, { activation }: Layer): F {
  const found = functions[activation];
  if (!found) throw new RangeError(`This network knows no activation '${activation}'.`);
  return found;
}

export default (model: ModelSpec, initial: readonly LayerWeights[]) => new Network(model, initial);
