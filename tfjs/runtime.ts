import { createRequire } from 'node:module';
import { Fault } from '../src/fault.ts';
import type { Tf } from '../src/model/tf.ts';
import type { RUNTIMES } from '../src/run/settings/networks.ts';
import { loadNative } from './native/load.ts';

/** TensorFlow.js, by whatever of its runtimes does the arithmetic. */
export type { Tf };

export type RuntimeName = (typeof RUNTIMES)[number];

/** What TensorFlow.js calls each of them. */
export const BACKENDS = { native: 'tensorflow', wasm: 'wasm', cpu: 'cpu' } as const;

export interface Runtime {
  readonly tf: Tf;
  readonly name: Exclude<RuntimeName, 'auto'>;
  /** 'TensorFlow.js 4.22.0, wasm (SIMD)' */
  readonly description: string;
}

/**
 * The runtime of that name, ready for use; 'auto' is native where its binding loads, else wasm, else cpu.
 * @throws Fault where the one asked for is not to be had
 */
export async function loadRuntime(name: RuntimeName, { verbose = false } = {}): Promise<Runtime> {
  if (name === 'native' || name === 'auto') {
    const native = await loadNative({ verbose });
    if (!('missing' in native)) {
      await use(native.tf, 'tensorflow');
      const { tf, tensorflow } = native;
      return { tf, name: 'native', description: `TensorFlow.js ${tf.version_core}, native (TensorFlow ${tensorflow})` };
    }
    if (name === 'native') {
      throw new Fault(`--tfjs-runtime native: ${native.missing}`);
    }
  }
  const tf = own();
  if (name !== 'cpu' && (await startWasm(tf))) {
    return { tf, name: 'wasm', description: `TensorFlow.js ${tf.version_core}, wasm (SIMD, one thread)` };
  }
  if (name === 'wasm') throw new Fault('The wasm runtime does not start: this Node runs no WebAssembly SIMD.');
  require('@tensorflow/tfjs-backend-cpu');
  await use(tf, 'cpu');
  return { tf, name: 'cpu', description: `TensorFlow.js ${tf.version_core}, cpu (plain JavaScript)` };
}

const require = createRequire(import.meta.url);

/**
 * Of TensorFlow.js what a network is made of, the same instance that `import '@tensorflow/tfjs'` gives. That loads converters, a reader of
 * data and WebGL beside; and an `import` of such bundles reads them twice, to find their names. Processor time of loading it with
 * wasm, in .1 s: 5.6 by import, 2.6 by require, 1.1 so; and 78 MB less in each thread that does.
 * In production mode it prints no banner; it checks nothing else that we rely on.
 */
function own(): Tf {
  const core = require('@tensorflow/tfjs-core') as typeof import('@tensorflow/tfjs-core');
  const tf = { ...core, ...(require('@tensorflow/tfjs-layers') as typeof import('@tensorflow/tfjs-layers')) };
  tf.enableProdMode();
  return tf;
}

/** One thread, so that the bits do not depend on the machine's cores. False where the engine lacks WebAssembly SIMD. */
async function startWasm(tf: Tf): Promise<boolean> {
  const wasm = require('@tensorflow/tfjs-backend-wasm') as typeof import('@tensorflow/tfjs-backend-wasm');
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) return false;
  wasm.setThreadsCount(1);
  if (!('wasm' in tf.engine().registry)) {
    // not by setBackend, which keeps every other runtime from computing until it is done
    const made = await tf.findBackendFactory('wasm')();
    if (!('wasm' in tf.engine().registry)) {
      tf.removeBackend('wasm');
      tf.registerBackend('wasm', () => made);
    }
  }
  return use(tf, 'wasm');
}

async function use(tf: Tf, backend: string): Promise<boolean> {
  const started = await tf.setBackend(backend);
  await tf.ready();
  return started;
}
