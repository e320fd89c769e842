import { NEW, type Step } from '../../scratch/plain.ts';
import { rememberedIn } from '../../src/model/accumulation.ts';
import { activationOf } from '../../src/model/activations/activations.ts';
import { parameterCount } from '../../src/model/model-spec.ts';
import { type NamedTensors, tensorsOf } from '../../src/model/tensors.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { largest } from '../../src/numbers/norms.ts';
import { batchAt, type RunPlan } from '../../src/run/run-plan.ts';
import { rounded, type Snapshot } from '../training/snapshot.ts';
import { roundingOf } from './rounding-floor.ts';
import type { RoundedKept } from './running.ts';

/**
 * A learning rate so large that the change of the weights swamps the weights, and with them their rounding: ΔW/η is
 * then, to float32's own precision, the way D that the optimiser goes. A power of two, so that scaling by it is exact.
 * No optimiser's D depends on η, nor does what decoupled decay adds to it, λ·W: W′ = W − η·(d + λ·W) for any η.
 */
export const MAGNIFIED = 2 ** 20;

/** What a re-anchored step is held against: the textbook's step, and what two right float32 networks may be apart in it. */
export interface Reference {
  readonly at: number; // the step of the plan, 1, 2, …
  readonly direction: NamedTensors; // that the optimiser goes
  readonly loss: number;
  /** L2, of each tensor's change ΔW/η at the run's own learning rate, and magnified; and of the loss. */
  readonly floors: { readonly own: readonly number[]; readonly magnified: readonly number[]; readonly loss: number };
  readonly kept: readonly RoundedKept[];
  /** Whether float32 has room for the step. */
  readonly hasRoom: boolean;
}

/** @param snapshot of the baseline before the step: no network is asked */
export function referenceOf(plan: RunPlan, at: number, snapshot: Snapshot): Reference {
  const anchor = rounded(snapshot, 'float32');
  const batch = batchAt(plan, at);
  const { step, loss, changes, kept } = roundingOf(plan, { weights: anchor.weights, memory: { ...NEW, ...anchor.state } }, batch);
  return {
    at,
    direction: step.direction,
    loss: step.loss,
    floors: { own: changes(batch.learningRate), magnified: changes(MAGNIFIED), loss },
    kept,
    hasRoom: !overflows(anchor.weights, step, batch.learningRate),
  };
}

/** Each when it is asked for, or ahead of that. */
export interface References {
  of(step: number, snapshot: Snapshot): Reference;
  /** Works them out, as long as `isWanted`, with a pause after each. */
  ahead(snapshots: ReadonlyMap<number, Snapshot>, isWanted: () => boolean, pause: () => Promise<void>): Promise<void>;
}

/** Numbers that are kept of what is worked out ahead, at most: 64 MB of them. */
const KEPT = 2 ** 23;

/**
 * They are most of what a check of parity costs, and need nothing but what the baseline was: so they can be worked out while the other
 * networks still train, and are so once for all of these.
 */
export function referencesOf(plan: RunPlan): References {
  const known = new Map<number, Reference>();
  const of = (step: number, snapshot: Snapshot) => {
    const reference = known.get(step) ?? referenceOf(plan, step, snapshot);
    if ((known.size + 1) * parameterCount(plan.model) <= KEPT) known.set(step, reference);
    return reference;
  };
  return {
    of,
    async ahead(snapshots, isWanted, pause) {
      const most = Math.floor(KEPT / parameterCount(plan.model));
      for (const [step, snapshot] of [...snapshots].slice(0, most)) {
        if (!isWanted()) return;
        of(step, snapshot);
        await pause();
      }
    },
  };
}

/** Above it a number, or what it is summed from, is as good as infinite in float32. */
const ROOM = 2 ** 120;

/** Whether z itself is in the slope: a library may multiply it by what is passed back before it multiplies by what makes that small. */
function slopeTakesZ(activation: string): boolean {
  return activationOf(activation).record.slopeFrom === 'z';
}

/** Whether the step, at the run's learning rate or magnified, leaves the range of float32, or what it squares and multiplies on the way does. */
function overflows(anchor: NamedTensors, { pass, gradients, direction, loss }: Step, learningRate: number): boolean {
  const { Z, N, dA, dZ, layers, task } = pass;
  const most = (matrices: readonly Matrix[]) => largest(matrices.map(({ data }) => largest(data)));
  const mostOf = (tensors: NamedTensors) => most(tensorsOf(tensors).map(({ values }) => values));
  const { clip } = task.training;
  const squared = [
    task.model.hidden.some(({ normalise }) => normalise) ? most(Z) : 0,
    clip || rememberedIn(task.training).length > 0 ? mostOf(gradients) : 0,
  ].map((size) => size ** 2);
  const multiplied = layers.map(({ activation }, l) => (slopeTakesZ(activation) ? most([N[l]!.values]) * most([dA[l]!]) : 0));
  const sizes = [most([...Z, ...dA, ...dZ]), Math.abs(loss), mostOf(anchor), Math.max(learningRate, MAGNIFIED) * mostOf(direction), ...squared, ...multiplied];
  return !sizes.every((size) => size < ROOM); // a NaN has no room
}
