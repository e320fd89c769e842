import { createBlocked } from '../../../scratch/kernels/blocked.ts';
import type { Kernels } from '../../../scratch/kernels/kernels.ts';
import { createNaive } from '../../../scratch/kernels/naive.ts';
import { bestVariant } from '../../../scratch/kernels/simd/choice.ts';
import { createSimd } from '../../../scratch/kernels/simd/simd.ts';
import type { Dtype, Matrix } from '../../../src/numbers/matrix.ts';
import { stream } from '../../../src/numbers/random.ts';

bestVariant(); // lets Node 20 accept the relaxed variant

export interface KernelsUnderTest {
  readonly label: string;
  readonly dtype: Dtype;
  readonly create: () => Kernels;
}

export const everyKernel: readonly KernelsUnderTest[] = [
  { label: 'naive float32', dtype: 'float32', create: () => createNaive('float32') },
  { label: 'naive float64', dtype: 'float64', create: () => createNaive('float64') },
  { label: 'blocked float32', dtype: 'float32', create: () => createBlocked('float32') },
  { label: 'blocked float64', dtype: 'float64', create: () => createBlocked('float64') },
  { label: 'plain simd', dtype: 'float32', create: () => createSimd('plain') },
  { label: 'wide simd', dtype: 'float32', create: () => createSimd('wide') },
  { label: 'relaxed simd', dtype: 'float32', create: () => createSimd('relaxed') },
  { label: 'plain simd float64', dtype: 'float64', create: () => createSimd('plain', 'float64') },
  { label: 'wide simd float64', dtype: 'float64', create: () => createSimd('wide', 'float64') },
  { label: 'relaxed simd float64', dtype: 'float64', create: () => createSimd('relaxed', 'float64') },
];

/** A matrix of normal float32 numbers in these kernels' memory; the same seed gives the same ones to every kernel. */
export function normalMatrix(kernels: Kernels, rows: number, cols: number, seed: number): Matrix {
  const M = kernels.matrix(rows, cols);
  const random = stream(seed, 'kernels');
  for (let i = 0; i < M.data.length; i++) M.data[i] = Math.fround(random.normal());
  return M;
}

export function matrixOf(kernels: Kernels, rows: readonly (readonly number[])[]): Matrix {
  const M = kernels.matrix(rows.length, rows[0]?.length ?? 0);
  M.data.set(rows.flat());
  return M;
}

/** In place: P − learningRate·G, by plain stochastic gradient descent. */
export function descend(kernels: Kernels, P: Matrix, G: Matrix, learningRate: number): void {
  kernels.update('sgd')({ values: P, gradient: G, remembered: {} }, { learningRate, hyper: {}, decay: 0, l1: 0, l2: 0 });
}
