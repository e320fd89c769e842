import { type Batch, type Standing, type Step, step } from '../../scratch/plain.ts';
import { parameterCount } from '../../src/model/model-spec.ts';
import { tensorsOf } from '../../src/model/tensors.ts';
import { decayOf, type Task } from '../../src/model/training-spec.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { norm } from '../../src/numbers/norms.ts';
import { stream } from '../../src/numbers/random.ts';
import { type Coin, HALF_ULP } from './push.ts';
import { rounding, sumsOf } from './rounding.ts';

/**
 * Pairs of trials: in the second of a pair every coin falls the other way, so that a sign that rounding can turn is turned in one of
 * them. The norms of large tensors are much the same in all trials; those of a bias of one number are not.
 */
const pairsFor = ({ model }: Task): number => (parameterCount(model) > 10_000 ? 3 : 8);

/** Each of the two networks may be as far from the textbook's step as the furthest trial, in opposite directions. */
const BOTH = 2;

/** The textbook's step, and what two correct float32 networks may be apart in it by rounding alone. */
export interface Rounded {
  readonly step: Step;
  /** Of the loss. */
  readonly loss: number;
  /** L2, of each tensor's change ΔW/η, in the order of `tensorsOf`. */
  changes(learningRate: number): number[];
}

/**
 * One definition for every training. The textbook takes the step in float64, again and again with every formula's result pushed
 * up or down by as much as float32 may leave it; the furthest of these is the floor, beside what storing the weights
 * in float32 loses. A theory of it in closed form (variances by the chain rule) was less work for a machine, but had to be
 * written anew for each word of the vocabulary, took Z itself for exact, and gave false alarms in narrow networks.
 *
 * The floor is Infinity where a trial is not a number: float32 has no answer there.
 */
export function roundingOf(task: Task, before: Standing, batch: Batch): Rounded {
  const right = step(task, before, batch, NaN);
  const sums = sumsOf(right.pass);
  const truth = tensorsOf(right.direction).map(({ values }) => values.data);
  const trials = [...coins(before.memory.steps, pairsFor(task))].map((coin) => {
    const { loss, direction } = step(task, before, batch, NaN, rounding(coin, sums));
    return { loss: Math.abs(loss - right.loss), changes: tensorsOf(direction).map(({ values }, t) => distanceOf(values.data, truth[t]!)) };
  });
  const furthest = truth.map((_, t) => Math.max(...trials.map(({ changes }) => changes[t]!)));
  return {
    step: right,
    loss: finite(BOTH * Math.max(...trials.map(({ loss }) => loss))),
    changes: (learningRate) => storage(task, before, right, learningRate).map((stored, t) => finite(BOTH * Math.hypot(furthest[t]!, stored))),
  };
}

/** Coins for the trials, always the same for a step. */
function* coins(seed: number, pairs: number): Generator<Coin> {
  for (let pair = 0; pair < pairs; pair++) {
    for (const side of [1, -1]) {
      const random = stream(seed, `rounding/${pair}`);
      yield () => (random.uniform(-1, 1) < 0 ? -side : side);
    }
  }
}

/** ‖a − b‖, without an array for it: the trials are most of what a check costs. */
function distanceOf(a: Matrix['data'], b: Matrix['data']): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}

function finite(floor: number): number {
  return Number.isNaN(floor) ? Infinity : floor;
}

/** ‖half an ulp of W′‖/η, what storing the new weights in float32 loses; and of (1 − η·λ)·W, where weights decay on their own. */
function storage({ training }: Task, { weights }: Standing, { direction }: Step, η: number): number[] {
  const before = tensorsOf(weights);
  return tensorsOf(direction).map(({ name, values: D }, t) => {
    const W = before[t]!.values.data;
    const λ = decayOf(training, name);
    const after = D.data.map((d, i) => W[i]! - η * d);
    return (HALF_ULP * (norm(after) + (λ === 0 ? 0 : 2 * (1 + η * λ) * norm(W)))) / η;
  });
}
