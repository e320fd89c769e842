import type { LossRecord, Row } from '../../src/model/losses.ts';
import { logitsWidth, type Output } from '../../src/model/model-spec.ts';
import { isClasses, type Target, targetMatrix } from '../../src/model/target.ts';
import { rowOf } from '../../src/numbers/algebra.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';

/**
 * The mean loss of a batch and, in the same pass because both need the same exponentials, its gradient
 * ∂L/∂Z = (1/B)·∂ℓ/∂z, with B the rows really in the batch. The one mean of the backward pass.
 * @param Z (B, K), the logits
 * @param dZ (B, K), overwritten
 */
export type LossAndGradient = (Z: Matrix, target: Target, dZ: Matrix) => number;

/** The two cross-entropies of classes have a pass of their own; any other loss goes row by row, as its record has it. */
export function lossAndGradient(loss: LossRecord, output: Output): LossAndGradient {
  const general = byRecord(loss, output);
  const special = { 'softmax-cross-entropy': softmaxCrossEntropy(new Float64Array(logitsWidth(output))), 'sigmoid-cross-entropy': sigmoidCrossEntropy }[
    loss.name
  ];
  return special ? (Z, target, dZ) => (isClasses(target) ? special(Z, target, dZ) : general(Z, target, dZ)) : general;
}

type OfClasses = (Z: Matrix, y: Uint32Array, dZ: Matrix) => number;

/**
 * p = exp(z − max z)/Σexp(z − max z): the shift keeps every exponent at or below 0. L = log Σexp(z − max z) + max z − z_y.
 * @param exponentials (K), room for those of one row
 */
function softmaxCrossEntropy(exponentials: Float64Array): OfClasses {
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

function byRecord(loss: LossRecord, output: Output): LossAndGradient {
  const p = new Float64Array(logitsWidth(output));
  return (Z, target, dZ) => {
    const T = targetMatrix(target, output);
    let sum = 0;
    for (let r = 0; r < Z.rows; r++) {
      const row: Row = { z: rowOf(Z, r), p, t: rowOf(T, r) };
      loss.outputs(row.z, p);
      sum += loss.value(row);
      for (let k = 0; k < Z.cols; k++) dZ.data[r * Z.cols + k] = loss.slope(row, k) / Z.rows;
    }
    return sum / Z.rows;
  };
}
