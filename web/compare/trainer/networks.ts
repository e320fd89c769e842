import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { scratchBackend } from '../../../scratch/backend.ts';
import type { Backend } from '../../../src/model/network.ts';
import type { Tf } from '../../../src/model/tf.ts';
import type { RunSpec } from '../../../src/run/config.ts';
import { TfjsNetwork } from '../../../tfjs/network.ts';

/** Both networks, as a browser has them: the kernels in WebAssembly, TensorFlow.js in plain JavaScript. */
export async function backendsOf({ dtype, kernel }: Pick<RunSpec, 'dtype' | 'kernel'>): Promise<Backend[]> {
  const tf = { ...core, ...layers } as unknown as Tf;
  tf.enableProdMode();
  await tf.setBackend('cpu');
  await tf.ready();
  const tfjs: Backend = {
    name: 'tfjs',
    description: `TensorFlow.js ${core.version_core}, cpu (plain JavaScript), float32`,
    create: async (model, training, initial) => new TfjsNetwork(tf, { model, training }, initial),
  };
  return [await scratchBackend({ dtype, kernel }), tfjs];
}
