import type { Snippet } from './lines.ts';
import type { Page } from './page.ts';

const STEP = 'Plain gradient descent: W ← W − η·dW, (in, out), with this step’s gradient and the η that step() is given.';
const DECLARED = (option: string) => `It may be wanted: declare it (${option}), and the reference has it, too.`;

const bothUpdates = (numpy: string, ts: string): Page['wrong'] => ({
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

const updates: readonly Page[] = [
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
        m, q = self.m / (1 - 0.9 ** self.t), self.q / (1 - 0.999 ** self.t)
        return m / (np.sqrt(q) + 1e-8)`,
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

const LIMITED = 'It learns, but more slowly while gradients are long: at the start, after a jump, with large features.';
const ROOT: Snippet = {
  numpy: 'np.sqrt(sum(np.sum(l.dW ** 2) + np.sum(l.db ** 2) for l in self.layers))',
  ts: 'Math.sqrt(sum(this.layers.map((l) => total(times(l.dW, l.dW)) + total(times(l.db, l.db)))))',
};

const clipping: readonly Page[] = [
  {
    id: 'clipped-norm',
    symptom: 'slow',
    see: `${LIMITED} The change of all weights together is never longer than η·limit.`,
    why: `${STEP} Here all gradients together are one vector g, and if ‖g‖ > c it is c·g/‖g‖: its direction stays.`,
    wrong: {
      goBack: {
        numpy: `self.backward(dZ)\nscale = min(1, 0.05 / ${ROOT.numpy})`,
        ts: `this.backward(dZ);\nconst scale = Math.min(1, 0.05 / ${ROOT.ts});`,
      },
      update: { numpy: 'self.update(learning_rate * scale)', ts: 'this.update(learningRate * scale);' },
    },
    value: 0.05,
    unless: DECLARED('--clip-norm 0.05'),
    confused: {
      'clipped-tensor-norm': 'There each W and b has a limit of its own, and the direction changes.',
      'rate-scaled': 'There short gradients are scaled as well.',
    },
  },
  {
    id: 'clipped-tensor-norm',
    symptom: 'slow',
    see: `${LIMITED} No W and no b moves by more than η·limit, so layers with long gradients fall behind the others.`,
    why: `${STEP} Here each dW and each db whose norm is above c is c·dW/‖dW‖: the direction of all together changes.`,
    wrong: bothUpdates(
      'layer.W -= learning_rate * layer.dW * min(1, 0.05 / np.linalg.norm(layer.dW))',
      'subtract(layer.W, layer.dW, learningRate * Math.min(1, 0.05 / Math.sqrt(total(times(layer.dW, layer.dW)))));',
    ),
    value: 0.05,
    unless: 'It may be wanted; of all gradients together (--clip-norm) or number by number (--clip-value) it can be declared.',
    confused: { 'clipped-norm': 'There one limit is for all together.', 'clipped-value': 'There it is for each number.' },
  },
  {
    id: 'clipped-value',
    symptom: 'slow',
    see: `${LIMITED} No weight moves by more than η·limit, and many move by just that.`,
    why: `${STEP} Here each number g is min(c, max(−c, g)): large components are cut, small ones kept, so the direction changes.`,
    wrong: bothUpdates(
      'layer.W -= learning_rate * np.clip(layer.dW, -0.01, 0.01)',
      'subtract(layer.W, map(layer.dW, (g) => Math.max(-0.01, Math.min(0.01, g))), learningRate);',
    ),
    value: 0.01,
    unless: DECLARED('--clip-value 0.01'),
    confused: { adam: 'There small components are made large as well.', 'clipped-tensor-norm': 'There the direction of each tensor stays.' },
  },
];

const RATE = 'Whoever trains gives η at every step, the same to both networks, and a schedule with it.';

const rates: readonly Page[] = [
  {
    id: 'rate-fixed',
    symptom: 'unequal',
    see: 'Whatever learning rate is asked for, the curve stays the same: --learning-rate 0.1 and 0.001 give the same numbers.',
    why: `${STEP} Here η is written into the program. ${RATE}`,
    wrong: { update: { numpy: 'self.update(0.01)', ts: 'this.update(0.01);' } },
    value: 0.01,
    confused: { 'rate-scaled': 'There twice the rate gives twice the step.', 'layer-frozen': 'There nothing moves.' },
    unless: 'A network used by itself may keep its rate; behind this seam it is given one.',
  },
  {
    id: 'rate-decay',
    symptom: 'slow',
    see: 'The first steps are right; learning gets slower and slower, and stops short of where it should end.',
    why: `${STEP} Here it is η/(1 + k·t) at step t, counted from 0. ${RATE}`,
    wrong: {
      networkState: { numpy: 'self.layers = [Layer(W, b, f) for (W, b), f in zip(initial, activations)]\nself.t = 0', ts: 'layers: Layer[];\nt = 0;' },
      update: { numpy: 'self.update(learning_rate / (1 + 0.1 * self.t))\nself.t += 1', ts: 'this.update(learningRate / (1 + 0.1 * this.t));\nthis.t++;' },
    },
    value: 0.1,
    confused: { 'rate-decay-exponential': 'There it is η·γᵗ, and falls faster.' },
    unless: DECLARED('--schedule inverse-time'),
  },
  {
    id: 'rate-decay-exponential',
    symptom: 'slow',
    see: 'The first steps are right; learning gets slower and slower, and stands still after some hundred steps.',
    why: `${STEP} Here it is η·γᵗ at step t, counted from 0: meant for an epoch, often, and done at every step. ${RATE}`,
    wrong: {
      networkState: { numpy: 'self.layers = [Layer(W, b, f) for (W, b), f in zip(initial, activations)]\nself.t = 0', ts: 'layers: Layer[];\nt = 0;' },
      update: { numpy: 'self.update(learning_rate * 0.9 ** self.t)\nself.t += 1', ts: 'this.update(learningRate * 0.9 ** this.t);\nthis.t++;' },
    },
    value: 0.9,
    confused: { 'rate-decay': 'There it is η/(1 + k·t), and falls more slowly.' },
    unless: DECLARED('--schedule exponential'),
  },
  {
    id: 'rate-scaled',
    symptom: 'unequal',
    see: 'The curve is that of another learning rate: half of it, here. In every layer, on full and short batches, the change is the right one times one number.',
    why: `${STEP} A factor c in η or in the whole gradient gives the same numbers: a ½ or a 2 kept from squared error, a mean over classes, a batch size in the wrong place.`,
    wrong: { update: { numpy: 'self.update(learning_rate / 2)', ts: 'this.update(learningRate / 2);' } },
    value: 0.5,
    confused: {
      'mean-twice': 'There the factor is 1/B, and another on a short batch.',
      'squared-error-factor': 'With c = 2 it gives the same numbers.',
      'over-classes': 'With c = 1/K it gives the same numbers.',
    },
  },
];

export const updatePages: readonly Page[] = [...updates, ...clipping, ...rates];
