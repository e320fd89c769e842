import { forward } from '../../scratch/plain.ts';
import { breather } from '../../src/host/breathe.ts';
import { layersOf } from '../../src/model/model-spec.ts';
import { type LayerWeights, tensorsOf } from '../../src/model/tensors.ts';
import { largest } from '../../src/numbers/norms.ts';
import { batchesBetween, type PlannedBatch, type RunPlan } from '../../src/run/run-plan.ts';
import { returnTo, type Snapshot } from '../training/snapshot.ts';
import type { Training } from '../training/train.ts';
import { distance } from './gap.ts';
import { impliedChange, type Pair } from './re-anchor.ts';

/** The smooth drift of two correct float32 trainings, relative L2 of the weights after t steps, is 1.3e-8·√t as measured. */
const DRIFT_PER_ROOT_STEP = 1.3e-8;
const ENVELOPE = 10;

/** Below this share of a layer's largest |z|, rounding can give a pre-activation either sign. */
const NEAR_ZERO = 1e-5;

export interface Drift {
  readonly step: number; // the weights before this step
  readonly weights: number; // relative L2 over all tensors
  readonly envelope: number;
}

/** Where a pre-activation so near to zero had opposite signs in the two networks: from here they go their own ways. */
export interface ReluFlip {
  readonly step: number;
  readonly epoch: number;
  readonly layer: number; // 1, 2, …
  readonly unit: number; // 0, 1, …
  readonly row: number; // of the training rows
  readonly z: number;
}

export interface FreeRunning {
  readonly drift: readonly Drift[];
  /** The first step after which the drift is above its envelope; 0 if the two do not begin from the same weights. */
  readonly partedAt?: number;
  readonly flip?: ReluFlip;
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
  const parted = await replay(plan, pair, baseline.snapshots.get(from)!, other.snapshots.get(from)!, from, drift[first]!.step);
  return parted ? { drift, ...parted } : { drift };
}

/** Where both networks have overflowed there is nothing to compare. */
function allFinite(weights: readonly LayerWeights[]): boolean {
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
): Promise<{ partedAt: number; flip?: ReluFlip } | undefined> {
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
      const flip = findFlip(plan, batch, before, after);
      return flip ? { partedAt: step, flip } : { partedAt: step };
    }
    before = after;
    await breathe();
  }
  return undefined;
}

function weightDistance(a: readonly LayerWeights[], b: readonly LayerWeights[]): number {
  return distance(
    tensorsOf(a).map(({ values }) => values.data),
    tensorsOf(b).map(({ values }) => values.data),
  );
}

type Two = readonly [readonly LayerWeights[], readonly LayerWeights[]];

/**
 * A flipped unit changes its own column of dW and what lies below, but nothing above (a ≈ 0 either way). So: the
 * highest ReLU layer with a unit whose bias gradient differs, and in the batch the row whose z there is nearest to 0.
 */
function findFlip(plan: RunPlan, { X, step, epoch, rows, learningRate }: PlannedBatch, before: Two, after: Two): ReluFlip | undefined {
  const [a, b] = [0, 1].map((n) => impliedChange(before[n as 0 | 1], after[n as 0 | 1], learningRate)) as [Float64Array[], Float64Array[]];
  const layers = layersOf(plan.model);
  const { Z } = forward(plan, before[0], X);
  for (let l = layers.length - 2; l >= 0; l--) {
    if (layers[l]!.activation !== 'relu') continue;
    const gap = a[2 * l + 1]!.map((value, j) => Math.abs(value - b[2 * l + 1]![j]!));
    const unit = gap.indexOf(Math.max(...gap));
    const { data, cols } = Z[l]!;
    const ofUnit = Array.from({ length: X.rows }, (_, r) => Math.abs(data[r * cols + unit]!));
    const nearest = ofUnit.indexOf(Math.min(...ofUnit));
    const scale = largest(data);
    if (ofUnit[nearest]! <= NEAR_ZERO * scale) {
      return { step, epoch, layer: l + 1, unit, row: rows[nearest]!, z: data[nearest * cols + unit]! };
    }
  }
  return undefined;
}
