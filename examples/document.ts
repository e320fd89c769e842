/**
 * A multi-layer perceptron by hand, as many a course teaches it: python/numpy_document.py, line by line. It does not
 * learn as it should. Can you see why?
 */
import { defineNetwork, type LayerWeights, layersOf, toNested, toVector, transposed } from 'mlp-compare/plugin';

type Rows = number[][];

class Linear {
  W: Rows; // (in, out)
  b: number[]; // (out)
  X: Rows = [];
  dW: Rows = [];
  db: number[] = [];

  constructor({ W, b }: LayerWeights) {
    this.W = toNested(W);
    this.b = toVector(b);
  }

  forward(X: Rows): Rows {
    this.X = X;
    return matmul(X, this.W).map((row) => row.map((z, j) => z + this.b[j]!));
  }

  backward(dZ: Rows): Rows {
    const batchSize = this.X.length;
    this.dW = matmul(transposed(this.X), dZ).map((row) => row.map((sum) => sum / batchSize));
    this.db = this.b.map((_, j) => dZ.reduce((sum, row) => sum + row[j]!, 0) / batchSize);
    return matmul(dZ, transposed(this.W));
  }

  update(learningRate: number): void {
    this.W = this.W.map((row, i) => row.map((w, j) => w - learningRate * this.dW[i]![j]!));
    this.b = this.b.map((b, j) => b - learningRate * this.db[j]!);
  }
}

class ReLU {
  Z: Rows = [];

  forward(Z: Rows): Rows {
    this.Z = Z;
    return Z.map((row) => row.map((z) => Math.max(0, z)));
  }

  backward(dA: Rows): Rows {
    return dA.map((row, r) => row.map((d, j) => (this.Z[r]![j]! > 0 ? d : 0)));
  }
}

class SoftmaxCrossEntropy {
  P: Rows = [];
  y: number[] = [];

  forward(Z: Rows, y: number[]): number {
    this.P = Z.map((row) => {
      const exponentials = row.map((z) => Math.exp(z - Math.max(...row)));
      const sum = exponentials.reduce((a, b) => a + b);
      return exponentials.map((e) => e / sum);
    });
    this.y = y;
    return -this.P.reduce((sum, p, r) => sum + Math.log(p[y[r]!]! + 1e-15), 0) / y.length;
  }

  backward(): Rows {
    const batchSize = this.y.length;
    return this.P.map((row, r) => row.map((p, k) => (k === this.y[r] ? p - 1 : p) / batchSize));
  }
}

class Network {
  linear: Linear[];
  layers: (Linear | ReLU)[];
  loss = new SoftmaxCrossEntropy();

  constructor(initial: readonly LayerWeights[]) {
    this.linear = initial.map((layer) => new Linear(layer));
    this.layers = this.linear.flatMap((linear, l) => (l === 0 ? [linear] : [new ReLU(), linear]));
  }

  predict(X: Rows): Rows {
    return this.layers.reduce((A, layer) => layer.forward(A), X);
  }

  step(X: Rows, y: number[], learningRate: number): number {
    const loss = this.loss.forward(this.predict(X), y);
    let gradient = this.loss.backward();
    for (const layer of [...this.layers].reverse()) gradient = layer.backward(gradient);
    for (const linear of this.linear) linear.update(learningRate);
    return loss;
  }
}

/** A·B: row i of the product is Σ A[i][k] times row k of B. */
function matmul(A: Rows, B: Rows): Rows {
  return A.map((a) => {
    const sums = B[0]!.map(() => 0);
    for (let k = 0; k < B.length; k++) {
      const b = B[k]!;
      for (let j = 0; j < b.length; j++) sums[j]! += a[k]! * b[j]!;
    }
    return sums;
  });
}

export default defineNetwork((model, initial) => {
  const others = layersOf(model).filter(({ activation }) => activation !== 'relu' && activation !== 'linear');
  if (model.output.kind !== 'softmax' || others.length > 0) throw new Error('this network knows ReLU and a softmax output only');
  const network = new Network(initial);
  return {
    step: (X, y, learningRate) => network.step(toNested(X), [...y], learningRate),
    predict: (X) => network.predict(toNested(X)),
    weights: () => network.linear,
    setWeights: (weights) => weights.forEach((layer, l) => Object.assign(network.linear[l]!, new Linear(layer))),
  };
});
