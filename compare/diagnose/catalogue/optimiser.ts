import type { Memory } from '../../../scratch/formulas.ts';
import { combine } from '../../../scratch/textbook.ts';
import { type LayerWeights, mapTensors } from '../../../src/model/tensors.ts';
import { scale } from '../../../src/numbers/algebra.ts';
import { short } from '../figures.ts';
import type { Family, Mistake, Setting } from '../mistake.ts';
import { reallyTimes } from './gradient-mistake.ts';
import { updateFamily, updateMistake } from './update-mistake.ts';

/** Anything but plain gradient descent. */
export function optimiserMistakes({ learningRate }: Setting): (Mistake | Family)[] {
  const fraction = (m: number) => m > 1e-4 && m < 0.9995;
  const off = 'Leave the velocity out: plain SGD keeps nothing between steps.';
  const longRun = (m: number) => `On a steady slope ${reallyTimes(learningRate, 1 / (1 - m))}.`;
  return [
    updateMistake(
      {
        id: 'uphill',
        name: 'The update adds the gradient: W + learning rate·dW',
        mend: 'W ← W − learning rate·dW.',
        effect: 'Every step goes uphill: the loss rises from the first step on.',
      },
      (right) => ({ rate: (asked, memory) => -right.rate(asked, memory) }),
    ),
    updateMistake(
      {
        id: 'accumulated',
        name: 'Gradients add up over the steps: they are not set to zero before each backward pass',
        mend: 'Assign the gradients (dW = …), or zero them before each step.',
        effect: 'Step t moves by the sum of t gradients: the network overshoots, then diverges.',
      },
      () => ({ direction: (g, memory) => remember(memory.tensors['sum'] ? combine(memory.tensors['sum'], g, (s, x) => s + x) : g, memory) }),
    ),
    updateFamily(
      [0.5],
      fraction,
      'momentum',
      (m) => ({ id: 'momentum', name: `Momentum ${short(m)} is on: v ← ${short(m)}·v + dW, W ← W − learning rate·v`, mend: off, effect: longRun(m) }),
      (m) => () => ({ direction: (g, memory) => remember(memory.tensors['sum'] ? combine(memory.tensors['sum'], g, (v, x) => m * v + x) : g, memory) }),
    ),
    updateFamily(
      [0.5],
      fraction,
      'momentum',
      (m) => ({
        id: 'momentum-averaged',
        name: `A running average of the gradient is taken: v ← ${short(m)}·v + ${short(1 - m)}·dW`,
        mend: off,
        effect: `The first step has ${short(1 - m)} of its length, and every gradient lingers.`,
      }),
      (m) => () => ({
        direction: (g, memory) =>
          remember(
            combine(memory.tensors['sum'] ?? zero(g), g, (v, x) => m * v + (1 - m) * x),
            memory,
          ),
      }),
    ),
    updateFamily(
      [0.5],
      fraction,
      'momentum',
      (m) => ({
        id: 'momentum-nesterov',
        name: `Nesterov's momentum ${short(m)} is on: v ← ${short(m)}·v + dW, W ← W − learning rate·(dW + ${short(m)}·v)`,
        mend: off,
        effect: longRun(m),
      }),
      (m) => () => ({
        direction: (g, memory) => {
          const velocity = memory.tensors['sum'] ? combine(memory.tensors['sum'], g, (v, x) => m * v + x) : g;
          return { direction: combine(g, velocity, (x, v) => x + m * v), memory: { ...memory, tensors: { sum: velocity } } };
        },
      }),
    ),
    updateMistake(
      {
        id: 'stale-gradient',
        name: 'Each step goes down the gradient of the step before it',
        mend: 'Run the backward pass before the update, in the same step.',
        effect: 'The first step does not move; every later one is a step late.',
      },
      () => ({ direction: (g, memory) => ({ direction: memory.tensors['sum'] ?? zero(g), memory: { ...memory, tensors: { sum: g } } }) }),
    ),
    updateMistake(
      {
        id: 'adam',
        name: 'The optimiser is Adam (β₁ = 0.9, β₂ = 0.999, ε = 1e-8), not SGD',
        mend: 'W ← W − learning rate·dW.',
        effect: `Every weight moves by about the learning rate, ${short(learningRate)}, however small its gradient.`,
      },
      () => ({
        direction: (g, memory) => {
          const t = memory.steps + 1;
          const sum = combine(memory.tensors['sum'] ?? zero(g), g, (m, x) => 0.9 * m + 0.1 * x);
          const squares = combine(memory.tensors['squares'] ?? zero(g), g, (v, x) => 0.999 * v + 0.001 * x * x);
          const direction = combine(sum, squares, (m, v) => m / (1 - 0.9 ** t) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8));
          return { direction, memory: { ...memory, tensors: { sum, squares } } };
        },
      }),
    ),
  ];
}

function remember(sum: readonly LayerWeights[], memory: Memory) {
  return { direction: sum, memory: { ...memory, tensors: { sum } } };
}

function zero(gradients: readonly LayerWeights[]): LayerWeights[] {
  return mapTensors(gradients, (M) => scale(M, 0));
}
