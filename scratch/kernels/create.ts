import { ONE_THREAD } from '../../src/host/threads.ts';
import type { Dtype } from '../../src/numbers/matrix.ts';
import { createBlocked } from './blocked.ts';
import type { KernelName, Kernels } from './kernels.ts';
import { createNaive } from './naive.ts';
import { bestVariant } from './simd/choice.ts';
import { createSimd } from './simd/simd.ts';

/**
 * The kernels of that name; 'auto' is the fastest that this JavaScript engine and float type allow.
 * @param threads those in JavaScript have but one
 * @throws RangeError for 'simd' where the engine has no SIMD.
 */
export async function createKernels(name: 'auto' | KernelName, dtype: Dtype, threads = ONE_THREAD): Promise<Kernels> {
  if (name === 'naive') return createNaive(dtype);
  if (name === 'blocked') return createBlocked(dtype);
  const variant = bestVariant(dtype);
  if (variant) return createSimd(variant, dtype, threads);
  if (name === 'simd') {
    throw new RangeError("This JavaScript engine has no WebAssembly SIMD; choose the 'blocked' kernels or 'auto'.");
  }
  return createBlocked(dtype);
}
