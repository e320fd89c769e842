import type { Backend } from '../src/model/network.ts';
import { TfjsNetwork } from './network.ts';
import { loadRuntime, type RuntimeName } from './runtime.ts';

export interface TfjsOptions {
  readonly runtime: RuntimeName;
  readonly verbose?: boolean;
}

/** TensorFlow.js behind the seam. @throws Fault where the runtime asked for is not to be had */
export async function tfjsBackend({ runtime, verbose = false }: TfjsOptions): Promise<Backend> {
  const { tf, description } = await loadRuntime(runtime, { verbose });
  return {
    name: 'tfjs',
    description: `${description}, float32`,
    create: async (model, training, initial) => new TfjsNetwork(tf, { model, training }, initial),
  };
}
