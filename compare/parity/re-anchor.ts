import type { LayerWeights, Network } from '../../src/network.ts';
import { batchAt, type RunPlan } from '../../src/run-plan.ts';
import { difference, largest, norm } from '../../src/norms.ts';
import { copyWeights, tensorsOf } from '../../src/weights.ts';
import { referenceStep } from '../reference/reference.ts';
import { HALF_ULP, roundingFloor } from './rounding-floor.ts';

/** At or below it two steps agree; the design's bound for relative differences. */
export const AGREE = 1e-5;
/** Above it they differ; between the two is a warning. */
export const DIFFER = 1e-3;

/** A rounding floor above it hides more than it shows: on rows that are all but perfectly classified float32 tells nothing. */
const TELLING = 0.1;

export type Verdict = 'agree' | 'unresolved' | 'warning' | 'differ';

/**
 * A learning rate so large that the change of the weights swamps the weights, and with them their rounding: ΔW/η is
 * then the gradient to float32's own precision. A power of two, so that scaling by it is exact.
 */
const MAGNIFIED = 2 ** 20;

/** How far two networks' changes of one tensor lie apart, in units of the change that the float64 reference makes. */
export interface TensorDifference {
  readonly name: string; // W1, b1, …
  readonly relativeL2: number; // ‖Δa − Δb‖ / ‖Δreference‖
  readonly relativeMax: number; // max|Δa − Δb| / max|Δreference|
  readonly floor: number; // of relativeL2: what float32 rounding alone explains
}

/** One step of two networks from the same weights on the same batch. */
export interface ReanchoredStep {
  readonly step: number;
  readonly epoch: number;
  readonly rows: number;
  readonly losses: readonly [number, number]; // the baseline's, the other's
  readonly lossDifference: number; // relative
  readonly lossFloor: number; // relative
  readonly update: readonly TensorDifference[]; // at the run's own learning rate
  readonly gradient: readonly TensorDifference[]; // magnified
  /** Relative L2 of each network's gradient, all tensors together, from the float64 reference's. */
  readonly fromReference: readonly [number, number];
  readonly verdict: Verdict;
}

/** Two networks ready to be set to any weights. */
export interface Pair {
  readonly baseline: Network;
  readonly other: Network;
}

/** The step (1, 2, …) of the plan, taken by both networks from `weights`, rounded to float32 for both. */
export async function reanchor(plan: RunPlan, pair: Pair, step: number, weights: readonly LayerWeights[]): Promise<ReanchoredStep> {
  const anchor = copyWeights(weights, 'float32');
  const { X, y, epoch } = batchAt(plan, step);
  const reference = referenceStep(plan.model, anchor, X, y);
  const floorAt = (learningRate: number) => roundingFloor(plan.model, anchor, reference, learningRate);

  const take = async (network: Network, learningRate: number) => {
    await network.setWeights(anchor);
    const loss = await network.step(X, y, learningRate);
    return { loss, gradient: impliedGradient(anchor, await network.weights(), learningRate) };
  };
  const own = [await take(pair.baseline, plan.learningRate), await take(pair.other, plan.learningRate)] as const;
  const magnified = [await take(pair.baseline, MAGNIFIED), await take(pair.other, MAGNIFIED)] as const;

  const losses = [own[0].loss, own[1].loss] as const;
  const largestLogit = Math.max(1, largest(reference.Z.at(-1)!.data));
  const truth = tensorsOf(reference.gradients).map(({ values }) => values.data);
  const found = {
    losses,
    lossDifference: Math.abs(losses[0] - losses[1]) / reference.loss,
    lossFloor: (4 * HALF_ULP * largestLogit) / reference.loss,
    update: differences(own[0].gradient, own[1].gradient, truth, floorAt(plan.learningRate)),
    gradient: differences(magnified[0].gradient, magnified[1].gradient, truth, floorAt(MAGNIFIED)),
  };
  const fromReference = [distance(magnified[0].gradient, truth), distance(magnified[1].gradient, truth)] as const;
  return { step, epoch, rows: X.rows, ...found, fromReference, verdict: judge(found) };
}

/** (W − W')/learningRate of every tensor, in float64. */
export function impliedGradient(before: readonly LayerWeights[], after: readonly LayerWeights[], learningRate: number): Float64Array[] {
  const changed = tensorsOf(after);
  return tensorsOf(before).map(({ values }, t) =>
    Float64Array.from(values.data, (w, i) => (w - changed[t]!.values.data[i]!) / learningRate),
  );
}

type Tensors = readonly ArrayLike<number>[];

function differences(a: Tensors, b: Tensors, truth: Tensors, floors: readonly number[]): TensorDifference[] {
  return truth.map((gradient, t) => {
    const gap = difference(a[t]!, b[t]!);
    return {
      name: `${t % 2 === 0 ? 'W' : 'b'}${Math.floor(t / 2) + 1}`,
      relativeL2: ratio(norm(gap), norm(gradient)),
      relativeMax: ratio(largest(gap), largest(gradient)),
      floor: ratio(floors[t]!, norm(gradient)),
    };
  });
}

function judge({ losses, lossDifference, lossFloor, update, gradient }: Omit<ReanchoredStep, 'step' | 'epoch' | 'rows' | 'fromReference' | 'verdict'>): Verdict {
  if (!losses.some(Number.isFinite)) return 'unresolved'; // both overflow: from these weights neither can go on
  const excess = [lossDifference - lossFloor, ...[...update, ...gradient].map(({ relativeL2, floor }) => relativeL2 - floor)];
  if (!excess.every((value) => value <= DIFFER)) return 'differ'; // a NaN, too, differs
  if (!excess.every((value) => value <= AGREE)) return 'warning';
  return gradient.every(({ floor }) => floor <= TELLING) ? 'agree' : 'unresolved';
}

/** Relative L2 over all tensors together. */
export function distance(a: Tensors, b: Tensors): number {
  return ratio(norm(a.map((values, t) => norm(difference(values, b[t]!)))), norm(b.map(norm)));
}

/** 0/0 is no difference. */
function ratio(gap: number, size: number): number {
  return gap === 0 ? 0 : gap / size;
}
