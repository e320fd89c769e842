import type { Backend } from '../src/model/network.ts';
import { TfjsNetwork } from './network.ts';
import { onRuntime } from './on-runtime.ts';
import { BACKENDS, chooseRuntime, type RuntimeName } from './runtime.ts';

export interface TfjsOptions {
  readonly runtime: RuntimeName;
  readonly verbose?: boolean;
}

/** TensorFlow.js behind the seam. @throws Fault where the runtime asked for is not to be had */
export async function tfjsBackend({ runtime, verbose = false }: TfjsOptions): Promise<Backend> {
  const { name, description, load } = await chooseRuntime(runtime, { verbose });
  return {
    name: 'tfjs',
    description: `${description}, float32`,
    prepare: load,
    create: async (model, training, initial) => new TfjsNetwork(onRuntime(await load(), BACKENDS[name]), { model, training }, initial),
  };
}
