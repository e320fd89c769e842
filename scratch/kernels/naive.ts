import type { Dtype, Matrix } from '../../src/numbers/matrix.ts';
import { elementwise } from './elementwise.ts';
import type { Kernels } from './kernels.ts';

/** The reference: every product as its definition, three plain loops. In float64, all other kernels are held to it. */
export function createNaive(dtype: Dtype): Kernels {
  return { name: 'naive', description: 'naive kernels', ...elementwise(dtype), affine, weightGradient, inputGradient };
}

function affine(X: Matrix, W: Matrix, b: Matrix, relu: boolean, Y: Matrix): void {
  for (let r = 0; r < X.rows; r++) {
    for (let j = 0; j < W.cols; j++) {
      let sum = -0; // what adds nothing to any number, −0 itself too
      for (let k = 0; k < W.rows; k++) sum += X.data[r * X.cols + k]! * W.data[k * W.cols + j]!;
      const z = sum + b.data[j]!; // b last, as the textbook has it: the two are equal to the bit
      Y.data[r * Y.cols + j] = relu && z < 0 ? 0 : z; // a NaN stays one, which z > 0 ? z : 0 would hide
    }
  }
}

function weightGradient(X: Matrix, dY: Matrix, dW: Matrix): void {
  for (let i = 0; i < dW.rows; i++) {
    for (let j = 0; j < dW.cols; j++) {
      let sum = 0;
      for (let r = 0; r < X.rows; r++) sum += X.data[r * X.cols + i]! * dY.data[r * dY.cols + j]!;
      dW.data[i * dW.cols + j] = sum;
    }
  }
}

function inputGradient(dY: Matrix, W: Matrix, dX: Matrix): void {
  for (let r = 0; r < dY.rows; r++) {
    for (let i = 0; i < dX.cols; i++) {
      let sum = 0;
      for (let j = 0; j < dY.cols; j++) sum += dY.data[r * dY.cols + j]! * W.data[i * W.cols + j]!;
      dX.data[r * dX.cols + i] = sum;
    }
  }
}
