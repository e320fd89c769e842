import type { Matrix } from '../../../src/numbers/matrix.ts';
import type { TeamExports } from './threads/team.ts';

/** What the modules of both float types export. A matrix is its address, a boolean 0 or 1. */
export interface Products extends TeamExports {
  affine(X: number, W: number, b: number, relu: number, Y: number, rows: number, inputs: number, outputs: number, scratch: number): void;
  weightGradient(X: number, dY: number, dW: number, rows: number, inputs: number, outputs: number, scratch: number, transposed: number): void;
  inputGradient(dY: number, W: number, dX: number, rows: number, inputs: number, outputs: number, scratch: number): void;
  biasGradient(dY: number, db: number, rows: number, cols: number): void;
  softmaxCrossEntropy(Z: number, y: number, dZ: number, rows: number, cols: number, exponentials: number): number;
}

/** What assembly/index64.ts exports beside, for float64. */
export interface Exports64 extends Products {
  descend(P: number, G: number, bytes: number, η: number): void;
  gate(A: number, dA: number, bytes: number): void;
}

/** What assembly/index.ts exports beside, for float32. */
export interface Exports extends Products {
  activate(kind: number, α: number, Z: number, bytes: number): void;
  activationGradient(kind: number, α: number, A: number, Z: number, dA: number, bytes: number): void;
  descend(P: number, G: number, ...pace: PaceArguments): void;
  momentum(P: number, G: number, V: number, ...rest: [...PaceArguments, μ: number, share: number, ahead: number]): void;
  adam(P: number, G: number, M: number, V: number, ...rest: [...PaceArguments, ...moments: MomentArguments, rate: number, ε: number]): void;
}

export type PaceArguments = [bytes: number, η: number, λ: number, l1: number, l2: number];
export type MomentArguments = [β1: number, share1: number, β2: number, share2: number];

export function address(M: Matrix): number {
  return M.data.byteOffset;
}

export function bytes(M: Matrix): number {
  return M.rows * M.cols * M.data.BYTES_PER_ELEMENT;
}
