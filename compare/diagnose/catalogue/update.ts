import { map } from '../../reference/reference.ts';
import { largest, norm } from '../../../src/norms.ts';
import type { LayerWeights } from '../../../src/network.ts';
import { tensorsOf } from '../../../src/weights.ts';
import { short, type Family, type Mistake, type Setting, type Suspects } from '../mistake.ts';
import { combine, mapWeights, scale, type Pass } from '../textbook.ts';
import { reallyTimes } from './output-gradient.ts';

const RIGHT = 'W ← W − learning rate·dW, and nothing else, of this step\'s gradient alone';

/** Mistakes in the step down the gradient, and in what is carried from one step to the next. */
export const updateMistakes: Suspects = (setting) => [...optimisers(setting), ...decays(setting), ...dropped(setting), ...clippings(), ...rates(setting)];

type Words = Pick<Mistake, 'id' | 'name' | 'mend' | 'effect'>;

function mistake(words: Words, wrong: Mistake['wrong'], stage: Mistake['stage'] = 'update', tensor = 'update'): Mistake {
  return { ...words, stage, tensor, right: RIGHT, wrong };
}

function family(starts: readonly number[], plausible: Family['plausible'], parameter: string, words: (value: number) => Words, wrong: (value: number) => Mistake['wrong'], stage: Mistake['stage'] = 'update'): Family {
  return {
    id: words(starts[0]!).id, stage, starts, plausible,
    make: (value) => ({ ...mistake(words(value), wrong(value), stage, stage === 'loss' ? 'loss' : 'update'), parameter: { name: parameter, value } }),
  };
}

/** Anything but plain gradient descent. */
function optimisers({ learningRate }: Setting): (Mistake | Family)[] {
  const fraction = (m: number) => m > 1e-4 && m < 0.9995;
  const off = 'Leave the velocity out: plain SGD keeps nothing between steps.';
  const longRun = (m: number) => `On a steady slope ${reallyTimes(learningRate, 1 / (1 - m))}.`;
  return [
    mistake({
      id: 'uphill', name: 'The update adds the gradient: W + learning rate·dW', mend: 'W ← W − learning rate·dW.', effect: 'Every step goes uphill: the loss rises from the first step on.',
    }, (right) => ({ rate: (asked, memory) => -right.rate(asked, memory) })),
    mistake({
      id: 'accumulated', name: 'Gradients add up over the steps: they are not set to zero before each backward pass',
      mend: 'Assign the gradients (dW = …), or zero them before each step.', effect: 'Step t moves by the sum of t gradients: the network overshoots, then diverges.',
    }, () => ({ direction: (g, memory) => remember(memory.sum ? combine(memory.sum, g, (s, x) => s + x) : g, memory) })),
    family([0.5], fraction, 'momentum',
      (m) => ({ id: 'momentum', name: `Momentum ${short(m)} is on: v ← ${short(m)}·v + dW, W ← W − learning rate·v`, mend: off, effect: longRun(m) }),
      (m) => () => ({ direction: (g, memory) => remember(memory.sum ? combine(memory.sum, g, (v, x) => m * v + x) : g, memory) })),
    family([0.5], fraction, 'momentum',
      (m) => ({ id: 'momentum-averaged', name: `A running average of the gradient is taken: v ← ${short(m)}·v + ${short(1 - m)}·dW`, mend: off, effect: `The first step has ${short(1 - m)} of its length, and every gradient lingers.` }),
      (m) => () => ({ direction: (g, memory) => remember(combine(memory.sum ?? zero(g), g, (v, x) => m * v + (1 - m) * x), memory) })),
    family([0.5], fraction, 'momentum',
      (m) => ({ id: 'momentum-nesterov', name: `Nesterov's momentum ${short(m)} is on: v ← ${short(m)}·v + dW, W ← W − learning rate·(dW + ${short(m)}·v)`, mend: off, effect: longRun(m) }),
      (m) => () => ({
        direction: (g, memory) => {
          const velocity = memory.sum ? combine(memory.sum, g, (v, x) => m * v + x) : g;
          return { direction: combine(g, velocity, (x, v) => x + m * v), memory: { ...memory, sum: velocity } };
        },
      })),
    mistake({ id: 'stale-gradient', name: "Each step goes down the gradient of the step before it", mend: 'Run the backward pass before the update, in the same step.', effect: 'The first step does not move; every later one is a step late.' },
      () => ({ direction: (g, memory) => ({ direction: memory.sum ?? zero(g), memory: { ...memory, sum: g } }) })),
    mistake({ id: 'adam', name: 'The optimiser is Adam (β₁ = 0.9, β₂ = 0.999, ε = 1e-8), not SGD', mend: 'W ← W − learning rate·dW.', effect: `Every weight moves by about the learning rate, ${short(learningRate)}, however small its gradient.` }, () => ({
      direction: (g, memory) => {
        const t = memory.steps + 1;
        const sum = combine(memory.sum ?? zero(g), g, (m, x) => 0.9 * m + 0.1 * x);
        const squares = combine(memory.squares ?? zero(g), g, (v, x) => 0.999 * v + 0.001 * x * x);
        const direction = combine(sum, squares, (m, v) => m / (1 - 0.9 ** t) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8));
        return { direction, memory: { ...memory, sum, squares } };
      },
    })),
  ];
}

