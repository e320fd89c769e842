type Matrix = number[][];

const dot = (A: Matrix, B: Matrix): Matrix => A.map((row) => B[0]!.map((_, j) => row.reduce((sum, a, k) => sum + a * B[k]![j]!, 0)));
const T = (A: Matrix): Matrix => A[0]!.map((_, j) => A.map((row) => row[j]!));

class DenseLayer {
  weights: Matrix;
  biases: number[];
  inputs: Matrix = [];
  dweights: Matrix = [];
  dbiases: number[] = [];

  constructor(nInputs: number, nNeurons: number) {
    this.weights = Array.from({ length: nInputs }, () => Array.from({ length: nNeurons }, () => 0.01 * (Math.random() - 0.5)));
    this.biases = new Array(nNeurons).fill(0);
  }

  forward(inputs: Matrix): Matrix {
    this.inputs = inputs;
    return dot(inputs, this.weights).map((row) => row.map((v, j) => v + this.biases[j]!));
  }

  backward(dvalues: Matrix): Matrix {
    this.dweights = dot(T(this.inputs), dvalues).map((row) => row.map((v) => v / this.inputs.length));
    this.dbiases = this.biases.map((_, j) => dvalues.reduce((sum, row) => sum + row[j]!, 0) / this.inputs.length);
    return dot(dvalues, T(this.weights));
  }
}

class ReLU {
  inputs: Matrix = [];

  forward(inputs: Matrix): Matrix {
    this.inputs = inputs;
    return inputs.map((row) => row.map((v) => Math.max(0, v)));
  }

  backward(dvalues: Matrix): Matrix {
    return dvalues.map((row, i) => row.map((v, j) => (this.inputs[i]![j]! > 0 ? v : 0)));
  }
}

class SoftmaxCrossEntropy {
  output: Matrix = [];

  forward(inputs: Matrix, yTrue: number[]): number {
    this.output = inputs.map((row) => {
      const max = Math.max(...row);
      const exps = row.map((v) => Math.exp(v - max));
      const sum = exps.reduce((a, b) => a + b);
      return exps.map((e) => e / sum);
    });
    return this.output.reduce((sum, p, i) => sum - Math.log(p[yTrue[i]!]!), 0) / yTrue.length;
  }

  backward(dvalues: Matrix, yTrue: number[]): Matrix {
    return dvalues.map((p, i) => p.map((v, k) => (v - (k === yTrue[i] ? 1 : 0)) / yTrue.length));
  }
}

class SGD {
  learningRate: number;

  constructor(learningRate = 0.1) {
    this.learningRate = learningRate;
  }

  updateParams(layer: DenseLayer): void {
    layer.weights = layer.weights.map((row, i) => row.map((w, j) => w - this.learningRate * layer.dweights[i]![j]!));
    layer.biases = layer.biases.map((b, j) => b - this.learningRate * layer.dbiases[j]!);
  }
}

const X: Matrix = JSON.parse(await readTrainingData());
const dense1 = new DenseLayer(2, 64);
const activation1 = new ReLU();
const dense2 = new DenseLayer(64, 3);
const loss = new SoftmaxCrossEntropy();
const optimizer = new SGD(1.0);
for (let epoch = 0; epoch < 10000; epoch++) {
  console.log(loss.forward(dense2.forward(activation1.forward(dense1.forward(X))), []));
}
optimizer.updateParams(dense1);

async function readTrainingData(): Promise<string> {
  return (await import('node:fs/promises')).readFile('moons.json', 'utf8');
}
