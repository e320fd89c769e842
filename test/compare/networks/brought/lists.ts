export class Network {
  weights: number[][][];
  biases: number[][];

  constructor(sizes: number[]) {
    this.weights = sizes.slice(1).map((rows, l) => Array.from({ length: rows }, () => Array.from({ length: sizes[l]! }, () => Math.random() - 0.5)));
    this.biases = sizes.slice(1).map((rows) => Array.from({ length: rows }, () => Math.random() - 0.5));
  }

  feedforward(a: number[]): number[] {
    this.weights.forEach((w, l) => {
      const z = w.map((row, j) => row.reduce((sum, v, k) => sum + v * a[k]!, this.biases[l]![j]!));
      a = l === this.weights.length - 1 ? softmax(z) : z.map(Math.tanh);
    });
    return a;
  }

  updateMiniBatch(miniBatch: [number[], number[]][], eta: number): void {
    const nablaB = this.biases.map((b) => b.map(() => 0));
    const nablaW = this.weights.map((w) => w.map((row) => row.map(() => 0)));
    for (const [x, y] of miniBatch) {
      const [deltaB, deltaW] = this.backprop(x, y);
      deltaB.forEach((b, l) => b.forEach((v, j) => (nablaB[l]![j]! += v)));
      deltaW.forEach((w, l) => w.forEach((row, j) => row.forEach((v, k) => (nablaW[l]![j]![k]! += v))));
    }
    const step = eta / miniBatch.length;
    this.biases = this.biases.map((b, l) => b.map((v, j) => v - step * nablaB[l]![j]!));
    this.weights = this.weights.map((w, l) => w.map((row, j) => row.map((v, k) => v - step * nablaW[l]![j]![k]!)));
  }

  backprop(x: number[], y: number[]): [number[][], number[][][]] {
    const activations = [x];
    for (let l = 0; l < this.weights.length; l++) {
      const z = this.weights[l]!.map((row, j) => row.reduce((sum, v, k) => sum + v * activations[l]![k]!, this.biases[l]![j]!));
      activations.push(l === this.weights.length - 1 ? softmax(z) : z.map(Math.tanh));
    }
    const nablaB: number[][] = [];
    const nablaW: number[][][] = [];
    let delta = activations.at(-1)!.map((p, k) => p - y[k]!);
    for (let l = this.weights.length - 1; l >= 0; l--) {
      nablaB[l] = delta;
      nablaW[l] = delta.map((d) => activations[l]!.map((a) => d * a));
      delta = activations[l]!.map((a, k) => delta.reduce((sum, d, j) => sum + d * this.weights[l]![j]![k]!, 0) * (1 - a * a));
    }
    return [nablaB, nablaW];
  }
}

function softmax(z: number[]): number[] {
  const max = Math.max(...z);
  const e = z.map((v) => Math.exp(v - max));
  const sum = e.reduce((a, b) => a + b);
  return e.map((v) => v / sum);
}
