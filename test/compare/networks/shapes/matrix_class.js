// Matrices of a class of their own, one sample at a time.
class Matrix {
  constructor(rows, cols) {
    this.rows = rows;
    this.cols = cols;
    this.data = Array(this.rows)
      .fill()
      .map(() => Array(this.cols).fill(0));
  }
  static fromArray(arr) {
    return new Matrix(arr.length, 1).map((_, i) => arr[i]);
  }
  static subtract(a, b) {
    return new Matrix(a.rows, a.cols).map((_, i, j) => a.data[i][j] - b.data[i][j]);
  }
  toArray() {
    return this.data.flat();
  }
  randomize() {
    return this.map(() => Math.random() * 2 - 1);
  }
  add(n) {
    return this.map((e, i, j) => e + (n instanceof Matrix ? n.data[i][j] : n));
  }
  static transpose(m) {
    return new Matrix(m.cols, m.rows).map((_, i, j) => m.data[j][i]);
  }
  static multiply(a, b) {
    return new Matrix(a.rows, b.cols).map((_, i, j) => {
      let sum = 0;
      for (let k = 0; k < a.cols; k++) sum += a.data[i][k] * b.data[k][j];
      return sum;
    });
  }
  multiply(n) {
    return this.map((e, i, j) => e * (n instanceof Matrix ? n.data[i][j] : n));
  }
  map(func) {
    this.data = this.data.map((row, i) => row.map((e, j) => func(e, i, j)));
    return this;
  }
  static map(m, func) {
    return new Matrix(m.rows, m.cols).map((_, i, j) => func(m.data[i][j], i, j));
  }
}

const sigmoid = { func: (x) => 1 / (1 + Math.exp(-x)), dfunc: (y) => y * (1 - y) };

class NeuralNetwork {
  constructor(in_nodes, hid_nodes, out_nodes) {
    this.input_nodes = in_nodes;
    this.hidden_nodes = hid_nodes;
    this.output_nodes = out_nodes;
    this.weights_ih = new Matrix(this.hidden_nodes, this.input_nodes).randomize();
    this.weights_ho = new Matrix(this.output_nodes, this.hidden_nodes).randomize();
    this.bias_h = new Matrix(this.hidden_nodes, 1).randomize();
    this.bias_o = new Matrix(this.output_nodes, 1).randomize();
    this.learning_rate = 0.1;
    this.activation_function = sigmoid;
  }
  predict(input_array) {
    const inputs = Matrix.fromArray(input_array);
    const hidden = Matrix.multiply(this.weights_ih, inputs);
    hidden.add(this.bias_h).map(this.activation_function.func);
    const output = Matrix.multiply(this.weights_ho, hidden);
    output.add(this.bias_o).map(this.activation_function.func);
    return output.toArray();
  }
  train(input_array, target_array) {
    const inputs = Matrix.fromArray(input_array);
    const hidden = Matrix.multiply(this.weights_ih, inputs);
    hidden.add(this.bias_h).map(this.activation_function.func);
    const outputs = Matrix.multiply(this.weights_ho, hidden);
    outputs.add(this.bias_o).map(this.activation_function.func);
    const output_errors = Matrix.subtract(Matrix.fromArray(target_array), outputs);
    const gradients = Matrix.map(outputs, this.activation_function.dfunc);
    gradients.multiply(output_errors).multiply(this.learning_rate);
    const who_t = Matrix.transpose(this.weights_ho);
    const hidden_errors = Matrix.multiply(
      who_t,
      Matrix.map(outputs, (y, i, j) => output_errors.data[i][j] * y * (1 - y)),
    );
    this.weights_ho.add(Matrix.multiply(gradients, Matrix.transpose(hidden)));
    this.bias_o.add(gradients);
    const hidden_gradient = Matrix.map(hidden, this.activation_function.dfunc);
    hidden_gradient.multiply(hidden_errors).multiply(this.learning_rate);
    this.weights_ih.add(Matrix.multiply(hidden_gradient, Matrix.transpose(inputs)));
    this.bias_h.add(hidden_gradient);
  }
}
if (typeof module !== 'undefined') {
  module.exports = NeuralNetwork;
}
