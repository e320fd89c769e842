import { backward } from '../../scratch/plain.ts';
import { derivative } from '../../scratch/textbook.ts';
import { layersOf, type ModelSpec } from '../../src/model/model-spec.ts';
import type { LayerWeights } from '../../src/model/tensors.ts';
import { taskOf } from '../../src/model/training-spec.ts';
import { map, product, sumRows, times, transpose } from '../../src/numbers/algebra.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { largest, norm } from '../../src/numbers/norms.ts';
import type { Samples } from '../../src/run/batches.ts';

/**
 * What the sums of a step are made of, before terms of opposite signs cancel: the L2 norm of the logits, the loss and
 * each gradient (dW1, db1, …) computed from absolute values alone, |Z| = |A|·|W| + |b|, |dA| = |dZ|·|W|ᵀ, |dW| = |A|ᵀ·|dZ|, with relu' taken as 1. Rounding errs in
 * proportion to this, not to what is left (Higham, Accuracy and Stability of Numerical Algorithms, 3.1).
 */
export function uncancelled(model: ModelSpec, weights: readonly LayerWeights[], { X, y }: Samples): ReadonlyMap<string, number> {
  const { A, Z, dZ } = backward(taskOf(model), { weights }, { X, y });
  const layers = layersOf(model);
  const norms = new Map<string, number>();
  const terms = logitTerms(weights.at(-1)!, A.at(-2)!);
  norms.set('logits', norm(terms.data)).set('loss', largest(terms.data));
  let size = map(dZ.at(-1)!, Math.abs);
  for (let l = layers.length - 1; l >= 0; l--) {
    norms.set(`dW${l + 1}`, norm(product(transpose(map(A[l]!, Math.abs)), size).data));
    norms.set(`db${l + 1}`, norm(sumRows(size).data));
    if (l === 0) break;
    const below = layers[l - 1]!;
    const slope = below.activation === 'relu' ? map(A[l]!, () => 1) : derivative(below, Z[l - 1]!, A[l]!);
    size = times(product(size, transpose(map(weights[l]!.W, Math.abs))), slope);
  }
  return norms;
}

/** |A|·|W| + |b| of the last layer, (B, K) */
export function logitTerms({ W, b }: LayerWeights, A: Matrix): Matrix {
  const products = product(map(A, Math.abs), map(W, Math.abs));
  return map(products, (value, i) => value + Math.abs(b.data[i % b.cols]!));
}
