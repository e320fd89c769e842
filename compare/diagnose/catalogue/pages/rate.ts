import type { Snippet } from './lines.ts';
import type { Page } from './page.ts';
import { bothUpdates, DECLARED, STEP } from './update.ts';

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

/** Gradients that are cut off, and another learning rate than was asked for. */
export const ratePages: readonly Page[] = [...clipping, ...rates];
