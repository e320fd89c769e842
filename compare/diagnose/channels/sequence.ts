import { type NamedTensors, tensorsOf } from '../../../src/model/tensors.ts';
import { part } from './draws.ts';
import { gapsOf } from './holding.ts';
import { type Known, type Outcome, verdict } from './known.ts';
import { nesterovMomentum, nothingRemembered, plainMomentum, staleMomentum } from './remembered.ts';
import { close, leastSquares, snapped } from './search/numbers.ts';
import { gradientsOf, type Stepping } from './table.ts';

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
    return known.task.training.optimiser.name === 'sgd' ? verdict('update', 'right') : nothingRemembered(known);
  return momentumOf(known, first, second, tolerance, stepping) ?? verdict('update', 'open');
}

function stateAgrees({ task, formulas, exhibits, float }: Known): boolean {
  return gapsOf(
    task,
    formulas,
    exhibits.filter(({ question }) => question.steps.length > 1),
    float,
  ).every(({ agrees, id }) => agrees || id.startsWith('loss'));
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

function momentumOf(known: Known, first: Sequence, second: Sequence, tolerance: number, stepping: Stepping): Outcome | undefined {
  if (stepping.stale) return staleOf(known, first, tolerance);
  const plain = [first, second].map((seq) => fittedOf(seq, tolerance, (t) => [seq.g[t]!, seq.u[t - 1]!]));
  if (plain[0] && plain[1]) {
    const [[a, β], [, β2]] = [plain[0].x, plain[1].x] as [[number, number], [number, number]];
    return plainMomentum(known, snapped(a, 30 * tolerance), { β, β2, rates: [first.rate, second.rate] }, plain[0].only);
  }
  const nesterov = [first, second].map((seq) => fittedOf(seq, tolerance, (t) => [seq.g[t]!, seq.u[t - 1]!, seq.g[t - 1]!], 2));
  const [seen, again] = nesterov;
  if (!seen || !again || !close(seen.x, again.x, 1e-3)) return undefined;
  return nesterovMomentum(
    known,
    seen.x.map((v) => snapped(v, 30 * tolerance)),
  );
}

function staleOf(known: Known, { u, g }: Sequence, tolerance: number): Outcome | undefined {
  const later = [2, 3]; // the first moves nothing, so that the second is at the weights of the first
  const all = (of: (t: number) => readonly number[]) => later.flatMap(of);
  const { x, relative } = leastSquares(
    [all((t) => numbers(g[t - 1]!)), all((t) => numbers(u[t - 1]!))],
    all((t) => numbers(u[t]!)),
  );
  if (relative >= tolerance) return undefined;
  const [a, β] = x.map((v) => snapped(v, 30 * tolerance)) as [number, number];
  return staleMomentum(known, a, β);
}
