// The quadratic cost through sigmoids, one sample at a time.
class NeuralNetwork {
  constructor(inputNodes, hiddenNodes, outputNodes) {
    const r = (n, m) => Array.from({ length: n }, () => Array.from({ length: m }, () => Math.random() * 2 - 1));
    this.weightsIH = r(hiddenNodes, inputNodes);
    this.weightsHO = r(outputNodes, hiddenNodes);
    this.biasH = new Array(hiddenNodes).fill(0);
    this.biasO = new Array(outputNodes).fill(0);
    this.learningRate = 0.1;
  }
  predict(input) {
    const h = this.weightsIH.map((row, j) => sigmoid(row.reduce((s, w, k) => s + w * input[k], this.biasH[j])));
    return this.weightsHO.map((row, j) => sigmoid(row.reduce((s, w, k) => s + w * h[k], this.biasO[j])));
  }
  train(input, target) {
    const h = this.weightsIH.map((row, j) => sigmoid(row.reduce((s, w, k) => s + w * input[k], this.biasH[j])));
    const o = this.weightsHO.map((row, j) => sigmoid(row.reduce((s, w, k) => s + w * h[k], this.biasO[j])));
    const e = o.map((v, k) => (target[k] - v) * v * (1 - v));
    const g = e.map((v) => v * this.learningRate);
    const eh = h.map((v, j) => this.weightsHO.reduce((s, row, k) => s + row[j] * e[k], 0) * v * (1 - v));
    this.weightsHO.forEach((row, k) => {
      row.forEach((_, j) => {
        row[j] += g[k] * h[j];
      });
      this.biasO[k] += g[k];
    });
    this.weightsIH.forEach((row, j) => {
      row.forEach((_, i) => {
        row[i] += this.learningRate * eh[j] * input[i];
      });
      this.biasH[j] += this.learningRate * eh[j];
    });
  }
}
function sigmoid(x) {
  return 1 / (1 + Math.exp(-x));
}
module.exports = NeuralNetwork;
