import { scratchBackend } from '../../../scratch/backend.ts';
import { Fault } from '../../../src/fault.ts';
import type { Backend } from '../../../src/model/network.ts';
import type { RunSpec } from '../../../src/run/config.ts';
import { TfjsNetwork } from '../../../tfjs/network.ts';
import { RUNTIMES } from '../../host/runtimes.ts';

/**
 * Both networks, as a browser has them: the kernels in WebAssembly, TensorFlow.js on the runtime whose script stands before this one.
 * @throws Fault where the browser lacks what the runtime needs
 */
export async function backendsOf({ dtype, kernel, tfjsRuntime }: Pick<RunSpec, 'dtype' | 'kernel' | 'tfjsRuntime'>): Promise<readonly [Backend, Backend]> {
  const offered = globalThis.mlpCompareTfjs;
  const description = await offered?.start();
  if (!offered || description === undefined) {
    const others = RUNTIMES.filter((name) => name !== tfjsRuntime);
    throw new Fault(`tfjs-runtime ${tfjsRuntime}: this browser does not start it. Choose ${others.join(' or ')}.`);
  }
  const tfjs: Backend = {
    name: 'tfjs',
    description: `${description}, float32`,
    create: async (model, training, initial) => new TfjsNetwork(offered.tf, { model, training }, initial),
  };
  return [await scratchBackend({ dtype, kernel }), tfjs];
}
