import { forward } from '../../scratch/plain.ts';
import { derivative } from '../../scratch/textbook.ts';
import { batchGradient, outputsOf, trainingTargets } from '../../src/model/losses/batch.ts';
import { layersOf, type ModelSpec } from '../../src/model/model-spec.ts';
import type { LayerWeights, TensorName } from '../../src/model/tensors.ts';
import { taskOf } from '../../src/model/training-spec.ts';
import { map, product, sumRows, times, timesTransposed, transposedTimes } from '../../src/numbers/algebra.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { largest, norm } from '../../src/numbers/norms.ts';
import type { LabelledSamples } from '../../src/run/batches.ts';

/** The L2 norm of what each tensor is summed from. */
export interface Sizes {
  readonly logits: number;
  readonly loss: number;
  readonly gradients: readonly Readonly<Partial<Record<TensorName, number>>>[]; // layer by layer
}

/**
 * What the sums of a step are made of, before terms of opposite signs cancel: the L2 norm of the logits, the loss and
 * each gradient computed from absolute values alone, |Z| = |A|·|W| + |b|, |dA| = |dZ|·|W|ᵀ, |dW| = |A|ᵀ·|dZ|, with relu' taken as 1. Rounding errs in
 * proportion to this, not to what is left (Higham, Accuracy and Stability of Numerical Algorithms, 3.1).
 */
export function uncancelled(model: ModelSpec, weights: readonly LayerWeights[], { X, y }: LabelledSamples): Sizes {
  const task = taskOf(model);
  const { A, Z } = forward(task, weights, X);
  const logits = A.at(-1)!;
  const dZ = batchGradient(task, { Z: logits, P: outputsOf(logits, model.output), Y: trainingTargets(task, y) });
  const layers = layersOf(model);
  const gradients: Sizes['gradients'][number][] = [];
  const terms = logitTerms(weights.at(-1)!, A.at(-2)!);
  let size = map(dZ, Math.abs);
  for (let l = layers.length - 1; l >= 0; l--) {
    gradients[l] = { W: norm(transposedTimes(map(A[l]!, Math.abs), size).data), b: norm(sumRows(size).data) };
    if (l === 0) break;
    const below = layers[l - 1]!;
    const slope = below.activation === 'relu' ? map(A[l]!, () => 1) : derivative(below, Z[l - 1]!, A[l]!);
    size = times(timesTransposed(size, map(weights[l]!.W, Math.abs)), slope);
  }
  return { logits: norm(terms.data), loss: largest(terms.data), gradients };
}

/** |A|·|W| + |b| of the last layer, (B, K) */
export function logitTerms({ W, b }: LayerWeights, A: Matrix): Matrix {
  const products = product(map(A, Math.abs), map(W, Math.abs));
  return map(products, (value, i) => value + Math.abs(b.data[i % b.cols]!));
}
