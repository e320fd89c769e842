import { combine } from '../../scratch/textbook.ts';
import { breather } from '../../src/host/breathe.ts';
import { type NamedTensors, tensorsOf } from '../../src/model/tensors.ts';
import { batchesBetween, type RunPlan } from '../../src/run/run-plan.ts';
import { returnTo, type Snapshot } from '../training/snapshot.ts';
import type { Training } from '../training/train.ts';
import { type Flip, findFlip } from './flip.ts';
import { distance } from './gap.ts';
import { canStandAt, type Pair } from './re-anchor.ts';

/**
 * The smooth drift of two correct float32 trainings, relative L2 of the weights after t steps, is 1.3e-8·√t as measured with plain
 * descent. It is a yardstick for every optimiser, and no verdict comes of it: one that divides by the size of the gradient
 * makes whole steps of rounding where there is next to none, and right trainings part by that alone.
 */
const DRIFT_PER_ROOT_STEP = 1.3e-8;
const ENVELOPE = 10;

export interface Drift {
  readonly step: number; // the weights before this step
  readonly weights: number; // relative L2 over all tensors
  readonly envelope: number;
}

export interface FreeRunning {
  readonly drift: readonly Drift[];
  /**
   * The first step after which the drift is above its envelope, or the last that it can be where the networks cannot be set back to
   * look; 0 if the two do not begin from the same weights.
   */
  readonly partedAt?: number;
  readonly flip?: Flip;
}

/** Compares two whole trainings, each on its own weights, and finds the step at which they part. */
export async function freeRunning(plan: RunPlan, pair: Pair, baseline: Training, other: Training): Promise<FreeRunning> {
  const both = [...baseline.snapshots.keys()].filter((step) => other.snapshots.has(step)).sort((a, b) => a - b);
  const comparable = both.filter((step) => [baseline, other].some(({ snapshots }) => allFinite(snapshots.get(step)!.weights)));
  const drift = comparable.map((step) => ({
    step,
    weights: weightDistance(baseline.snapshots.get(step)!.weights, other.snapshots.get(step)!.weights),
    envelope: envelope(step - 1),
  }));
  const first = drift.findIndex((at) => !(at.weights <= at.envelope));
  if (first === 0) return { drift, partedAt: 0 };
  if (first < 0) return { drift };
  const from = drift[first - 1]!.step;
  if (![baseline, other].every(({ snapshots }) => canStandAt(snapshots.get(from)!, plan, pair))) return { drift, partedAt: drift[first]!.step - 1 };
  const parted = await replay(plan, pair, baseline.snapshots.get(from)!, other.snapshots.get(from)!, from, drift[first]!.step);
  return parted ? { drift, ...parted } : { drift };
}

/** Where both networks have overflowed there is nothing to compare. */
function allFinite(weights: NamedTensors): boolean {
  return tensorsOf(weights).every(({ values }) => values.data.every(Number.isFinite));
}

function envelope(steps: number): number {
  return ENVELOPE * DRIFT_PER_ROOT_STEP * Math.sqrt(steps);
}

/** Trains both on from snapshots that still agree, side by side, until the drift leaves its envelope. */
async function replay(
  plan: RunPlan,
  { baseline, other }: Pair,
  a: Snapshot,
  b: Snapshot,
  from: number,
  to: number,
): Promise<{ partedAt: number; flip?: Flip } | undefined> {
  const breathe = breather();
  await returnTo(a, baseline);
  await returnTo(b, other);
  let before = [await baseline.weights(), await other.weights()] as const;
  for (const batch of batchesBetween(plan, from, to)) {
    const { X, y, step, learningRate, masks } = batch;
    await baseline.step(X, y, learningRate, masks);
    await other.step(X, y, learningRate, masks);
    const after = [await baseline.weights(), await other.weights()] as const;
    if (!(weightDistance(...after) <= envelope(step))) {
      const flip = findFlip(plan, batch, before[0], await learnt({ baseline, other }, before, after));
      return flip ? { partedAt: step, flip } : { partedAt: step };
    }
    before = after;
    await breathe();
  }
  return undefined;
}

function weightDistance(a: NamedTensors, b: NamedTensors): number {
  return distance(
    tensorsOf(a).map(({ values }) => values.data),
    tensorsOf(b).map(({ values }) => values.data),
  );
}

type Two = readonly [NamedTensors, NamedTensors];

/** The gradients of the step, which no optimiser has altered, where both networks tell them; else the changes of the weights. */
async function learnt({ baseline, other }: Pair, before: Two, after: Two): Promise<Two> {
  const told = [await baseline.gradients?.(), await other.gradients?.()] as const;
  if (told[0] && told[1]) return [told[0], told[1]];
  const change = (n: 0 | 1) => combine(before[n], after[n], (w, changed) => w - changed);
  return [change(0), change(1)];
}
