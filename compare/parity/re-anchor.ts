import type { Pass } from '../../scratch/formulas.ts';
import { NEW, step } from '../../scratch/plain.ts';
import type { Network } from '../../src/model/network.ts';
import { optimiserOf } from '../../src/model/optimisers/optimisers.ts';
import { type LayerWeights, tensorsOf } from '../../src/model/tensors.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { largest } from '../../src/numbers/norms.ts';
import { batchAt, type PlannedBatch, type RunPlan } from '../../src/run/run-plan.ts';
import { lossByLogits } from '../training/loss-by-logits.ts';
import { returnTo, rounded, type Snapshot } from '../training/snapshot.ts';
import { distance, gaps, judge, ratio, relative, type TensorDifference, type Verdict } from './gap.ts';
import { HALF_ULP, roundingFloor } from './rounding-floor.ts';

/**
 * A learning rate so large that the change of the weights swamps the weights, and with them their rounding: ΔW/η is
 * then the gradient to float32's own precision. A power of two, so that scaling by it is exact.
 */
const MAGNIFIED = 2 ** 20;

/** One step of two networks from the same weights, and the same state where both have one, on the same batch. */
export interface ReanchoredStep {
  readonly step: number;
  readonly epoch: number;
  readonly rows: number;
  readonly losses: readonly [number, number]; // the baseline's, the other's
  readonly lossDifference: number; // relative
  readonly lossFloor: number; // relative
  readonly update: readonly TensorDifference[]; // at the run's own learning rate
  readonly gradient: readonly TensorDifference[]; // magnified
  /** Relative L2 of each network's gradient (what its optimiser makes of it), all tensors together, from the float64 reference's. */
  readonly fromReference: readonly [number, number];
  readonly verdict: Verdict;
}

/** Two networks ready to be set to any weights. */
export interface Pair {
  readonly baseline: Network;
  readonly other: Network;
}

/** The step (1, 2, …) of the plan, taken by both networks from where the baseline stood, rounded to float32 for both. */
export async function reanchor(plan: RunPlan, pair: Pair, at: number, snapshot: Snapshot): Promise<ReanchoredStep> {
  const anchor = rounded(snapshot, 'float32');
  const batch = batchAt(plan, at);
  const { X, y, epoch, masks } = batch;
  const reference = textbookStep(plan, anchor, batch);
  const floors = [batch.learningRate, MAGNIFIED].map((learningRate) => roundingFloor(reference, learningRate)) as [number[], number[]];

  const take = async (network: Network, learningRate: number) => {
    await returnTo(anchor, network);
    const loss = await network.step(X, y, learningRate, masks);
    const gradient = impliedGradient(anchor.weights, await network.weights(), learningRate);
    if (loss !== undefined) return { loss, gradient };
    await returnTo(anchor, network);
    return { loss: await lossByLogits(network, plan, { X, y }), gradient };
  };
  const own = [await take(pair.baseline, batch.learningRate), await take(pair.other, batch.learningRate)] as const;
  const magnified = [await take(pair.baseline, MAGNIFIED), await take(pair.other, MAGNIFIED)] as const;

  const losses = [own[0].loss, own[1].loss] as const;
  const truth = tensorsOf(reference.gradients).map(({ values }) => values.data);
  const loss = { gap: Math.abs(losses[0] - losses[1]), floor: 4 * HALF_ULP * Math.max(1, largest(reference.Z.at(-1)!.data)), size: reference.loss };
  const update = gaps(own[0].gradient, own[1].gradient, truth, floors[0]);
  const gradient = gaps(magnified[0].gradient, magnified[1].gradient, truth, floors[1]);
  return {
    step: at,
    epoch,
    rows: X.rows,
    losses,
    lossDifference: ratio(loss.gap, loss.size),
    lossFloor: ratio(loss.floor, loss.size),
    update: update.map(relative),
    gradient: gradient.map(relative),
    fromReference: [distance(magnified[0].gradient, truth), distance(magnified[1].gradient, truth)],
    // where float32 has no room for the step, or both networks overflow, neither can go on from these weights
    verdict:
      !canStandAt(anchor, plan, pair) || overflows(anchor.weights, reference, batch.learningRate) || !losses.some(Number.isFinite)
        ? 'unresolved'
        : judge([loss, ...update, ...gradient], gradient),
  };
}

/** What the textbook computes in the step, with the way that its optimiser goes, ΔW = −η·D, in the gradients' place. */
function textbookStep(plan: RunPlan, { weights, state }: Snapshot, batch: PlannedBatch): Pass {
  const { pass, direction, loss } = step(plan, { weights, memory: { ...NEW, ...state } }, batch, batch.learningRate);
  return { ...pass, loss, gradients: [...direction] };
}

/** Whether both networks can be set to all that decides the step: one that keeps an optimiser's memory to itself cannot. */
function canStandAt({ state }: Snapshot, { training }: RunPlan, { baseline, other }: Pair): boolean {
  const remembers = optimiserOf(training.optimiser).record.remembers.length > 0;
  return !remembers || (state !== undefined && baseline.setState !== undefined && other.setState !== undefined);
}

/** (W − W')/learningRate of every tensor, in float64. */
export function impliedGradient(before: readonly LayerWeights[], after: readonly LayerWeights[], learningRate: number): Float64Array[] {
  const changed = tensorsOf(after);
  return tensorsOf(before).map(({ values }, t) => Float64Array.from(values.data, (w, i) => (w - changed[t]!.values.data[i]!) / learningRate));
}

/** Above it a number, or what it is summed from, is as good as infinite in float32. */
const ROOM = 2 ** 120;

/** Whether the step, at the run's learning rate or magnified, leaves the range of float32. */
function overflows(anchor: readonly LayerWeights[], { Z, gradients }: Pass, learningRate: number): boolean {
  const most = (matrices: readonly Matrix[]) => largest(matrices.map(({ data }) => largest(data)));
  const change = Math.max(learningRate, MAGNIFIED) * most(tensorsOf(gradients).map(({ values }) => values));
  return !(most(Z) + most(tensorsOf(anchor).map(({ values }) => values)) + change < ROOM); // a NaN has no room
}
