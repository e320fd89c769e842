import type { Page } from './page.ts';

export const STEP = 'Plain gradient descent: W ← W − η·dW, (in, out), with this step’s gradient and the η that step() is given.';
export const DECLARED = (option: string) => `It may be wanted: declare it (${option}), and the reference has it, too.`;

export const bothUpdates = (numpy: string, ts: string): Page['wrong'] => ({
  updateW: { numpy, ts },
  updateB: { numpy: numpy.replaceAll('W', 'b'), ts: ts.replaceAll('W', 'b') },
});

/** What is kept between steps: a tensor for each of W and b. */
const keeping = (state: string, numpy: string, ts: string): Page['wrong'] => ({
  layerState: {
    numpy: `self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)\nself.${state}W, self.${state}b = np.zeros_like(self.W), np.zeros_like(self.b)`,
    ts: `db: Matrix;\n${state}W = EMPTY;\n${state}b = EMPTY;`,
  },
  copiedB: { numpy: 'self.b = np.array(b, float)  # (1, out)', ts: `this.b = copy(b);\nthis.${state}W = map(W, () => 0);\nthis.${state}b = map(b, () => 0);` },
  ...bothUpdates(numpy, ts),
});

/** Anything but plain gradient descent. */
export const updatePages: readonly Page[] = [
  {
    id: 'uphill',
    symptom: 'diverges',
    see: 'The loss rises from the first step on, and accuracy falls below chance, towards 0.',
    why: `${STEP} Here it is added, which belongs to y − p: the perceptron’s rule is W ← W + η·xᵀ·(y − p).`,
    wrong: bothUpdates('layer.W += learning_rate * layer.dW', 'subtract(layer.W, layer.dW, -learningRate);'),
    confused: { 'wrong-sign': 'Same numbers: y − p with the right update.', 'loss-sign': 'There the number shown is negative, and accuracy rises.' },
    unless: 'Gradient ascent on the log-likelihood adds; its gradient has the other sign.',
  },
  {
    id: 'accumulated',
    seen: [
      { title: 'tenstorrent/tt-blacksmith, pull request 711', url: 'https://github.com/tenstorrent/tt-blacksmith/pull/711' },
      { title: 'meta-pytorch/torchforge, pull request 71', url: 'https://github.com/meta-pytorch/torchforge/pull/71' },
    ],
    symptom: 'diverges',
    see: 'The loss falls at first, faster and faster, overshoots, swings and diverges.',
    why: `${STEP} Here dW += Aᵀ·dZ goes on from step to step: step t goes down the sum of t gradients, as momentum 1 does. In PyTorch it is a missing zero_grad().`,
    wrong: {
      dW: { numpy: 'layer.dW += layer.X.T @ dZ', ts: 'layer.dW = combine(layer.dW, product(transpose(layer.X), dZ), (sum, g) => sum + g);' },
      db: { numpy: 'layer.db += np.sum(dZ, axis=0, keepdims=True)', ts: 'layer.db = combine(layer.db, sumRows(dZ), (sum, g) => sum + g);' },
    },
    confused: { momentum: 'There the sum fades: m < 1.' },
    unless: 'Gradients of several small batches may be summed on purpose before one update; then they are set to 0 after it.',
  },
  {
    id: 'momentum',
    symptom: 'unequal',
    see: 'It learns faster than asked for, up to 1/(1 − m) = 10 times with m = 0.9; with a learning rate meant for plain descent it may swing.',
    why: `${STEP} Here v ← m·v + dW and W ← W − η·v: on a steady slope v is dW/(1 − m).`,
    wrong: keeping(
      'v',
      'layer.vW = 0.9 * layer.vW + layer.dW\nlayer.W -= learning_rate * layer.vW',
      'layer.vW = combine(layer.vW, layer.dW, (v, g) => 0.9 * v + g);\nsubtract(layer.W, layer.vW, learningRate);',
    ),
    value: 0.9,
    confused: {
      'momentum-averaged': 'There dW has the weight 1 − m: on a steady slope v is dW.',
      'momentum-nesterov': 'There the first step is (1 + m) times as long.',
      accumulated: 'There nothing fades.',
    },
    unless: DECLARED('--optimizer momentum'),
  },
  {
    id: 'momentum-averaged',
    symptom: 'unequal',
    see: 'The first steps are too short, a tenth with m = 0.9; later on the curve is that of plain descent, some steps late and smoother.',
    why: `${STEP} Here v ← m·v + (1 − m)·dW, a running average that begins at 0, and W ← W − η·v.`,
    wrong: keeping(
      'v',
      'layer.vW = 0.9 * layer.vW + 0.1 * layer.dW\nlayer.W -= learning_rate * layer.vW',
      'layer.vW = combine(layer.vW, layer.dW, (v, g) => 0.9 * v + 0.1 * g);\nsubtract(layer.W, layer.vW, learningRate);',
    ),
    value: 0.9,
    confused: {
      momentum: 'There dW has the weight 1, and steps are up to 1/(1 − m) times as long.',
      adam: 'There v is divided by the root of a running average of squares as well.',
    },
    unless: 'Some courses call this momentum; with η/(1 − m) it is the same as the other form.',
  },
  {
    id: 'momentum-nesterov',
    symptom: 'unequal',
    see: 'It learns faster than asked for, up to 1/(1 − m) times, and swings less than with plain momentum.',
    why: `${STEP} Here v ← m·v + dW and W ← W − η·(dW + m·v), Nesterov's form as PyTorch and Keras have it.`,
    wrong: keeping(
      'v',
      'layer.vW = 0.9 * layer.vW + layer.dW\nlayer.W -= learning_rate * (layer.dW + 0.9 * layer.vW)',
      'layer.vW = combine(layer.vW, layer.dW, (v, g) => 0.9 * v + g);\nsubtract(layer.W, combine(layer.dW, layer.vW, (g, v) => g + 0.9 * v), learningRate);',
    ),
    value: 0.9,
    confused: { momentum: 'There the step is v itself.' },
    unless: DECLARED('--optimizer nesterov'),
  },
  {
    id: 'stale-gradient',
    symptom: 'unequal',
    see: 'The first step does not move; after that the curve is that of the right network a step late, and it swings at learning rates that are stable for the right one.',
    why: `${STEP} Here the update uses what the step before has left, and this step's gradient waits for the next: W_t+1 = W_t − η·dW_t−1, the gradient of other weights on another batch.`,
    wrong: keeping(
      'last',
      'layer.W -= learning_rate * layer.lastW\nlayer.lastW = layer.dW',
      'subtract(layer.W, layer.lastW, learningRate);\nlayer.lastW = layer.dW;',
    ),
    confused: {
      'updated-too-early': 'There the gradient is this step’s, and only what is passed down is of other weights.',
      'layer-frozen': 'There no step moves.',
    },
    unless: 'Asynchronous training lives with stale gradients, on purpose.',
  },
  {
    id: 'adam',
    symptom: 'unequal',
    see: 'In the first step every weight moves by the learning rate, ±η, however small its gradient; at η = 0.1 the loss jumps, at 0.001 it learns well.',
    why: `${STEP} Here m ← β₁·m + (1 − β₁)·dW, v ← β₂·v + (1 − β₂)·dW², both divided by 1 − βᵗ, and W ← W − η·m/(√v + ε).`,
    wrong: {
      helper: {
        numpy: `import numpy as np


class Adam:
    m = q = t = 0

    def of(self, g):
        self.t += 1
        self.m = 0.9 * self.m + 0.1 * g
        self.q = 0.999 * self.q + 0.001 * g ** 2
        c, d = 1 - 0.9 ** self.t, 1 - 0.999 ** self.t
        return self.m / c / (np.sqrt(self.q / d) + 1e-8)`,
        ts: `type Scalar = (z: number) => number;

class Adam {
  m = EMPTY;
  q = EMPTY;
  t = 0;

  of(g: Matrix): Matrix {
    if (this.t++ === 0) this.m = this.q = map(g, () => 0);
    this.m = combine(this.m, g, (m, g) => 0.9 * m + 0.1 * g);
    this.q = combine(this.q, g, (q, g) => 0.999 * q + 0.001 * g ** 2);
    const [c, d] = [1 - 0.9 ** this.t, 1 - 0.999 ** this.t];
    return combine(this.m, this.q, (m, q) => m / c / (Math.sqrt(q / d) + 1e-8));
  }
}`,
      },
      layerState: {
        numpy: 'self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)\nself.wayW, self.wayb = Adam(), Adam()',
        ts: 'db: Matrix;\nwayW = new Adam();\nwayb = new Adam();',
      },
      ...bothUpdates('layer.W -= learning_rate * layer.wayW.of(layer.dW)', 'subtract(layer.W, layer.wayW.of(layer.dW), learningRate);'),
    },
    confused: { 'momentum-averaged': 'There steps have the length of the gradient.' },
    unless: DECLARED('--optimizer adam'),
  },
];
