import type { Pass } from '../../../scratch/formulas.ts';
import { backward } from '../../../scratch/plain.ts';
import { optimiserOf } from '../../../src/model/optimisers/optimisers.ts';
import { withPenalty } from '../../../src/model/penalty.ts';
import { type LayerWeights, mapTensors, type NamedTensors, tensorsOf } from '../../../src/model/tensors.ts';
import { decayOf, type Task } from '../../../src/model/training-spec.ts';
import { map } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { part } from './draws.ts';
import { BIG } from './exhibits.ts';
import { finding, type Known, number, type Outcome, verdict } from './known.ts';
import type { Step } from './questions.ts';
import { close, factorOf, largestOf } from './search/numbers.ts';

/** How a first step stands to its gradient: W′ = keep·W − η·c·g; where `stale` the first step moves nothing and the second is looked at. */
export interface Stepping {
  readonly keep: { readonly W: number; readonly b: number };
  readonly c: number;
  readonly stale: boolean;
  readonly rate: number; // at which rows are asked
  readonly ofRate: boolean; // whether the gradient itself depends on the rate
}

/** One row asked on its own: the pass that leads to it, with the network's own numbers in it as they become known. */
export interface Row {
  readonly pass: Pass;
  readonly own: NamedTensors; // its gradients
  readonly loss: number | undefined;
}

/** c of an optimiser whose first step is c·g; undefined where it is no multiple of g. */
export function firstFactor({ training: { optimiser } }: Task): number | undefined {
  const { record, hyperAt } = optimiserOf(optimiser);
  const at = (g: number) => record.direction({ w: 0, g, ...Object.fromEntries(record.remembers.map((key) => [key, 0])) }, hyperAt(1));
  return Math.abs(at(3) - 3 * at(1)) < 1e-12 * Math.abs(at(1)) ? at(1) : undefined;
}

export function rowStep({ draw }: Known, r: number, rate: number): Step {
  return { ...part(draw, r, r + 1), rate };
}

/** What a step does with its gradient, asked at rate 0, a small one and a large one. */
export async function examineStepping(known: Known): Promise<{ readonly stepping: Stepping | 'adaptive' | undefined; readonly outcome: Outcome }> {
  const { asker, draw, float } = known;
  const at = async (rate: number) =>
    (await asker.ask({ title: `a step of one row at rate ${rate}`, weights: draw.weights, steps: [0, 1].map(() => rowStep(known, 0, rate)) }))?.after;
  const [none, small, large] = [await at(0), await at(0.125), await at(BIG)];
  if (!none || !small || !large) return { stepping: undefined, outcome: verdict('update', 'not asked') };
  const { keep, outcome } = kept(draw.weights, none[0]!);
  if (!keep) return { stepping: undefined, outcome };
  const c = firstFactor(known.task) ?? 1;
  const moved = (after: readonly NamedTensors[], rate: number, t: number) =>
    tensorsOf(gradientsOf(t === 0 ? draw.weights : after[t - 1]!, after[t]!, { keep, c, rate })).flatMap(({ values }) => [...values.data]);
  const first = moved(large, BIG, 0);
  const stale = first.every((v) => v === 0);
  const byTensor = tensorsOf(gradientsOf(draw.weights, large[0]!, { keep, c, rate: BIG })).map(({ values }) => [...values.data]);
  if (isOfOneSize(byTensor)) return { stepping: 'adaptive', outcome };
  const ofRate = !stale && !close(first, moved(small, 0.125, 0), float === 'float32' ? 3e-3 : 1e-7);
  return { stepping: { keep, c, stale, rate: ofRate ? 1 : BIG, ofRate }, outcome };
}

/** What is left of the weights where the rate is 0. */
function kept(before: NamedTensors, after: NamedTensors): { readonly keep?: Stepping['keep']; readonly outcome: Outcome } {
  const of = (tensors: NamedTensors, wanted: string) => tensorsOf(tensors).flatMap(({ name, values }) => (name === wanted ? [...values.data] : []));
  const [W, b] = ['W', 'b'].map((name) => {
    if (largestOf(of(before, name)) === 0) return 1; // biases that are not there
    const factor = factorOf(of(after, name), of(before, name));
    return close(
      of(after, name),
      of(before, name).map((w) => factor * w),
      1e-6,
    )
      ? Math.abs(factor - 1) < 1e-7
        ? 1
        : factor
      : undefined;
  });
  if (W === undefined || b === undefined) return { outcome: verdict('update', 'open') };
  if (W === 1 && b === 1) return { keep: { W, b }, outcome: { found: [], verdicts: [] } };
  const what =
    W === 0
      ? { computed: 'W′ = −η·dW: the update replaces the weights', known: { name: 'The update replaces the weights in place of adding to them' } }
      : { computed: `W′ = ${number(W)}·W − η·dW${b === 1 ? ', of the weights alone' : ''}` };
  const found = finding('update', {
    ...what,
    right: 'W′ = W − η·dW',
    formulas: (right) => ({
      updated: (pass, direction, rate) =>
        right.updated(
          { ...pass, weights: mapTensors(pass.weights, (M, { name }) => map(M, (w) => (name === 'W' ? W : name === 'b' ? b : 1) * w)) },
          direction,
          rate,
        ),
    }),
  });
  return { keep: { W, b }, outcome: found };
}

