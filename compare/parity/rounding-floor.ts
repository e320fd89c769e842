import type { Pass } from '../../scratch/formulas.ts';
import { derivative } from '../../scratch/textbook.ts';
import type { LayerSpec } from '../../src/model/model-spec.ts';
import type { LayerWeights } from '../../src/model/tensors.ts';
import { map, product, sumRows, times, transpose } from '../../src/numbers/algebra.ts';
import { type Matrix, zeros } from '../../src/numbers/matrix.ts';
import { difference, largest, norm } from '../../src/numbers/norms.ts';

/** The relative error of one rounding to float32: half a unit in the last place. */
export const HALF_ULP = 2 ** -24;

/** The relative error of a library's tanh and sigmoid in float32: two ulps. */
const ACTIVATION_ERROR = 4 * HALF_ULP;

/** Each rounding is counted at its largest, half an ulp; their sum in quadrature at twice that, for what is left out. */
const MARGIN = 2;

/**
 * The L2 norm that a correct float32 network's rounding may put into each change of weights, W1, b1, W2, … in turn,
 * divided by the learning rate so that it stands beside the gradient. Four sources, taken as independent:
 *
 * - the probabilities. Once rows are classified surely, p − y is a small difference of large numbers: log p = z − lse
 *   is only known to half an ulp of lse and of z, so dZ carries e = 2⁻²⁴·(|lse| + max|z| + 2)·p/B however small it is.
 *   The variances e² are propagated by the chain rule: var(dZ_l) = var(dZ_{l+1})·(Wᵀ)² ⊙ f'², var(dW) = (Aᵀ)²·var(dZ).
 * - the sign of a ReLU's z so near to zero that rounding decides it: such a unit may learn from the row or not, so dZ
 *   carries the whole of ∂L/∂a there.
 * - the activations a = tanh z or σ(z) near saturation, where f' = 1 − a² or a·(1 − a) is a small difference of numbers
 *   near 1: an error of a few ulps in a, as libraries' tanh and exp have, is most of it.
 * - the weights, stored in float32 before and after: an ulp of W each, divided by the learning rate.
 */
export function roundingFloor(reference: Pass, learningRate: number): number[] {
  const { layers, weights } = reference;
  const variances = [square(logitError(reference))];
  for (let l = layers.length - 2; l >= 0; l--) {
    const above = transpose(weights[l + 1]!.W);
    const smooth = times(product(variances[0]!, square(above)), square(derivative(layers[l]!, reference.Z[l]!, reference.A[l + 1]!)));
    const dA = product(reference.dZ[l + 1]!, above);
    const { activation } = layers[l]!;
    const own = activation === 'relu' ? flipVariance(weights[l]!, reference, l, dA) : saturationVariance(activation, reference.A[l + 1]!, dA);
    variances.unshift(map(smooth, (variance, i) => variance + own.data[i]!));
  }
  return variances.flatMap((variance, l) => {
    const gradients = [product(transpose(square(reference.A[l]!)), variance), sumRows(variance)];
    const { W, b } = weights[l]!;
    return [W, b].map((before, i) => {
      const change = [reference.gradients[l]!.W, reference.gradients[l]!.b][i]!;
      return MARGIN * Math.sqrt(total(gradients[i]!) + storageVariance(before, change, learningRate));
    });
  });
}

/** What rounding in the logits and their log-sum-exp does to dZ, (B, K). */
function logitError({ Z, P }: Pass): Matrix {
  const logits = Z.at(-1)!;
  const { rows, cols } = logits;
  const error = zeros(rows, cols, 'float64');
  for (let i = 0; i < error.data.length; i++) {
    const row = logits.data.subarray(i - (i % cols), i - (i % cols) + cols);
    error.data[i] = (HALF_ULP * (2 * largest(row) + 2) * P.data[i]!) / rows; // |lse| ≤ max|z| + log K
  }
  return error;
}

/** (∂L/∂a)² where the sign of z = a·W + b is within the rounding of its sum, 2⁻²⁴·Σ|a||w|, else 0. */
function flipVariance({ W, b }: LayerWeights, { A, Z }: Pass, l: number, dA: Matrix): Matrix {
  const size = product(map(A[l]!, Math.abs), map(W, Math.abs));
  return map(dA, (slope, i) => (Math.abs(Z[l]!.data[i]!) < MARGIN * HALF_ULP * (size.data[i]! + Math.abs(b.data[i % W.cols]!)) ? slope ** 2 : 0));
}

/** (∂L/∂a · ∂f'/∂a · the error of a)², with f' = 1 − a² for tanh, a·(1 − a) for sigmoid, as networks compute it. */
function saturationVariance(activation: LayerSpec['activation'], A: Matrix, dA: Matrix): Matrix {
  const slope = (a: number) => (activation === 'tanh' ? 2 * a : activation === 'sigmoid' ? 1 - 2 * a : 0);
  return map(dA, (gradient, i) => (gradient * slope(A.data[i]!) * ACTIVATION_ERROR * A.data[i]!) ** 2);
}

/** Σ (half an ulp of W' = W − η·g)²/η²: what storing the new weights in float32 loses. */
function storageVariance(before: Matrix, gradient: Matrix, learningRate: number): number {
  const after = difference(
    before.data,
    gradient.data.map((g) => learningRate * g),
  );
  return ((HALF_ULP * norm(after)) / learningRate) ** 2;
}

function square(M: Matrix): Matrix {
  return map(M, (value) => value * value);
}

function total({ data }: Matrix): number {
  return (data as Float64Array).reduce((sum, value) => sum + value, 0);
}
