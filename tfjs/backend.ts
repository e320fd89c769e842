import type { Backend } from '../src/model/network.ts';
import { TfjsNetwork } from './network.ts';
import { onRuntime } from './on-runtime.ts';
import { BACKENDS, loadRuntime, type RuntimeName } from './runtime.ts';

export interface TfjsOptions {
  readonly runtime: RuntimeName;
  readonly verbose?: boolean;
}

/** TensorFlow.js behind the seam. @throws Fault where the runtime asked for is not to be had */
export async function tfjsBackend({ runtime, verbose = false }: TfjsOptions): Promise<Backend> {
  const { tf, name, description } = await loadRuntime(runtime, { verbose });
  return {
    name: 'tfjs',
    description: `${description}, float32`,
    create: async (model, training, initial) => new TfjsNetwork(onRuntime(tf, BACKENDS[name]), { model, training }, initial),
  };
}
