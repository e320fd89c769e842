import { rememberedIn, updateAt } from '../../src/model/accumulation.ts';
import { layersOf } from '../../src/model/model-spec.ts';
import type { Network, State } from '../../src/model/network.ts';
import { type NamedTensors, tensorsOf } from '../../src/model/tensors.ts';
import { batchAt, type PlannedBatch, type RunPlan } from '../../src/run/run-plan.ts';
import { lossByLogits, predictsAsItSteps } from '../training/loss-by-logits.ts';
import { returnTo, rounded, type Snapshot } from '../training/snapshot.ts';
import { distance, gaps, judge, ratio, relative, type TensorDifference, type TensorGap, type Verdict } from './gap.ts';
import { MAGNIFIED, type Reference } from './reference.ts';
import { keptGaps } from './running.ts';

/** One step of two networks from the same weights, and the same state where both have one, on the same batch. */
export interface ReanchoredStep {
  readonly step: number;
  readonly epoch: number;
  readonly rows: number;
  readonly losses: readonly [number, number]; // the baseline's, the other's
  /** Where a network tells no loss and its predictions are not what it steps on: the losses are not compared. */
  readonly lossUntold?: true;
  readonly lossDifference: number; // relative
  readonly lossFloor: number; // relative
  readonly update: readonly TensorDifference[]; // at the run's own learning rate
  readonly gradient: readonly TensorDifference[]; // magnified
  /** What batch normalisation keeps after the step, in units of how far the step moves it; absent where there is none. */
  readonly running?: readonly TensorDifference[];
  /** Where a network keeps its running statistics to itself: they are not compared. */
  readonly runningUntold?: true;
  /** Relative L2 of each network's gradient (what its optimiser makes of it), all tensors together, from the float64 reference's. */
  readonly fromReference: readonly [number, number];
  readonly verdict: Verdict;
}

/** Two networks ready to be set to any weights. */
export interface Pair {
  readonly baseline: Network;
  readonly other: Network;
}

/**
 * The step of the plan that the reference is of, taken by both networks from where the baseline stood, rounded to float32 for both.
 * @param snapshot of the baseline before it
 */
export async function reanchor(plan: RunPlan, pair: Pair, snapshot: Snapshot, expected: Reference): Promise<ReanchoredStep> {
  const anchor = rounded(snapshot, 'float32');
  const batch = batchAt(plan, expected.at);
  const { X, step, epoch, learningRate } = batch;

  const both = async (rate: number) => [await take(plan, pair.baseline, anchor, batch, rate), await take(plan, pair.other, anchor, batch, rate)] as const;
  const own = await both(learningRate);
  const magnified = await both(MAGNIFIED);

  const update = gaps(own[0].change, own[1].change, expected.direction, expected.floors.own);
  const gradient = gaps(magnified[0].change, magnified[1].change, expected.direction, expected.floors.magnified);
  const running = own[0].running && own[1].running && keptGaps(own[0].running, own[1].running, expected.kept);
  const losses = [own[0].loss ?? NaN, own[1].loss ?? NaN] as const;
  const isUpdate = updateAt(plan.training, step) !== undefined; // a step that only gathers changes nothing, and both networks tell that exactly
  const isTold = own.every(({ loss }) => loss !== undefined);
  const loss = { gap: Math.abs(losses[0] - losses[1]), floor: expected.floors.loss, size: Math.abs(expected.loss) };
  // where float32 has no room for the step, or both networks overflow, neither can go on from these weights
  const isPossible = canStandAt(anchor, plan, pair) && expected.hasRoom && (!isTold || losses.some(Number.isFinite));
  const reference = tensorsOf(expected.direction).map(({ values }) => values.data);
  return {
    step,
    epoch,
    rows: X.rows,
    losses,
    ...(!isTold && { lossUntold: true as const }),
    lossDifference: ratio(loss.gap, loss.size),
    lossFloor: ratio(loss.floor, loss.size),
    update: update.map(relative),
    gradient: gradient.map(relative),
    ...(running && { running: running.map(relative) }),
    ...(expected.kept.length > 0 && !running && { runningUntold: true as const }),
    fromReference: [distance(magnified[0].change, reference), distance(magnified[1].change, reference)],
    verdict: isPossible
      ? judge([...(isTold ? [loss] : []), ...update, ...gradient, ...(running ?? [])], isUpdate ? gradient.filter(isTelling(plan)) : [])
      : 'unresolved',
  };
}

interface Taken {
  readonly loss: number | undefined;
  readonly change: Float64Array[]; // (W − W′)/η, W1, b1, …
  readonly running?: State['running'];
}

/** A step of the batch from the anchor; its loss by the logits, where a network tells none and its predictions are what it steps on. */
async function take(plan: RunPlan, network: Network, anchor: Snapshot, { X, y, masks }: PlannedBatch, learningRate: number): Promise<Taken> {
  await returnTo(anchor, network);
  const loss = await network.step(X, y, learningRate, masks);
  const change = impliedChange(anchor.weights, await network.weights(), learningRate);
  const running = plan.model.hidden.some(({ normalise }) => normalise === 'batch') ? (await network.state?.())?.running : undefined;
  if (loss !== undefined || !predictsAsItSteps(plan)) return { loss, change, ...(running && { running }) };
  await returnTo(anchor, network);
  return { loss: await lossByLogits(network, plan, { X, y }), change };
}

/** All tensors but biases that batch normalisation follows: what it subtracts has no gradient, only the rounding of one. */
function isTelling({ model }: RunPlan): (tensor: TensorGap) => boolean {
  const layers = layersOf(model);
  return ({ name, layer }) => name !== 'b' || layers[layer - 1]!.normalise !== 'batch';
}

/** Whether both networks can be set to all that decides the step: one that keeps an optimiser's memory to itself cannot. */
export function canStandAt({ state }: Snapshot, { training }: RunPlan, { baseline, other }: Pair): boolean {
  const remembers = rememberedIn(training).length > 0;
  return !remembers || (state !== undefined && baseline.setState !== undefined && other.setState !== undefined);
}

/** (W − W')/learningRate of every tensor, in float64: the gradient, or what the optimiser makes of it. */
function impliedChange(before: NamedTensors, after: NamedTensors, learningRate: number): Float64Array[] {
  const changed = tensorsOf(after);
  return tensorsOf(before).map(({ values }, t) => Float64Array.from(values.data, (w, i) => (w - changed[t]!.values.data[i]!) / learningRate));
}
