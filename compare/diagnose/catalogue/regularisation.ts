import type { Pass } from '../../../scratch/formulas.ts';
import { combine } from '../../../scratch/textbook.ts';
import { type LayerWeights, mapTensors, tensorsOf } from '../../../src/model/tensors.ts';
import { map, scale } from '../../../src/numbers/algebra.ts';
import { largest, norm } from '../../../src/numbers/norms.ts';
import { short } from '../figures.ts';
import type { Family, Setting } from '../mistake.ts';
import { updateFamily } from './update-mistake.ts';

/** λ·W added to the gradient, of weights alone or of biases as well, with or without its term in the loss. */
export function decayMistakes({ learningRate }: Setting): Family[] {
  const some = (lambda: number) => Math.abs(lambda) > 1e-7 && Math.abs(lambda) < 10;
  const mend = 'Leave weight decay (L2) out: the model has none.';
  const effect = (lambda: number) => {
    const size = Math.abs(lambda);
    return `Every step ${lambda > 0 ? 'shrinks' : 'enlarges'} the weights by ${short(learningRate)}·${short(size)} = ${short(learningRate * size)} of themselves.`;
  };
  const coupled = (biases: boolean, lossFactor: number): Family =>
    updateFamily(
      [0.01],
      some,
      'λ',
      (lambda) => ({
        id: `weight-decay${biases ? '/biases' : ''}${lossFactor ? `/loss-${lossFactor}` : ''}`,
        name: `Weight decay λ = ${short(lambda)} is on, for weights${biases ? ' and biases' : ' but not biases'}${lossFactor ? `, and its term ${lossFactor === 0.5 ? 'λ/2' : lossFactor === 1 ? 'λ' : '2λ'}·ΣW² in the loss` : ''}`,
        mend,
        effect: effect(lambda),
      }),
      (lambda) => (right) => ({
        treated: (pass, gradients) => combine(right.treated(pass, gradients), pass.weights, (g, w, tensor) => (biases || tensor === 'W' ? g + lambda * w : g)),
        ...(lossFactor
          ? {
              reported: (pass: Pass, updated: Pass['weights']) => right.reported(pass, updated) + lossFactor * lambda * squares(pass.weights, biases),
            }
          : {}),
      }),
      lossFactor ? 'loss' : 'update',
    );
  const decoupled = (biases: boolean): Family =>
    updateFamily(
      [0.001],
      some,
      'λ',
      (lambda) => ({
        id: `weight-decay-decoupled${biases ? '/biases' : ''}`,
        name: `Weights${biases ? ' and biases' : ''} ${lambda > 0 ? 'shrink' : 'grow'} by ${lambda === 1 ? 'the whole' : short(Math.abs(lambda))} of themselves in every step, whatever the learning rate`,
        mend,
        effect: `After 1000 steps without a gradient ${short((1 - lambda) ** 1000) === '0' ? 'nothing' : short((1 - lambda) ** 1000)} of a weight is left.`,
      }),
      (lambda) => (right) => ({
        updated: (pass, direction, rate) =>
          combine(right.updated(pass, direction, rate), pass.weights, (next, w, tensor) => (biases || tensor === 'W' ? next - lambda * w : next)),
      }),
    );
  return [coupled(false, 0), coupled(true, 0), coupled(false, 0.5), coupled(true, 0.5), coupled(false, 1), decoupled(false), decoupled(true)];
}

function squares(weights: readonly LayerWeights[], biases: boolean): number {
  return weights.reduce((sum, { W, b }) => sum + norm(W.data) ** 2 + (biases ? norm(b.data) ** 2 : 0), 0);
}

/** Gradients cut to a limit. */
export function clippingMistakes(): Family[] {
  const some = (limit: number) => limit > 1e-6;
  const starts = [1e-3, 0.05];
  const mend = 'Leave clipping out.';
  const all = (gradients: readonly LayerWeights[]) => norm(tensorsOf(gradients).map(({ values }) => norm(values.data)));
  const clipping = (id: string, name: (limit: string) => string, effect: string, clip: (gradients: readonly LayerWeights[], limit: number) => LayerWeights[]) =>
    updateFamily(
      starts,
      some,
      'limit',
      (limit) => ({ id, name: name(short(limit)), mend, effect }),
      (limit) => (right) => ({
        treated: (pass, gradients) => clip(right.treated(pass, gradients), limit),
      }),
    );
  return [
    clipping(
      'clipped-norm',
      (limit) => `The gradient of all tensors together is clipped to a norm of ${limit}`,
      'Steps are shorter wherever the gradient is long; its direction is right.',
      (gradients, limit) => mapTensors(gradients, (M) => scale(M, Math.min(1, limit / all(gradients)))),
    ),
    clipping(
      'clipped-tensor-norm',
      (limit) => `The gradient of each tensor is clipped to a norm of ${limit}`,
      'Tensors with a long gradient learn more slowly than the others: the direction is wrong.',
      (gradients, limit) => mapTensors(gradients, (M) => scale(M, Math.min(1, limit / norm(M.data)))),
    ),
    clipping(
      'clipped-value',
      (limit) => `Every number of the gradient is clipped to ±${limit}`,
      'Large components are cut, small ones kept: the direction is wrong.',
      (gradients, limit) => mapTensors(gradients, (M) => (largest(M.data) <= limit ? M : map(M, (g) => Math.max(-limit, Math.min(limit, g))))),
    ),
  ];
}
