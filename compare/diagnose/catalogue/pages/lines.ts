/** A line, or several, in both languages. */
export interface Snippet {
  readonly numpy: string;
  readonly ts: string;
}

/** One line of the base network, and the function, class or table that it stands in, as NumPy's has it. */
interface Line extends Snippet {
  readonly where: string;
}

/** Each line of the base network that a mistake changes, in both languages; examples/base-network.ts and its twin in NumPy have it once. */
export const LINES = {
  helper: line('the file', 'import numpy as np', 'type Scalar = (z: number) => number;'),
  relu: line('ACTIVATION', "'relu': lambda Z: np.maximum(0, Z),", 'relu: (z) => Math.max(0, z),'),
  tanh: line('ACTIVATION', "'tanh': lambda Z: np.tanh(Z),", 'tanh: (z) => Math.tanh(z),'),
  linear: line('ACTIVATION', "'linear': lambda Z: Z,", 'linear: (z) => z,'),
  reluSlope: line('SLOPE', "'relu': lambda Z, A: np.where(Z > 0, 1, 0),", 'relu: (z) => (z > 0 ? 1 : 0),'),
  tanhSlope: line('SLOPE', "'tanh': lambda Z, A: 1 - A ** 2,", 'tanh: (_z, a) => 1 - a ** 2,'),
  sigmoidSlope: line('SLOPE', "'sigmoid': lambda Z, A: A * (1 - A),", 'sigmoid: (_z, a) => a * (1 - a),'),
  linearSlope: line('SLOPE', "'linear': lambda Z, A: np.ones_like(Z),", 'linear: () => 1,'),
  exponentials: line('softmax', 'E = np.exp(Z - np.max(Z, axis=1, keepdims=True))', 'const e = z.map((v) => Math.exp(v - Math.max(...z)));'),
  outputs: line('outputs', 'return softmax(Z) if Z.shape[1] > 1 else sigmoid(Z)', 'return Z.cols > 1 ? softmax(Z) : map(Z, sigmoid);'),
  targets: line(
    'targets',
    'return np.eye(K)[y] if K > 1 else y.reshape(-1, 1)',
    'return filled(y.length, K, (r, k) => (K > 1 ? Number(k === y[r]) : Number(y[r])));',
  ),
  softmaxLoss: line('softmax_loss', 'return -np.sum(Y * log_p) / len(Y)', 'return -total(combine(Y, logP, (y, lp) => y * lp)) / Y.rows;'),
  sigmoidLoss: line(
    'sigmoid_loss',
    'return np.sum(np.maximum(Z, 0) - Z * Y + np.log1p(np.exp(-np.abs(Z)))) / len(Y)',
    'return total(combine(Z, Y, (z, y) => Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z))))) / Y.rows;',
  ),
  copiedW: line('Layer', 'self.W = np.array(W, float)  # (in, out)', 'this.W = copy(W);'),
  copiedB: line('Layer', 'self.b = np.array(b, float)  # (1, out)', 'this.b = copy(b);'),
  layerState: line('Layer', 'self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)', 'db: Matrix;'),
  networkState: line('Network', 'self.layers = [Layer(W, b, f) for (W, b), f in zip(initial, activations)]', 'layers: Layer[];'),
  features: line('forward', 'A = X', 'let A = X;'),
  affine: line('forward', 'layer.Z = A @ layer.W + layer.b', 'layer.Z = addRow(product(A, layer.W), layer.b);'),
  activated: line('forward', 'layer.A = A = ACTIVATION[layer.activation](layer.Z)', 'layer.A = A = map(layer.Z, of(ACTIVATION, layer));'),
  logits: line('forward', 'return A', 'return A;'),
  backward: line('backward', 'def backward(self, dA):', 'backward(dA: Matrix): void {'),
  dZ: line('backward', 'dZ = dA * SLOPE[layer.activation](layer.Z, layer.A)', 'const dZ = times(dA, combine(layer.Z, layer.A, of(SLOPE, layer)));'),
  dW: line('backward', 'layer.dW = layer.X.T @ dZ', 'layer.dW = product(transpose(layer.X), dZ);'),
  db: line('backward', 'layer.db = np.sum(dZ, axis=0, keepdims=True)', 'layer.db = sumRows(dZ);'),
  dA: line('backward', 'dA = dZ @ layer.W.T', 'dA = product(dZ, transpose(layer.W));'),
  updateW: line('update', 'layer.W -= learning_rate * layer.dW', 'subtract(layer.W, layer.dW, learningRate);'),
  updateB: line('update', 'layer.b -= learning_rate * layer.db', 'subtract(layer.b, layer.db, learningRate);'),
  forward: line('step', 'Z = self.forward(X)', 'const Z = this.forward(X);'),
  probabilities: line('step', 'P = outputs(Z)', 'const P = outputs(Z);'),
  labels: line('step', 'Y = targets(y, Z.shape[1])', 'const Y = targets(y, Z.cols);'),
  loss: line('step', 'loss = softmax_loss(Z, Y) if Z.shape[1] > 1 else sigmoid_loss(Z, Y)', 'const loss = Z.cols > 1 ? softmaxLoss(Z, Y) : sigmoidLoss(Z, Y);'),
  outputGradient: line('step', 'dZ = (P - Y) / len(X)', 'const dZ = combine(P, Y, (p, y) => (p - y) / X.rows);'),
  goBack: line('step', 'self.backward(dZ)', 'this.backward(dZ);'),
  update: line('step', 'self.update(learning_rate)', 'this.update(learningRate);'),
  returned: line('step', 'return loss', 'return loss;'),
  predicted: line('predict', 'return self.forward(X)', 'return this.forward(X);'),
  handedOut: line(
    'weights',
    'return [(layer.W.copy(), layer.b.copy()) for layer in self.layers]',
    'return this.layers.map((layer) => ({ W: copy(layer.W), b: copy(layer.b) }));',
  ),
  setW: line('set_weights', 'layer.W = np.array(W, float)', 'layer.W = copy(W);'),
  setB: line('set_weights', 'layer.b = np.array(b, float)', 'layer.b = copy(b);'),
} satisfies Readonly<Record<string, Line>>;
export type LineName = keyof typeof LINES;

function line(where: string, numpy: string, ts: string): Line {
  return { where, numpy, ts };
}