function remember(sum: readonly LayerWeights[], memory: Parameters<ReturnType<Mistake['wrong']>['direction'] & {}>[1]) {
  return { direction: sum, memory: { ...memory, sum } };
}

function zero(gradients: readonly LayerWeights[]): LayerWeights[] {
  return mapWeights(gradients, (M) => scale(M, 0));
}

/** λ·W added to the gradient, of weights alone or of biases as well, with or without its term in the loss. */
function decays({ learningRate }: Setting): Family[] {
  const some = (lambda: number) => Math.abs(lambda) > 1e-7 && Math.abs(lambda) < 10;
  const mend = 'Leave weight decay (L2) out: the model has none.';
  const effect = (lambda: number) => `Every step shrinks the weights by ${short(learningRate)}·${short(lambda)} = ${short(learningRate * lambda)} of themselves.`;
  const coupled = (biases: boolean, lossFactor: number): Family => family([0.01], some, 'λ',
    (lambda) => ({
      id: `weight-decay${biases ? '/biases' : ''}${lossFactor ? `/loss-${lossFactor}` : ''}`,
      name: `Weight decay λ = ${short(lambda)} is on, for weights${biases ? ' and biases' : ' but not biases'}${lossFactor ? `, and its term ${lossFactor === 0.5 ? 'λ/2' : lossFactor === 1 ? 'λ' : '2λ'}·ΣW² in the loss` : ''}`,
      mend, effect: effect(lambda),
    }),
    (lambda) => (right) => ({
      treated: (pass, gradients) => combine(right.treated(pass, gradients), pass.weights, (g, w, tensor) => (biases || tensor === 'W' ? g + lambda * w : g)),
      ...(lossFactor ? { reported: (pass: Pass, updated: Pass['weights']) => right.reported(pass, updated) + lossFactor * lambda * squares(pass.weights, biases) } : {}),
    }), lossFactor ? 'loss' : 'update');
  const decoupled = (biases: boolean): Family => family([0.001], some, 'λ',
    (lambda) => ({
      id: `weight-decay-decoupled${biases ? '/biases' : ''}`,
      name: `Weights${biases ? ' and biases' : ''} shrink by ${short(lambda)} of themselves in every step, whatever the learning rate`, mend, effect: `After 1000 steps without a gradient ${short((1 - lambda) ** 1000)} of a weight is left.`,
    }),
    (lambda) => (right) => ({
      updated: (pass, direction, rate) => combine(right.updated(pass, direction, rate), pass.weights, (next, w, tensor) => (biases || tensor === 'W' ? next - lambda * w : next)),
    }));
  return [coupled(false, 0), coupled(true, 0), coupled(false, 0.5), coupled(true, 0.5), coupled(false, 1), decoupled(false), decoupled(true)];
}

function squares(weights: readonly LayerWeights[], biases: boolean): number {
  return weights.reduce((sum, { W, b }) => sum + norm(W.data) ** 2 + (biases ? norm(b.data) ** 2 : 0), 0);
}

