import { type Batch, newMemory, type Standing, type Step, step } from '../../scratch/plain.ts';
import { parameterCount } from '../../src/model/model-spec.ts';
import { tensorsOf } from '../../src/model/tensors.ts';
import { decayOf, type Task } from '../../src/model/training-spec.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { norm } from '../../src/numbers/norms.ts';
import { stream } from '../../src/numbers/random.ts';
import { type Coin, HALF_ULP } from './push.ts';
import { rounding, sumsOf } from './rounding.ts';
import { keptOf, type RoundedKept, roundedKept } from './running.ts';

/**
 * Pairs of trials: in the second of a pair every coin falls the other way, so that a sign that rounding can turn is turned in one of
 * them. The norms of large tensors are much the same in all trials; those of a bias of one number are not.
 */
const pairsFor = ({ model }: Task): number => (parameterCount(model) > 2000 ? 2 : 8);

/**
 * So many times as many where a trial changes a tensor of weights by more than this share of it, as smooth rounding hardly can: then some
 * z lie on both sides of their kinks, and a network is on one of the 2ᵏ ways in which k of them can fall. Those trials go part of the
 * way, too: a unit above may change sides where one below has hardly moved.
 */
const MORE = 4;
const LEAP = 1e-3;

/** Each of the two networks may be as far from the textbook's step as the furthest trial, in opposite directions. */
const BOTH = 2;

/** How far a step whose roundings are pushed is from the textbook's. */
interface Trial {
  readonly loss: number;
  readonly changes: readonly number[]; // L2 of each tensor
  readonly kept: readonly number[]; // L2 of each running mean and variance
}

/** The textbook's step, and what two correct float32 networks may be apart in it by rounding alone. */
export interface Rounded {
  readonly step: Step;
  /** Of the loss. */
  readonly loss: number;
  /** L2, of each tensor's change ΔW/η, in the order of `tensorsOf`. */
  changes(learningRate: number): number[];
  /** Of what batch normalisation keeps, after the step. */
  readonly kept: readonly RoundedKept[];
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
  const truth = tensorsOf(right.direction);
  const kept = keptOf(right.after.memory.running ?? []);
  const take = (coin: Coin): Trial => {
    const { loss, direction, after } = step(task, before, batch, NaN, rounding(coin, sums));
    return {
      loss: Math.abs(loss - right.loss),
      changes: tensorsOf(direction).map(({ values }, t) => distanceOf(values.data, truth[t]!.values.data)),
      kept: keptOf(after.memory.running ?? []).map(({ values }, k) => distanceOf(values.data, kept[k]!.values.data)),
    };
  };
  const pairs = pairsFor(task);
  const few = coins(before.memory.steps, pairs, (up) => (up < 0 ? -1 : 1)).map(take);
  const leaps = truth.some(({ name, values }, t) => name === 'W' && few.some(({ changes }) => !(changes[t]! <= LEAP * norm(values.data))));
  const trials = leaps ? [...few, ...coins(before.memory.steps, MORE * pairs, (up) => up).map(take)] : few;
  const furthest = truth.map((_, t) => Math.max(...trials.map(({ changes }) => changes[t]!)));
  return {
    step: right,
    kept: roundedKept(
      before.memory.running ?? newMemory(task).running ?? [],
      right.after.memory.running ?? [],
      kept.map((_, k) => Math.max(...trials.map((trial) => trial.kept[k]!))),
    ),
    loss: finite(BOTH * Math.max(...trials.map(({ loss }) => loss))),
    changes: (learningRate) => storage(task, before, right, learningRate).map((stored, t) => finite(BOTH * Math.hypot(furthest[t]!, stored))),
  };
}

/** Coins for some pairs of trials, always the same for a step. */
function coins(seed: number, pairs: number, fall: (up: number) => number): Coin[] {
  return Array.from({ length: 2 * pairs }, (_, i) => {
    const random = stream(seed, `rounding/${pairs}/${Math.floor(i / 2)}`);
    const side = i % 2 === 0 ? 1 : -1;
    return () => side * fall(random.uniform(-1, 1));
  });
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
