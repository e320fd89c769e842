import { type Dtype, type Matrix, zeros } from '../../src/numbers/matrix.ts';
import type { Kernels } from './kernels.ts';

/** The parts of the kernels in plain JavaScript that are one pass over their numbers; naive and blocked share them. */
export function elementwise(dtype: Dtype): Omit<Kernels, 'name' | 'affine' | 'weightGradient' | 'inputGradient'> {
  return { matrix: (rows, cols) => zeros(rows, cols, dtype), biasGradient, reluGradient, descend };
}

function biasGradient(dY: Matrix, db: Matrix): void {
  const cols = dY.cols;
  db.data.fill(0);
  for (let r = 0; r < dY.rows; r++) for (let j = 0; j < cols; j++) db.data[j]! += dY.data[r * cols + j]!;
}

function reluGradient(A: Matrix, dA: Matrix): void {
  const length = A.rows * A.cols;
  for (let i = 0; i < length; i++) if (!(A.data[i]! > 0)) dA.data[i] = 0;
}

function descend(P: Matrix, G: Matrix, learningRate: number): void {
  const length = P.rows * P.cols;
  for (let i = 0; i < length; i++) P.data[i]! -= learningRate * G.data[i]!;
}
