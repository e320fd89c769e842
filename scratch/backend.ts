import { Fault } from '../src/fault.ts';
import type { Threads } from '../src/host/threads.ts';
import type { Backend } from '../src/model/network.ts';
import type { Dtype } from '../src/numbers/matrix.ts';
import { ScratchNetwork } from './fast/network.ts';
import { createKernels } from './kernels/create.ts';
import type { KernelName, Kernels } from './kernels/kernels.ts';

/** In which floats the hand-written network computes, and by which kernels: auto are the fastest that there are. */
export interface ScratchOptions {
  readonly dtype: Dtype;
  readonly kernel: KernelName | 'auto';
  /** One if absent. */
  readonly threads?: Threads | undefined;
}

/** The hand-written network behind the seam. @throws Fault if this machine or float type does not allow the kernels */
export async function scratchBackend(options: ScratchOptions): Promise<Backend> {
  const { description } = await kernelsFor(options);
  return {
    name: 'scratch',
    description: `hand-written, ${description}, ${options.dtype}`,
    create: async (model, training, initial) => new ScratchNetwork({ model, training }, initial, await kernelsFor(options)), // each its own memory
  };
}

async function kernelsFor({ kernel, dtype, threads }: ScratchOptions): Promise<Kernels> {
  try {
    return await createKernels(kernel, dtype, threads);
  } catch (error) {
    throw error instanceof RangeError ? new Fault(`--kernel ${kernel}: ${error.message}`) : error;
  }
}