/** g from W′ = keep·W − η·c·g. */
export function gradientsOf(
  before: NamedTensors,
  after: NamedTensors,
  { keep, c, rate }: Pick<Stepping, 'keep' | 'c'> & { readonly rate: number },
): LayerWeights[] {
  return mapTensors(before, (M, { name, layer }) => {
    const now = after[layer - 1]![name]!.data;
    const stays = name === 'W' ? keep.W : name === 'b' ? keep.b : 1;
    return map(M, (w, i) => (stays * w - now[i]!) / (rate * c));
  });
}

/** Whether nearly all changes of each tensor are of one size, as Adam's first step has them. */
function isOfOneSize(tensors: readonly (readonly number[])[]): boolean {
  const whole = tensors.map((changes) => changes.map(Math.abs).filter((v) => v > 1e-12)).filter(({ length }) => length > 8);
  return (
    whole.length > 0 &&
    whole.every((sizes) => {
      const middle = sizes.toSorted((a, b) => a - b)[sizes.length >> 1]!;
      return sizes.filter((v) => Math.abs(v - middle) < 1e-3 * middle).length > 0.7 * sizes.length;
    })
  );
}

/** Every row of the draw on its own. */
export async function rowsSingly(known: Known, stepping: Stepping): Promise<Row[]> {
  const rows: Row[] = [];
  for (let r = 0; r < known.draw.X.rows; r++) {
    const given = rowStep(known, r, stepping.rate);
    const own = await gradientsAt(known, stepping, known.draw.weights, [given]);
    if (!own) continue;
    const pass = backward(known.task, { weights: known.draw.weights }, given, given.rate, known.formulas);
    rows.push({ pass, ...own });
  }
  return rows;
}

/** The gradients, and the loss, of one step; of the same step asked twice, where the first moves nothing. */
export async function gradientsAt(
  { asker, task }: Known,
  stepping: Stepping,
  weights: NamedTensors,
  [step]: readonly [Step],
): Promise<{ own: NamedTensors; loss: number | undefined } | undefined> {
  const title = `a step of ${step.X.rows} row${step.X.rows === 1 ? '' : 's'} at rate ${step.rate}`;
  const reply = await asker.ask({ title, weights, steps: stepping.stale ? [step, step] : [step] });
  if (!reply) return undefined;
  const before = reply.after.at(-2) ?? weights;
  const gradients = gradientsOf(before, reply.after.at(-1)!, { ...stepping, rate: step.rate });
  return { own: withoutDeclared(task, gradients, weights, step.X.rows, stepping.c), loss: reply.losses[0] };
}

/** What the task itself adds to a gradient is taken off: a penalty, and decoupled decay. */
function withoutDeclared({ training }: Task, gradients: NamedTensors, weights: NamedTensors, rows: number, c: number): NamedTensors {
  const none = mapTensors(weights, (M) => map(M, () => 0));
  const added = withPenalty(training, 'gradient', withPenalty(training, 'loss', none, weights, rows), weights, rows);
  return mapTensors(gradients, (G, { name, layer }) => {
    const [more, w, λ] = [added[layer - 1]![name]!.data, weights[layer - 1]![name]!.data, decayOf(training, name) / c];
    return map(G, (g, i) => g - more[i]! - λ * w[i]!);
  });
}

/** All numbers of a set of matrices, one after the other. */
export function flat(matrices: readonly Matrix[]): number[] {
  const all: number[] = [];
  for (const { data } of matrices) for (let i = 0; i < data.length; i++) all.push(data[i]!);
  return all;
}

export function isZero(numbers: ArrayLike<number>, scale: number): boolean {
  return largestOf(numbers) <= 1e-9 * scale;
}
