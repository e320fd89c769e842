import { backward, forward } from '../../scratch/plain.ts';
import { textbook } from '../../scratch/textbook.ts';
import { batchLoss, outputsOf, rowWeights, trainingTargets } from '../../src/model/losses/batch.ts';
import { penaltyOf } from '../../src/model/penalty.ts';
import { mapTensors, type NamedTensors, tensorsOf } from '../../src/model/tensors.ts';
import { firstRows, type Matrix, zeros } from '../../src/numbers/matrix.ts';
import { norm } from '../../src/numbers/norms.ts';
import { stream } from '../../src/numbers/random.ts';
import { batchAt, type PlannedBatch, type RunPlan } from '../../src/run/run-plan.ts';
import { predictsAsItSteps } from '../training/loss-by-logits.ts';
import type { Landscape } from './schema.ts';

/** Of a larger batch the first rows: the loss is theirs, and its gradient. */
const ROWS = 32;
/** Points of the line, every second of which is one of the plane, and across it: so many that the weights themselves are among them. */
const LINE = 25;
const ACROSS = 7;

/** Where a landscape is looked at: the weights before a step. */
export interface Place {
  readonly network?: string; // of all networks alike if absent
  readonly epoch: number;
  readonly step: number;
  readonly weights: NamedTensors;
}

/**
 * The loss of a step's batch, penalty included, along its own gradient, w − t·g, and over the plane of that and of one direction more,
 * drawn at random, at a right angle to it. Undefined where a step goes by more than what is predicted (dropout, batch normalisation),
 * and where the gradient is nothing to go by.
 */
export function landscapeOf(plan: RunPlan, { network, epoch, step, weights }: Place): Landscape | undefined {
  if (!predictsAsItSteps(plan)) return undefined;
  const batch = firstOf(batchAt(plan, step));
  const pass = backward(plan, { weights }, batch, batch.learningRate);
  const g = textbook.penalised(pass, pass.gradients);
  const length = normOf(g);
  if (!(length > 0) || !Number.isFinite(length)) return undefined;
  const lossAt = lossAlong(plan, batch, weights, [g, atRightAngle(g, length, plan.seed)]);
  const reach = reachOf((t) => lossAt([-t, 0]), batch.learningRate, (2 * normOf(weights)) / length);
  const along = evenly(LINE).map((share) => (reach * (6 * share - 1)) / 5);
  const across = evenly(ACROSS).map((share) => (reach * (6 * share - 3)) / 5);
  const line = along.map((t) => lossAt([-t, 0]));
  const everySecond = <T>(points: readonly T[]) => points.filter((_, i) => i % 2 === 0);
  return {
    ...(network !== undefined && { network }),
    epoch,
    step,
    rows: batch.X.rows,
    learningRate: batch.learningRate,
    gradient: length,
    reach,
    line,
    plane: across.map((s) => (s === 0 ? everySecond(line) : everySecond(along).map((t) => lossAt([-t, s])))),
  };
}

/** 0 to 1. */
function evenly(points: number): number[] {
  return Array.from({ length: points }, (_, i) => i / (points - 1));
}

function firstOf({ X, y, ...rest }: PlannedBatch): PlannedBatch {
  const rows = Math.min(ROWS, X.rows);
  return { ...rest, X: firstRows(X, rows), y: 'data' in y ? firstRows(y, rows) : y.subarray(0, rows) };
}

/**
 * The smallest of η, 2η, 4η, … at which the loss is above that at 0 again, or, where it is so at η already, of η, η/2, … the
 * last; at most `most`.
 */
function reachOf(lossAt: (t: number) => number, learningRate: number, most: number): number {
  const start = lossAt(0);
  const isAbove = (t: number) => !(lossAt(t) <= start);
  let t = Math.min(learningRate, most);
  if (isAbove(t)) {
    while (t > Number.MIN_VALUE && isAbove(t / 2)) t /= 2;
    return t;
  }
  while (t < most && !isAbove(t)) t = Math.min(2 * t, most);
  return t;
}

/** As long as g, at a right angle to it, in a direction that the seed alone decides. */
function atRightAngle(g: NamedTensors, length: number, seed: number): NamedTensors {
  const random = stream(seed, 'landscape');
  const drawn = mapTensors(g, ({ rows, cols }) => {
    const D = zeros(rows, cols, 'float64');
    for (let i = 0; i < D.data.length; i++) D.data[i] = random.normal();
    return D;
  });
  const along = dot(drawn, g) / length ** 2;
  const freed = combined([drawn, g], [1, -along]);
  return combined([freed], [length / normOf(freed)]);
}

type At = readonly [alongGradient: number, across: number];

/**
 * w + Σ cᵢ·dᵢ → its loss on the batch. X·W1 is linear in the weights: it is worked out once for each direction, which with many
 * inputs saves most of the work.
 */
function lossAlong(plan: RunPlan, { X, y }: PlannedBatch, weights: NamedTensors, directions: readonly NamedTensors[]): (at: At) => number {
  const all = [weights, ...directions];
  const first = all.map((tensors) => textbook.affine(textbook.inputs(X, 'predict'), tensors[0]!, 0));
  const Y = trainingTargets(plan, y);
  const ω = rowWeights(plan.training, y);
  return (at) => {
    const there = combined(all, [1, ...at]);
    const Z1 = sum(first, [1, ...at]);
    const formulas: typeof textbook = { ...textbook, affine: (A, layer, l) => (l === 0 ? Z1 : textbook.affine(A, layer, l)) };
    const Z = forward(plan, there, X, { formulas }).A.at(-1)!;
    return batchLoss(plan, { Z, P: outputsOf(Z, plan.model.output), Y }, ω) + penaltyOf(plan.training, there, X.rows);
  };
}

/** Σ cᵢ·Tᵢ, tensor by tensor. */
function combined(all: readonly NamedTensors[], factors: readonly number[]): NamedTensors {
  return mapTensors(all[0]!, (_, { name, layer }) =>
    sum(
      all.map((tensors) => tensors[layer - 1]![name]!),
      factors,
    ),
  );
}

function sum(matrices: readonly Matrix[], factors: readonly number[]): Matrix {
  const { rows, cols } = matrices[0]!;
  const total = zeros(rows, cols, 'float64');
  for (const [m, { data }] of matrices.entries()) {
    const factor = factors[m]!;
    if (factor !== 0) for (let i = 0; i < data.length; i++) total.data[i] = total.data[i]! + factor * data[i]!;
  }
  return total;
}

function dot(a: NamedTensors, b: NamedTensors): number {
  const others = tensorsOf(b);
  let total = 0;
  for (const [t, { values }] of tensorsOf(a).entries()) for (let i = 0; i < values.data.length; i++) total += values.data[i]! * others[t]!.values.data[i]!;
  return total;
}

function normOf(tensors: NamedTensors): number {
  return norm(tensorsOf(tensors).map(({ values }) => norm(values.data)));
}
