import { combine } from '../../../scratch/textbook.ts';
import { mapTensors, type NamedTensors, tensorsOf } from '../../../src/model/tensors.ts';
import { map, scale } from '../../../src/numbers/algebra.ts';
import { largest, norm } from '../../../src/numbers/norms.ts';
import { short } from '../figures.ts';
import { mistake, type Place } from '../record.ts';
import { RIGHT_UPDATE } from './right.ts';

const LAMBDA = { name: 'λ', starts: [0.01], plausible: (lambda: number) => Math.abs(lambda) > 1e-7 && Math.abs(lambda) < 10 };
const LEAVE_OUT = 'Leave weight decay (L2) out: the model has none.';

const everyStep = ({ value: lambda, learningRate }: Place) => {
  const size = Math.abs(lambda);
  return `Every step ${lambda > 0 ? 'shrinks' : 'enlarges'} the weights by ${short(learningRate)}·${short(size)} = ${short(learningRate * size)} of themselves.`;
};
const left = ({ value: lambda }: Place) => {
  const share = short((1 - lambda) ** 1000);
  return `After 1000 steps without a gradient ${share === '0' ? 'nothing' : share} of a weight is left.`;
};

/** λ·W added to the gradient, of weights alone or of biases as well; with its term in the loss, ΣW² times `term`, or without one (0). */
interface Decay {
  readonly id: string;
  readonly of: string;
  readonly biases: boolean;
  readonly inLoss?: { readonly says: string; readonly term: number };
}

// biome-ignore format: what and where on the first line of a record, then its words, then its formula
const coupled = ({ id, of, biases, inLoss }: Decay) => mistake({ id, channel: 'penalty', first: inLoss ? 'loss' : 'update', estimate: LAMBDA,
  says: ({ value: lambda }) => `Weight decay λ = ${short(lambda)} is on, for ${of}${inLoss ? `, and its term ${inLoss.says}·ΣW² in the loss` : ''}`,
  right: RIGHT_UPDATE, mend: LEAVE_OUT, effect: everyStep,
  change: (right, { value: lambda }) => ({
    treated: (pass, gradients) => combine(right.treated(pass, gradients), pass.weights, (g, w, tensor) => (biases || tensor === 'W' ? g + lambda * w : g)),
    reported: (pass, updated) => right.reported(pass, updated) + (inLoss ? inLoss.term * lambda * squares(pass.weights, biases) : 0),
  }),
});

// biome-ignore format: a record, as above
const decoupled = ({ id, of, biases }: Decay) => mistake({ id, channel: 'penalty', first: 'update', estimate: { ...LAMBDA, starts: [0.001] },
  says: ({ value: lambda }) =>
    `${of} ${lambda > 0 ? 'shrink' : 'grow'} by ${lambda === 1 ? 'the whole' : short(Math.abs(lambda))} of themselves in every step, whatever the learning rate`,
  right: RIGHT_UPDATE, mend: LEAVE_OUT, effect: left,
  change: (right, { value: lambda }) => ({
    updated: (pass, direction, rate) =>
      combine(right.updated(pass, direction, rate), pass.weights, (next, w, tensor) => (biases || tensor === 'W' ? next - lambda * w : next)),
  }),
});

function squares(weights: NamedTensors, biases: boolean): number {
  return weights.reduce((sum, { W, b }) => sum + norm(W.data) ** 2 + (biases ? norm(b.data) ** 2 : 0), 0);
}

export const decayMistakes = [
  coupled({ id: 'weight-decay', of: 'weights but not biases', biases: false }),
  coupled({ id: 'weight-decay/biases', of: 'weights and biases', biases: true }),
  coupled({ id: 'weight-decay/loss-0.5', of: 'weights but not biases', biases: false, inLoss: { says: 'λ/2', term: 0.5 } }),
  coupled({ id: 'weight-decay/biases/loss-0.5', of: 'weights and biases', biases: true, inLoss: { says: 'λ/2', term: 0.5 } }),
  coupled({ id: 'weight-decay/loss-1', of: 'weights but not biases', biases: false, inLoss: { says: 'λ', term: 1 } }),
  decoupled({ id: 'weight-decay-decoupled', of: 'Weights', biases: false }),
  decoupled({ id: 'weight-decay-decoupled/biases', of: 'Weights and biases', biases: true }),
];

const LIMIT = { name: 'limit', starts: [1e-3, 0.05], plausible: (limit: number) => limit > 1e-6 };
const all = (gradients: NamedTensors) => norm(tensorsOf(gradients).map(({ values }) => norm(values.data)));

/** Gradients cut to a limit. */
// biome-ignore format: a record, as above
export const clippingMistakes = [
  mistake({ id: 'clipped-norm', channel: 'update', first: 'update', estimate: LIMIT,
    says: ({ value: limit }) => `The gradient of all tensors together is clipped to a norm of ${short(limit)}`,
    right: RIGHT_UPDATE, mend: 'Leave clipping out.',
    effect: 'Steps are shorter wherever the gradient is long; its direction is right.',
    change: (right, { value: limit }) => ({
      treated: (pass, given) => {
        const gradients = right.treated(pass, given);
        return mapTensors(gradients, (M) => scale(M, Math.min(1, limit / all(gradients))));
      },
    }),
  }),
  mistake({ id: 'clipped-tensor-norm', channel: 'update', first: 'update', estimate: LIMIT,
    says: ({ value: limit }) => `The gradient of each tensor is clipped to a norm of ${short(limit)}`,
    right: RIGHT_UPDATE, mend: 'Leave clipping out.',
    effect: 'Tensors with a long gradient learn more slowly than the others: the direction is wrong.',
    change: (right, { value: limit }) => ({
      treated: (pass, gradients) => mapTensors(right.treated(pass, gradients), (M) => scale(M, Math.min(1, limit / norm(M.data)))),
    }),
  }),
  mistake({ id: 'clipped-value', channel: 'update', first: 'update', estimate: LIMIT,
    says: ({ value: limit }) => `Every number of the gradient is clipped to ±${short(limit)}`,
    right: RIGHT_UPDATE, mend: 'Leave clipping out.',
    effect: 'Large components are cut, small ones kept: the direction is wrong.',
    change: (right, { value: limit }) => ({
      treated: (pass, gradients) =>
        mapTensors(right.treated(pass, gradients), (M) => (largest(M.data) <= limit ? M : map(M, (g) => Math.max(-limit, Math.min(limit, g))))),
    }),
  }),
];