/** Short batches that a network passes over. */
function dropped({ batchSize }: Setting): Mistake[] {
  const words = { mend: 'Train on the short last batch as on any other, divided by its own rows.', effect: 'The rows of the short last batch are not learnt from in that epoch.' };
  const dropping = (id: string, name: string, isShort: (pass: Pass) => boolean, lossToo: boolean) =>
    mistake({ id, name, ...words }, (right) => ({
      updated: (pass, direction, rate) => (isShort(pass) ? pass.weights : right.updated(pass, direction, rate)),
      ...(lossToo ? { reported: (pass: Pass, updated: Pass['weights']) => (isShort(pass) ? 0 : right.reported(pass, updated)) } : {}),
    }), lossToo ? 'loss' : 'gradient', lossToo ? 'loss' : 'update');
  const below = ({ y }: Pass) => y.length < batchSize;
  const belowFirst = ({ y, memory }: Pass) => y.length < memory.firstRows;
  return [
    dropping('short-batch-dropped', `Batches of fewer rows than the full ${batchSize} are passed over`, below, false),
    dropping('short-batch-dropped/loss', `Batches of fewer rows than the full ${batchSize} are passed over, and their loss is given as 0`, below, true),
    dropping('shorter-batch-dropped', 'Batches of fewer rows than the first are passed over', belowFirst, false),
    dropping('shorter-batch-dropped/loss', 'Batches of fewer rows than the first are passed over, and their loss is given as 0', belowFirst, true),
  ];
}

/** Gradients cut to a limit. */
function clippings(): Family[] {
  const some = (limit: number) => limit > 1e-6;
  const starts = [1e-3, 0.05];
  const mend = 'Leave clipping out.';
  const all = (gradients: readonly LayerWeights[]) => norm(tensorsOf(gradients).map(({ values }) => norm(values.data)));
  const clipping = (id: string, name: (limit: string) => string, effect: string, clip: (gradients: readonly LayerWeights[], limit: number) => LayerWeights[]) =>
    family(starts, some, 'limit', (limit) => ({ id, name: name(short(limit)), mend, effect }), (limit) => (right) => ({
      treated: (pass, gradients) => clip(right.treated(pass, gradients), limit),
    }));
  return [
    clipping('clipped-norm', (limit) => `The gradient of all tensors together is clipped to a norm of ${limit}`, 'Steps are shorter wherever the gradient is long; its direction is right.',
      (gradients, limit) => mapWeights(gradients, (M) => scale(M, Math.min(1, limit / all(gradients))))),
    clipping('clipped-tensor-norm', (limit) => `The gradient of each tensor is clipped to a norm of ${limit}`, 'Tensors with a long gradient learn more slowly than the others: the direction is wrong.',
      (gradients, limit) => mapWeights(gradients, (M) => scale(M, Math.min(1, limit / norm(M.data))))),
    clipping('clipped-value', (limit) => `Every number of the gradient is clipped to ±${limit}`, 'Large components are cut, small ones kept: the direction is wrong.',
      (gradients, limit) => mapWeights(gradients, (M) => (largest(M.data) <= limit ? M : map(M, (g) => Math.max(-limit, Math.min(limit, g)))))),
  ];
}

/** Another learning rate than was asked for. */
function rates({ learningRate }: Setting): Family[] {
  const rate = (id: string, starts: readonly number[], plausible: Family['plausible'], parameter: string, name: (v: number) => string, effect: (v: number) => string, at: (v: number, asked: number, steps: number) => number) =>
    family(starts, plausible, parameter, (v) => ({ id, name: name(v), mend: 'Use the learning rate that step() is given, as it is given.', effect: effect(v) }),
      (v) => (right) => ({ rate: (asked, memory) => at(v, right.rate(asked, memory), memory.steps) }));
  const some = (v: number) => v > 1e-7;
  return [
    rate('rate-fixed', [0.01], some, 'learning rate', (v) => `The learning rate is always ${short(v)}, whatever step() is given`, (v) => `Your learning rate is really ${short(v)}, not ${short(learningRate)}.`, (v) => v),
    rate('rate-decay', [0.1], some, 'k', (k) => `The learning rate decays with the steps: divided by 1 + ${short(k)}·t`, (k) => `After 1000 steps your learning rate is really ${short(learningRate / (1 + 1000 * k))}.`, (k, asked, t) => asked / (1 + k * t)),
    rate('rate-decay-exponential', [0.9], (v) => v > 0.01 && v < 0.99999, 'γ', (g) => `The learning rate is multiplied by ${short(g)} after every step`, (g) => `After 1000 steps your learning rate is really ${short(learningRate * g ** 1000)}.`, (g, asked, t) => asked * g ** t),
    rate('rate-scaled', [0.5], (c) => c > 1e-7 && Math.abs(c - 1) > 1e-4, 'factor', (c) => `The learning rate, or the whole gradient, has a factor of ${short(c)} too many`, (c) => `${reallyTimes(learningRate, c).replace(/^y/, 'Y')}.`, (c, asked) => asked * c),
  ];
}
