import { createRequire } from 'node:module';
import type { Tf } from '../src/model/tf.ts';

const require = createRequire(import.meta.url);

/**
 * Of TensorFlow.js what a network is made of. The whole, @tensorflow/tfjs, has converters, a reader of data and WebGL beside, 200 MB that
 * nothing here uses; and an `import` of such bundles reads them twice, to find their names. Processor time of loading it with
 * wasm, in .1 s: 5.6 by import, 2.6 by require, 1.1 so; and 78 MB less in each thread that does.
 * In production mode it prints no banner; it checks nothing else that we rely on.
 */
export function tensorflow(): Tf {
  const core = require('@tensorflow/tfjs-core') as typeof import('@tensorflow/tfjs-core');
  const tf = { ...core, ...(require('@tensorflow/tfjs-layers') as typeof import('@tensorflow/tfjs-layers')) };
  tf.enableProdMode();
  return tf;
}

/** Makes the runtime in plain JavaScript known to it. */
export function registerCpu(): void {
  require('@tensorflow/tfjs-backend-cpu');
}

/** The runtime on WebAssembly, which is then known to it. */
export function registerWasm(): typeof import('@tensorflow/tfjs-backend-wasm') {
  return require('@tensorflow/tfjs-backend-wasm') as typeof import('@tensorflow/tfjs-backend-wasm');
}

/** '4.22.0', known before any of it is loaded. */
export function tensorflowVersion(): string {
  return (require('@tensorflow/tfjs-core/package.json') as { version: string }).version;
}
