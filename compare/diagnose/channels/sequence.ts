import type { Formulas, Memory } from '../../../scratch/formulas.ts';
import { combine, textbook } from '../../../scratch/textbook.ts';
import { mapTensors, type NamedTensors, tensorsOf } from '../../../src/model/tensors.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { part } from './draws.ts';
import type { Found } from './finding.ts';
import { gapsOf } from './holding.ts';
import { finding, type Known, number, type Outcome, verdict } from './known.ts';
import { close, decimal, leastSquares, snapped } from './search/numbers.ts';
import { firstFactor, gradientsOf, type Stepping } from './table.ts';

const STEPS = 4;

/** u of each step beside what a fresh network would take at the same weights. */
interface Sequence {
  readonly rate: number;
  readonly u: readonly NamedTensors[];
  readonly g: readonly NamedTensors[];
}

async function sequenceAt(known: Known, stepping: Stepping, rate: number): Promise<Sequence | undefined> {
  const { asker, draw } = known;
  const step = { ...part(draw, 0, 4), rate };
  const reply = await asker.ask({ title: `${STEPS} steps of 4 rows at rate ${rate}`, weights: draw.weights, steps: Array.from({ length: STEPS }, () => step) });
  if (!reply) return undefined;
  const at = [draw.weights, ...reply.after];
  const g: NamedTensors[] = [];
  for (const weights of at.slice(0, STEPS)) {
    const fresh = await asker.ask({ title: 'a first step at those weights', weights, steps: stepping.stale ? [step, step] : [step] });
    if (!fresh) return undefined;
    g.push(gradientsOf(fresh.after.at(-2) ?? weights, fresh.after.at(-1)!, { ...stepping, rate }));
  }
  return { rate, g, u: reply.after.map((after, t) => gradientsOf(at[t]!, after, { ...stepping, rate })) };
}

const numbers = (tensors: NamedTensors, only?: string): number[] =>
  tensorsOf(tensors).flatMap(({ name, values }) => (only && name !== only ? [] : [...values.data]));

/** Where what goes down depends on the update, a fresh network's step is the same in the last layer alone. */
function lastOnly({ u, g, rate }: Sequence): Sequence {
  return { rate, u: u.map((tensors) => tensors.slice(-1)), g: g.map((tensors) => tensors.slice(-1)) };
}

/** What a step remembers of those before it. */
export async function examineSequence(known: Known, stepping: Stepping): Promise<Outcome> {
  const rates: readonly [number, number] = known.float === 'float32' ? [0.125, 0.5] : [2 ** -6, 2 ** -4];
  const sequences = [await sequenceAt(known, stepping, rates[0]), await sequenceAt(known, stepping, rates[1])];
  const [first, second] = sequences.map((sequence) => (sequence && stepping.ofRate ? lastOnly(sequence) : sequence));
  if (!first || !second) return verdict('update', 'not asked');
  const tolerance = known.float === 'float32' ? 1e-3 : 1e-6;
  if (known.task.training.optimiser.name !== 'sgd' && stateAgrees(known)) return verdict('update', 'right');
  if (!stepping.stale && [first, second].every(({ u, g }) => u.every((ut, t) => close(numbers(ut), numbers(g[t]!), tolerance))))
    return known.task.training.optimiser.name === 'sgd' ? verdict('update', 'right') : plainFinding(known);
  return momentumOf(first, second, tolerance, stepping) ?? verdict('update', 'open');
}

function stateAgrees({ task, formulas, exhibits, float }: Known): boolean {
  return gapsOf(
    task,
    formulas,
    exhibits.filter(({ question }) => question.steps.length > 1),
    float,
  ).every(({ agrees, id }) => agrees || id.startsWith('loss'));
}

function plainFinding({ task }: Known): Outcome {
  return finding('update', {
    computed: 'W′ = W − η·dW: nothing is remembered',
    right: task.training.optimiser.name,
    formulas: () => ({ direction: (gradients, memory) => ({ direction: mapTensors(gradients, (G) => map(G, (g) => g * (firstFactor(task) ?? 1))), memory }) }),
  });
}

interface Fitted {
  readonly x: readonly number[];
  readonly only?: 'W' | 'b';
}

/** u = a·g + β·u′ (+ γ·g′): the same in every step; of all tensors or of one kind alone. */
function fittedOf({ u, g }: Sequence, tolerance: number, terms: (t: number) => readonly NamedTensors[], from = 1): Fitted | undefined {
  for (const only of [undefined, 'W', 'b'] as const) {
    const fits = [1, 2, 3].slice(from - 1).map((t) =>
      leastSquares(
        terms(t).map((tensors) => numbers(tensors, only)),
        numbers(u[t]!, only),
      ),
    );
    const same = fits.every(({ x, relative }) => relative < tolerance && close(x, fits[0]!.x, 1e-3));
    const other = only === 'W' ? 'b' : 'W';
    const rest = only === undefined || u.every((ut, t) => close(numbers(ut, other), numbers(g[t]!, other), tolerance));
    if (same && rest) return { x: fits[0]!.x, ...(only && { only }) };
  }
  return undefined;
}

