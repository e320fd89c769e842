import type { Formulas, Memory } from '../../../scratch/formulas.ts';
import { combine, textbook } from '../../../scratch/textbook.ts';
import { optimiserOf } from '../../../src/model/optimisers/optimisers.ts';
import { mapTensors } from '../../../src/model/tensors.ts';
import type { Task } from '../../../src/model/training-spec.ts';
import { map, scale } from '../../../src/numbers/algebra.ts';
import type { Found } from './finding.ts';
import { finding, type Known, number, type Outcome } from './known.ts';
import { decimal, snapped } from './search/numbers.ts';
import { firstFactor } from './table.ts';

export function nothingRemembered({ task }: Known): Outcome {
  return finding('update', {
    computed: 'W′ = W − η·dW: nothing is remembered',
    right: rightRule(task),
    formulas: () => ({ direction: (gradients, memory) => ({ direction: mapTensors(gradients, (G) => map(G, (g) => g * (firstFactor(task) ?? 1))), memory }) }),
  });
}

/** What the intended optimiser's first step multiplies a gradient by, as was taken off all that was read. */
function factorIn({ task }: Pick<Known, 'task'>): number {
  return firstFactor(task) ?? 1;
}

/** The rule that is intended, with its numbers. */
function rightRule({ training: { optimiser } }: Task): string {
  if (optimiser.name === 'sgd') return 'u = g: nothing is remembered';
  const { record, hyperAt } = optimiserOf(optimiser);
  const { momentum: μ, dampening: τ } = hyperAt(1);
  if (optimiser.name === 'momentum') return `u = ${number(μ!)}·u′ + ${τ === 0 ? '' : `${number(1 - τ!)}·`}g`;
  const numbers = Object.entries(hyperAt(1)).map(([name, value]) => `${name} ${value}`);
  return `${record.says}, with ${numbers.join(' and ')}`;
}

export function plainMomentum(
  known: Known,
  free: number,
  { β, β2, rates }: { readonly β: number; readonly β2: number; readonly rates: readonly [number, number] },
  only: 'W' | 'b' | undefined,
): Outcome {
  const byRate = Math.abs(β2 / β - rates[1] / rates[0]) < 1e-2 ? snapped(β / rates[0], 1e-3) : undefined;
  const b = snapped(β, 1e-3);
  const a = free * factorIn(known);
  const neverReset = Math.abs(b - 1) < 1e-4 && Math.abs(a - 1) < 1e-4;
  const whose = only ? `, of the ${only === 'W' ? 'weights' : 'biases'} alone` : '';
  const of = byRate === undefined ? number(b) : `${number(byRate)}·η`;
  return finding('update', {
    computed: neverReset
      ? `u = g + u′${whose}: gradients add up over the steps`
      : Math.abs(a) < 1e-6
        ? 'u = u′: every step repeats the first'
        : `u = ${a === 1 ? '' : `${number(a)}·`}g + ${of}·u′, u′ the step before${whose}`,
    right: rightRule(known.task),
    known: { name: neverReset ? 'The gradients are never reset to zero' : 'Momentum' },
    ...(!neverReset &&
      byRate === undefined &&
      !only &&
      a === 1 &&
      b > 0 &&
      b < 1 && { declare: `--optimizer momentum --momentum ${decimal(b)}`, severity: 'intention' as const }),
    ...(byRate === undefined && !only && a === 1 && { momentum: b }),
    formulas: remembering((g, u, _before, rate) => free * g + (byRate === undefined ? b : byRate * rate) * u, only),
  });
}

/** u = a·g + β·u′ + γ·g′. */
export function nesterovMomentum(known: Known, x: readonly number[]): Outcome {
  const [a, β, free] = x as [number, number, number];
  const isNesterov = Math.abs(free + β / (1 + β)) < 1e-3;
  const γ = isNesterov ? -β / (1 + β) : free;
  const c = factorIn(known);
  return finding('update', {
    computed: `u = ${number(a * c)}·g + ${number(β)}·u′ ${γ < 0 ? '−' : '+'} ${number(Math.abs(γ * c))}·g′, u′ and g′ of the step before: momentum as Nesterov has it`,
    right: rightRule(known.task),
    ...(isNesterov && { declare: `--optimizer nesterov --momentum ${decimal(β)}`, nesterov: β }),
    formulas: remembering((g, u, before) => a * g + β * u + γ * before),
  });
}

/** u = a·g′ + β·u′. */
export function staleMomentum(known: Known, a: number, β: number): Outcome {
  const stale = { ofGradient: a * factorIn(known), ofStep: Math.abs(β) < 1e-6 ? 0 : β };
  return finding('update', {
    computed: staleText(stale),
    right: rightRule(known.task),
    stale,
    formulas: remembering((_g, u, before, _rate, steps) => (steps === 0 ? 0 : a * before + β * u)),
  });
}

/** A step by what was there before it. */
export function staleText({ ofGradient: a, ofStep: β }: NonNullable<Found['stale']>): string {
  const what = β === 0 ? 'gradient' : 'velocity';
  return `the step is taken by the ${what} of the step before: u = ${a === 1 ? '' : `${number(a)}·`}g′${β === 0 ? '' : ` + ${number(β)}·u′`}; the first moves nothing`;
}

type Rule = (g: number, u: number, before: number, rate: number, steps: number) => number;

/** A direction that remembers the one before and its gradient. */
function remembering(rule: Rule, only?: 'W' | 'b'): Found['formulas'] {
  return (right: Formulas) => ({
    direction(gradients, memory, pass) {
      const plain =
        right.direction === textbook.direction ? mapTensors(gradients, (G) => scale(G, factorIn(pass))) : right.direction(gradients, memory, pass).direction;
      const { u, before } = memory.tensors;
      const direction = mapTensors(plain, (G, { name, layer }) =>
        !u || !before
          ? rule(0, 0, 1, 1, 0) === 0 && rule(1, 0, 0, 1, 0) === 0
            ? map(G, () => 0)
            : G
          : only && name !== only
            ? G
            : map(G, (g, i) => rule(g, u[layer - 1]![name]!.data[i]!, before[layer - 1]![name]!.data[i]!, pass.learningRate, memory.steps)),
      );
      return { direction, memory: { ...memory, tensors: { u: direction, before: combine(plain, plain, (g) => g) } } satisfies Memory };
    },
  });
}
