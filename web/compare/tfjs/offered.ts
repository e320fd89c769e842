import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { Tf } from '../../../src/model/tf.ts';

/** TensorFlow.js on one of its runtimes, as a script has it ready for the trainer that stands after it in the same worker. */
export interface Offered {
  readonly tf: Tf;
  /** 'TensorFlow.js 4.22.0, wasm (SIMD, one thread)', once it has started; undefined where this browser cannot. */
  start(): Promise<string | undefined>;
}

declare global {
  var mlpCompareTfjs: Offered | undefined;
}

/** @param prepare what is to be set before; false where the browser lacks something */
export function offer(runtime: string, says: string, prepare: (tf: Tf) => Promise<boolean> | boolean = () => true): void {
  const tf = { ...core, ...layers } as unknown as Tf;
  tf.enableProdMode();
  const start = async () => {
    if (!(await prepare(tf)) || !(await tf.setBackend(runtime))) return undefined;
    await tf.ready();
    return `TensorFlow.js ${tf.version_core}, ${runtime} (${says})`;
  };
  globalThis.mlpCompareTfjs = { tf, start };
}