function momentumOf(first: Sequence, second: Sequence, tolerance: number, stepping: Stepping): Outcome | undefined {
  if (stepping.stale) return staleOf(first, tolerance);
  const plain = [first, second].map((seq) => fittedOf(seq, tolerance, (t) => [seq.g[t]!, seq.u[t - 1]!]));
  if (plain[0] && plain[1]) {
    const [[a, β], [, β2]] = [plain[0].x, plain[1].x] as [[number, number], [number, number]];
    return plainMomentum(snapped(a, 30 * tolerance), { β, β2, rates: [first.rate, second.rate] }, plain[0].only);
  }
  const nesterov = [first, second].map((seq) => fittedOf(seq, tolerance, (t) => [seq.g[t]!, seq.u[t - 1]!, seq.g[t - 1]!], 2));
  const [seen, again] = nesterov;
  if (!seen || !again || !close(seen.x, again.x, 1e-3)) return undefined;
  const [a, β, free] = seen.x.map((v) => snapped(v, 30 * tolerance)) as [number, number, number];
  const isNesterov = Math.abs(free + β / (1 + β)) < 1e-3;
  const γ = isNesterov ? -β / (1 + β) : free;
  return finding('update', {
    computed: `u = ${number(a)}·g + ${number(β)}·u′ ${γ < 0 ? '−' : '+'} ${number(Math.abs(γ))}·g′, u′ and g′ of the step before: momentum as Nesterov has it`,
    right: 'u = g: nothing is remembered',
    ...(isNesterov && { declare: `--optimizer nesterov --momentum ${decimal(β)}`, nesterov: β }),
    formulas: remembering((g, u, before) => a * g + β * u + γ * before),
  });
}

function plainMomentum(
  a: number,
  { β, β2, rates }: { readonly β: number; readonly β2: number; readonly rates: readonly [number, number] },
  only: 'W' | 'b' | undefined,
): Outcome {
  const byRate = Math.abs(β2 / β - rates[1] / rates[0]) < 1e-2 ? snapped(β / rates[0], 1e-3) : undefined;
  const b = snapped(β, 1e-3);
  const neverReset = Math.abs(b - 1) < 1e-4 && Math.abs(a - 1) < 1e-4;
  const whose = only ? `, of the ${only === 'W' ? 'weights' : 'biases'} alone` : '';
  const of = byRate === undefined ? number(b) : `${number(byRate)}·η`;
  return finding('update', {
    computed: neverReset
      ? `u = g + u′${whose}: gradients add up over the steps`
      : Math.abs(a) < 1e-6
        ? 'u = u′: every step repeats the first'
        : `u = ${a === 1 ? '' : `${number(a)}·`}g + ${of}·u′, u′ the step before${whose}`,
    right: 'u = g: nothing is remembered',
    known: { name: neverReset ? 'The gradients are never reset to zero' : 'Momentum' },
    ...(!neverReset &&
      byRate === undefined &&
      !only &&
      a === 1 &&
      b > 0 &&
      b < 1 && { declare: `--optimizer momentum --momentum ${decimal(b)}`, severity: 'intention' as const }),
    ...(byRate === undefined && !only && a === 1 && { momentum: b }),
    formulas: remembering((g, u, _before, rate) => a * g + (byRate === undefined ? b : byRate * rate) * u, only),
  });
}

function staleOf({ u, g }: Sequence, tolerance: number): Outcome | undefined {
  const fits = [2, 3].map((t) => leastSquares([numbers(g[t - 1]!), numbers(u[t - 1]!)], numbers(u[t]!)));
  if (!fits.every(({ relative }) => relative < tolerance)) return undefined;
  const [a, β] = fits[0]!.x.map((v) => snapped(v, 30 * tolerance)) as [number, number];
  return finding('update', {
    computed: `the step is taken by the gradient of the step before: u = ${a === 1 ? '' : `${number(a)}·`}g′${Math.abs(β) < 1e-6 ? '' : ` + ${number(β)}·u′`}; the first moves nothing`,
    right: 'u = g',
    formulas: remembering((_g, u, before, _rate, steps) => (steps === 0 ? 0 : a * before + β * u)),
  });
}

type Rule = (g: number, u: number, before: number, rate: number, steps: number) => number;

/** A direction that remembers the one before and its gradient. */
export function remembering(rule: Rule, only?: 'W' | 'b'): Found['formulas'] {
  return (right: Formulas) => ({
    direction(gradients, memory, pass) {
      const plain = right.direction === textbook.direction ? gradients : right.direction(gradients, memory, pass).direction;
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
