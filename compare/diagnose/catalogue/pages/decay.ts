import type { Snippet } from './lines.ts';
import type { Page } from './page.ts';

const SHRINK =
  'Weights get smaller than the reference’s, those without a gradient as well; the training loss ends a little higher, on other rows it may be lower.';
const NONE = 'The model has no L2, so dW is Aᵀ·dZ alone.';
const SPARED = 'Biases are usually spared, since they do not make a function less smooth; --l2 and --weight-decay spare them.';

const update = (numpy: string, ts: string): Snippet => ({ numpy, ts });
const W = update(
  'layer.W -= learning_rate * (layer.dW + 0.01 * layer.W)',
  'subtract(layer.W, combine(layer.dW, layer.W, (g, w) => g + 0.01 * w), learningRate);',
);
const B = update(
  'layer.b -= learning_rate * (layer.db + 0.01 * layer.b)',
  'subtract(layer.b, combine(layer.db, layer.b, (g, b) => g + 0.01 * b), learningRate);',
);

/** The term's loss, of the weights before the update. */
const inLoss = (factor: string, biases: boolean): Page['wrong'] => ({
  outputGradient: {
    numpy: `dZ = (P - Y) / len(X)\nloss += ${factor} * sum(np.sum(layer.W ** 2)${biases ? ' + np.sum(layer.b ** 2)' : ''} for layer in self.layers)`,
    ts: `const dZ = combine(P, Y, (p, y) => (p - y) / X.rows);
const penalty = ${factor} * sum(this.layers.map(({ W${biases ? ', b' : ''} }) => total(times(W, W))${biases ? ' + total(times(b, b))' : ''}));`,
  },
  returned: { numpy: 'return loss', ts: 'return loss + penalty;' },
});

const decoupled = (of: 'W' | 'b') =>
  update(
    `layer.${of} -= learning_rate * layer.d${of} + 0.001 * layer.${of}`,
    `subtract(layer.${of}, combine(layer.d${of}, layer.${of}, (g, w) => learningRate * g + 0.001 * w), 1);`,
  );

export const decayPages: readonly Page[] = [
  {
    id: 'weight-decay',
    symptom: 'unequal',
    see: `${SHRINK} The loss shown has no term of it.`,
    why: `${NONE} Here λ·W is added to it, (in, out), and nothing to db.`,
    wrong: { updateW: W },
    value: 0.01,
    confused: {
      'weight-decay/biases': 'There biases shrink as well.',
      'weight-decay/loss-0.5': 'There the loss has λ/2·ΣW² as well.',
      'weight-decay-decoupled': 'There the shrinking does not depend on the learning rate.',
    },
    unless: 'It is a usual thing to want: under plain descent it is what --weight-decay 0.01 declares, and the reference then has it, too.',
    seen: [
      { title: 'andersbll/nnet, issue 4 (with the wrong sign)', url: 'https://github.com/andersbll/nnet/issues/4' },
      { title: 'andersbll/deeppy, issue 17 (the same)', url: 'https://github.com/andersbll/deeppy/issues/17' },
    ],
  },
  {
    id: 'weight-decay/biases',
    symptom: 'unequal',
    see: `${SHRINK} Biases are drawn to 0 as well. The loss shown has no term of it.`,
    why: `${NONE} Here λ·W and λ·b are added to dW and db, as PyTorch's weight_decay does for every parameter it is given.`,
    wrong: { updateW: W, updateB: B },
    value: 0.01,
    confused: { 'weight-decay': 'There biases are spared.', 'weight-decay/biases/loss-0.5': 'There the loss has the term as well.' },
    unless: SPARED,
  },
  {
    id: 'weight-decay/loss-0.5',
    symptom: 'unequal',
    see: `${SHRINK} The loss shown is higher by λ/2·ΣW², from the first step on.`,
    why: `${NONE} Here the loss has λ/2·ΣW² and dW its derivative, λ·W; biases are spared.`,
    wrong: { updateW: W, ...inLoss('0.01 / 2', false) },
    value: 0.01,
    confused: { 'weight-decay': 'There the loss has no term.', 'weight-decay/loss-1': 'There the loss has λ·ΣW², and dW still λ·W.' },
    unless: 'It is a usual thing to want: --l2 0.005, that is λ/2, declares it, and the reference then has it, too.',
  },
  {
    id: 'weight-decay/biases/loss-0.5',
    symptom: 'unequal',
    see: `${SHRINK} Biases are drawn to 0 as well, and the loss shown is higher by λ/2·(ΣW² + Σb²).`,
    why: `${NONE} Here the loss has λ/2·(ΣW² + Σb²), and dW and db its derivatives, λ·W and λ·b.`,
    wrong: { updateW: W, updateB: B, ...inLoss('0.01 / 2', true) },
    value: 0.01,
    confused: { 'weight-decay/loss-0.5': 'There biases are spared, in the loss and in the gradient.' },
    unless: SPARED,
  },
  {
    id: 'weight-decay/loss-1',
    symptom: 'unequal',
    see: `${SHRINK} The loss shown is higher by λ·ΣW². A gradient check of W fails by λ·W.`,
    why: `${NONE} Here the loss has λ·ΣW², whose derivative is 2λ·W, and dW has λ·W: the ½ is in one of the two and not in the other.`,
    wrong: { updateW: W, ...inLoss('0.01', false) },
    value: 0.01,
    confused: { 'weight-decay/loss-0.5': 'There loss and gradient fit each other.' },
    unless: 'λ·ΣW² with 2λ·W (--l2 0.01), or λ/2·ΣW² with λ·W (--l2 0.005): each fits itself, and can be declared.',
  },
  {
    id: 'weight-decay-decoupled',
    symptom: 'unequal',
    see: `${SHRINK} They shrink by the same share in every step, at learning rate 0 as well.`,
    why: 'W ← W − η·dW. Here it is W ← W − η·dW − λ·W, and λ is not multiplied by η: after 1000 steps of λ = 0.001 about a third is left of a weight without a gradient.',
    wrong: { updateW: decoupled('W') },
    value: 0.001,
    confused: {
      'weight-decay': 'There the share is η·λ, and at learning rate 0 nothing shrinks.',
      'weight-decay-decoupled/biases': 'There biases shrink as well.',
    },
    unless: 'Decoupled decay (AdamW) as PyTorch has it is η·λ·W; the paper has a schedule of its own in place of η.',
  },
  {
    id: 'weight-decay-decoupled/biases',
    symptom: 'unequal',
    see: `${SHRINK} Weights and biases shrink by the same share in every step, at learning rate 0 as well.`,
    why: 'W ← W − η·dW, and b likewise. Here λ·W and λ·b are subtracted besides, and λ is not multiplied by η.',
    wrong: { updateW: decoupled('W'), updateB: decoupled('b') },
    value: 0.001,
    confused: { 'weight-decay-decoupled': 'There biases are spared.', 'weight-decay/biases': 'There the share is η·λ.' },
    unless: 'Decoupled decay (AdamW) as PyTorch has it is η·λ·W; biases are usually spared.',
  },
];
