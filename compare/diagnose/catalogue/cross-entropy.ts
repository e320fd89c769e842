import type { Pass } from '../../../scratch/formulas.ts';
import { meanLoss, outputsOf } from '../../../src/model/losses/batch.ts';
import { lossFor } from '../../../src/model/losses/losses.ts';
import type { Output } from '../../../src/model/model-spec.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import type { Setting } from '../mistake.ts';

/** The loss as it is to be, by the output. */
export function rightLoss({ classes }: Setting): string {
  return classes > 1
    ? 'L = (1/B)·Σ over rows of −log p[y], from the logits: log Σexp(z − max z) + max z − z[y]'
    : 'L = (1/B)·Σ over rows of max(z, 0) − z·y + log(1 + e^−|z|)';
}

/** The cross-entropy that belongs to an output, the mean over the rows of Z (B, K), with targets Y (B, K). */
export function crossEntropy(Z: Matrix, Y: Matrix, output: Output): number {
  return meanLoss(lossFor(output), { Z, P: outputsOf(Z, output), Y });
}

/** A whole number of rows, as near as an estimate comes. */
export function isBatchSize(n: number): boolean {
  return n > 1.5 && Math.abs(n / Math.round(n) - 1) < 1e-4;
}

/** (1/rows)·Σ f over all numbers */
export function mean(M: Matrix, f: (value: number, i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < M.data.length; i++) sum += f(M.data[i]!, i);
  return sum / M.rows;
}

/** log(1 + e^z) */
export function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

/** (1/B)·Σ (p − y)² */
export function squaredError({ P, Y }: Pass): number {
  return mean(P, (p, i) => (p - Y.data[i]!) ** 2);
}

/** −(1/B)·Σ y·log p, and for a sigmoid (1 − y)·log(1 − p) as well, with `log` as the network takes it. */
export function fromProbabilities(P: Matrix, Y: Matrix, log: (p: number) => number): number {
  const other = (p: number, y: number) => (P.cols === 1 ? (1 - y) * log(1 - p) : 0);
  return -mean(P, (p, i) => {
    const y = Y.data[i]!;
    return (y === 0 ? 0 : y * log(p)) + (P.cols === 1 && y === 1 ? 0 : other(p, y));
  });
}
