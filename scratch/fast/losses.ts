import type { Matrix } from '../../src/numbers/matrix.ts';
import { logitsWidth, type Output } from '../../src/model/model-spec.ts';

/**
 * The mean cross-entropy of a batch and, in the same pass because both need the same exponentials, its gradient
 * ∂L/∂Z = (p − y)/B, with B the rows really in the batch. The one mean of the backward pass.
 * @param Z (B, K), the logits
 * @param y (B), class indices
 * @param dZ (B, K), overwritten
 * @returns the loss, as src/run/metrics.ts defines it
 */
export type LossAndGradient = (Z: Matrix, y: Uint32Array, dZ: Matrix) => number;

export function crossEntropy(output: Output): LossAndGradient {
  return output.kind === 'softmax' ? softmaxCrossEntropy(new Float64Array(logitsWidth(output))) : sigmoidCrossEntropy;
}

/**
 * p = exp(z − max z)/Σexp(z − max z): the shift keeps every exponent at or below 0. L = log Σexp(z − max z) + max z − z_y.
 * @param exponentials (K), room for those of one row
 */
function softmaxCrossEntropy(exponentials: Float64Array): LossAndGradient {
  return ({ rows, cols, data: z }, y, { data: dZ }) => {
    let loss = 0;
    for (let r = 0; r < rows; r++) {
      const start = r * cols;
      const label = y[r]!;
      let max = z[start]!;
      for (let k = 1; k < cols; k++) max = Math.max(max, z[start + k]!);
      let sum = 0;
      for (let k = 0; k < cols; k++) sum += exponentials[k] = Math.exp(z[start + k]! - max);
      for (let k = 0; k < cols; k++) dZ[start + k] = (exponentials[k]! / sum - (k === label ? 1 : 0)) / rows;
      loss += Math.log(sum) + max - z[start + label]!;
    }
    return loss / rows;
  };
}

/** p = 1/(1 + e^−z), for class 1 of two. L = max(z, 0) − z·y + log(1 + e^−|z|). */
function sigmoidCrossEntropy({ rows, data: z }: Matrix, y: Uint32Array, { data: dZ }: Matrix): number {
  let loss = 0;
  for (let r = 0; r < rows; r++) {
    const [logit, label] = [z[r]!, y[r]!];
    const p = 1 / (1 + Math.exp(-logit));
    dZ[r] = (p - label) / rows;
    loss += Math.max(logit, 0) - logit * label + Math.log1p(Math.exp(-Math.abs(logit)));
  }
  return loss / rows;
}
