import type { Matrix } from '../src/matrix.ts';
import type { Output } from '../src/model-spec.ts';

/**
 * ∂L/∂Z of the mean cross-entropy: (p − y)/B, with B the rows really in the batch. The one mean of the backward pass.
 * @param Z (B, K), the logits
 * @param y (B), class indices
 * @param dZ (B, K), overwritten
 */
export function crossEntropyGradient(Z: Matrix, y: Uint32Array, output: Output, dZ: Matrix): void {
  if (output.kind === 'softmax') softmaxGradient(Z, y, dZ);
  else sigmoidGradient(Z, y, dZ);
}

/** p = exp(z − max z)/Σexp(z − max z): the shift keeps every exponent at or below 0. */
function softmaxGradient({ rows, cols, data: z }: Matrix, y: Uint32Array, { data: dZ }: Matrix): void {
  for (let r = 0; r < rows; r++) {
    const start = r * cols;
    const end = start + cols;
    let max = z[start]!;
    for (let i = start + 1; i < end; i++) max = Math.max(max, z[i]!);
    let sum = 0;
    for (let i = start; i < end; i++) sum += Math.exp((z[i]!) - max);
    for (let i = start; i < end; i++) {
      const p = Math.exp((z[i]!) - max) / sum;
      dZ[i] = (p - (i - start === y[r] ? 1 : 0)) / rows;
    }
  }
}

/** p = 1/(1 + e^−z), for class 1 of two. */
function sigmoidGradient({ rows, data: z }: Matrix, y: Uint32Array, { data: dZ }: Matrix): void {
  for (let r = 0; r < rows; r++) {
    const p = 1 / (1 + Math.exp(-(z[r]!)));
    dZ[r] = (p - (y[r]!)) / rows;
  }
}
