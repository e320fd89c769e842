import type { Dtype } from '../src/matrix.ts';
import type { Backend } from '../src/network.ts';
import { createKernels } from './kernels/create.ts';
import type { KernelName } from './kernels/kernels.ts';
import { ScratchNetwork } from './network.ts';

export interface ScratchOptions {
  readonly dtype: Dtype;
  readonly kernel: KernelName | 'auto';
}

/** The hand-written network behind the seam. */
export async function scratchBackend({ dtype, kernel }: ScratchOptions): Promise<Backend> {
  const { name } = await createKernels(kernel, dtype);
  return {
    name: 'scratch',
    description: `hand-written, ${name} kernels, ${dtype}`,
    create: async (model, initial) => new ScratchNetwork(model, initial, await createKernels(kernel, dtype)),
  };
}
