import type { Formulas, Memory } from '../../../scratch/formulas.ts';
import { combine } from '../../../scratch/textbook.ts';
import { mapTensors, type NamedTensors } from '../../../src/model/tensors.ts';
import { scale } from '../../../src/numbers/algebra.ts';
import { short } from '../figures.ts';
import { mistake, type Place } from '../record.ts';
import { reallyTimes } from './effects.ts';
import { RIGHT_UPDATE } from './right.ts';

const NO_VELOCITY = 'Leave the velocity out: plain SGD keeps nothing between steps.';
const MOMENTUM = { name: 'momentum', starts: [0.5], plausible: (m: number) => m > 1e-4 && m < 0.9995 };
const onASlope = ({ value: m, learningRate }: Place) => `On a steady slope ${reallyTimes(learningRate, 1 / (1 - m))}.`;

type Direction = ReturnType<Formulas['direction']>;
const keeping = (memory: Memory, tensors: Memory['tensors'], direction: NamedTensors): Direction => ({ direction, memory: { ...memory, tensors } });
const zero = (gradients: NamedTensors) => mapTensors(gradients, (M) => scale(M, 0));

/** What is left of the sum of earlier gradients, and this one. */
const summed = (g: NamedTensors, { tensors: { sum } }: Memory, keep: number) => (sum ? combine(sum, g, (s, x) => keep * s + x) : g);

/** Anything but plain gradient descent. */
// biome-ignore format: what and where on the first line of a record, then its words, then its formula
export const optimiserMistakes = [
  mistake({ id: 'uphill', channel: 'update', first: 'update',
    says: 'The update adds the gradient: W + learning rate·dW',
    right: RIGHT_UPDATE, mend: 'W ← W − learning rate·dW.',
    effect: 'Every step goes uphill: the loss rises from the first step on.',
    change: (right) => ({ rate: (asked, memory) => -right.rate(asked, memory) }),
  }),
  mistake({ id: 'accumulated', channel: 'update', first: 'update',
    says: 'Gradients add up over the steps: they are not set to zero before each backward pass',
    right: RIGHT_UPDATE, mend: 'Assign the gradients (dW = …), or zero them before each step.',
    effect: 'Step t moves by the sum of t gradients: the network overshoots, then diverges.',
    change: () => ({
      direction: (g, memory) => {
        const sum = summed(g, memory, 1);
        return keeping(memory, { sum }, sum);
      },
    }),
  }),
  mistake({ id: 'momentum', channel: 'update', first: 'update', estimate: MOMENTUM,
    says: ({ value: m }) => `Momentum ${short(m)} is on: v ← ${short(m)}·v + dW, W ← W − learning rate·v`,
    right: RIGHT_UPDATE, mend: NO_VELOCITY, effect: onASlope,
    change: (_right, { value: m }) => ({
      direction: (g, memory) => {
        const sum = summed(g, memory, m);
        return keeping(memory, { sum }, sum);
      },
    }),
  }),
  mistake({ id: 'momentum-averaged', channel: 'update', first: 'update', estimate: MOMENTUM,
    says: ({ value: m }) => `A running average of the gradient is taken: v ← ${short(m)}·v + ${short(1 - m)}·dW`,
    right: RIGHT_UPDATE, mend: NO_VELOCITY,
    effect: ({ value: m }) => `The first step has ${short(1 - m)} of its length, and every gradient lingers.`,
    change: (_right, { value: m }) => ({
      direction: (g, memory) => {
        const sum = combine(memory.tensors['sum'] ?? zero(g), g, (v, x) => m * v + (1 - m) * x);
        return keeping(memory, { sum }, sum);
      },
    }),
  }),
  mistake({ id: 'momentum-nesterov', channel: 'update', first: 'update', estimate: MOMENTUM,
    says: ({ value: m }) => `Nesterov's momentum ${short(m)} is on: v ← ${short(m)}·v + dW, W ← W − learning rate·(dW + ${short(m)}·v)`,
    right: RIGHT_UPDATE, mend: NO_VELOCITY, effect: onASlope,
    change: (_right, { value: m }) => ({
      direction: (g, memory) => {
        const sum = summed(g, memory, m);
        return keeping(memory, { sum }, combine(g, sum, (x, v) => x + m * v));
      },
    }),
  }),
  mistake({ id: 'stale-gradient', channel: 'update', first: 'update',
    says: 'Each step goes down the gradient of the step before it',
    right: RIGHT_UPDATE, mend: 'Run the backward pass before the update, in the same step.',
    effect: 'The first step does not move; every later one is a step late.',
    change: () => ({ direction: (g, memory) => keeping(memory, { sum: g }, memory.tensors['sum'] ?? zero(g)) }),
  }),
  mistake({ id: 'adam', channel: 'update', first: 'update',
    says: 'The optimiser is Adam (β₁ = 0.9, β₂ = 0.999, ε = 1e-8), not SGD',
    right: RIGHT_UPDATE, mend: 'W ← W − learning rate·dW.',
    effect: ({ learningRate }) => `Every weight moves by about the learning rate, ${short(learningRate)}, however small its gradient.`,
    change: () => ({
      direction: (g, memory) => {
        const t = memory.steps + 1;
        const sum = combine(memory.tensors['sum'] ?? zero(g), g, (m, x) => 0.9 * m + 0.1 * x);
        const squares = combine(memory.tensors['squares'] ?? zero(g), g, (v, x) => 0.999 * v + 0.001 * x * x);
        return keeping(memory, { sum, squares }, combine(sum, squares, (m, v) => m / (1 - 0.9 ** t) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8)));
      },
    }),
  }),
];
