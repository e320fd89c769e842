import { forward } from '../../scratch/plain.ts';
import { type LayerSpec, layersOf } from '../../src/model/model-spec.ts';
import type { LayerWeights, NamedTensors } from '../../src/model/tensors.ts';
import { sumRows } from '../../src/numbers/algebra.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { difference, largest } from '../../src/numbers/norms.ts';
import type { PlannedBatch, RunPlan } from '../../src/run/run-plan.ts';
import { jumpsOf } from './kinks.ts';

/** Nearer to a kink than this share of a layer's largest |z|, rounding can leave a pre-activation on either side. */
const NEAR = 1e-5;

/** Where a pre-activation so near to a kink lay on either side of it in the two networks: from here they go their own ways. */
export interface Flip {
  readonly step: number;
  readonly epoch: number;
  readonly layer: number; // 1, 2, …
  readonly unit: number; // 0, 1, …
  readonly row: number; // of the training rows
  readonly z: number; // what the activation is given
  readonly activation: string;
  readonly kink: number;
}

/**
 * A flipped unit changes its own column of dW and what lies below, but nothing above (a is the same either way). So: the
 * highest layer with a unit that learns otherwise in the two networks, and in the batch the row whose z there is nearest to a kink.
 */
export function findFlip(
  plan: RunPlan,
  { X, masks, step, epoch, rows }: PlannedBatch,
  weights: NamedTensors,
  [a, b]: readonly [NamedTensors, NamedTensors],
): Flip | undefined {
  const layers = layersOf(plan.model);
  const { N } = forward(plan, weights, X, { purpose: 'step', ...(masks && { masks }) });
  for (let l = layers.length - 1; l >= 0; l--) {
    const { activation } = layers[l]!;
    const unit = mostApart(learntByUnit(layers[l]!, a[l]!), learntByUnit(layers[l]!, b[l]!));
    const { data, cols } = N[l]!.values;
    for (const kink of jumpsOf(activation)) {
      const ofUnit = Array.from(rows, (_, r) => Math.abs(data[r * cols + unit]! - kink));
      const nearest = ofUnit.indexOf(Math.min(...ofUnit));
      if (ofUnit[nearest]! > NEAR * largest(data)) continue;
      return { step, epoch, layer: l + 1, unit, row: rows[nearest]!, z: data[nearest * cols + unit]!, activation, kink };
    }
  }
  return undefined;
}

function mostApart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const apart = difference(a, b).map(Math.abs);
  return apart.indexOf(Math.max(...apart));
}

/** What tells one unit from another, a number each: Σ over the rows of dN, as β or b learns it; of a layer with neither, the sums of its columns of W. */
function learntByUnit({ bias }: LayerSpec, { W, b, beta }: LayerWeights): Matrix['data'] {
  if (beta) return beta.data;
  return bias === false ? sumRows(W).data : b.data;
}
