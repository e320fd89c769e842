import type { Dtype } from '../../src/matrix.ts';
import { createBlocked } from './blocked.ts';
import type { KernelName, Kernels } from './kernels.ts';
import { createNaive } from './naive.ts';

/**
 * The kernels of that name; 'auto' is the fastest that this engine and float type allow.
 * @throws RangeError for 'simd' with float64: WebAssembly's vectors are used for float32 alone.
 */
export async function createKernels(name: 'auto' | KernelName, dtype: Dtype): Promise<Kernels> {
  if (name === 'naive') return createNaive(dtype);
  if (name === 'simd' && dtype === 'float64') {
    throw new RangeError("The 'simd' kernels compute in float32 only; for float64 choose 'blocked' or 'auto'.");
  }
  return createBlocked(dtype);
}
