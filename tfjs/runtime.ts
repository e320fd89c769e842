import { Fault } from '../src/fault.ts';
import type { Tf } from '../src/model/tf.ts';
import type { RUNTIMES } from '../src/run/settings/networks.ts';
import { loadNative } from './native/load.ts';

/** TensorFlow.js, by whatever of its runtimes does the arithmetic. */
export type { Tf };

export type RuntimeName = (typeof RUNTIMES)[number];
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
  const tf = await quiet();
  if (name !== 'cpu' && (await startWasm(tf))) {
    return { tf, name: 'wasm', description: `TensorFlow.js ${tf.version_core}, wasm (SIMD, one thread)` };
  }
  if (name === 'wasm') throw new Fault('The wasm runtime does not start: this Node runs no WebAssembly SIMD.');
  await use(tf, 'cpu');
  return { tf, name: 'cpu', description: `TensorFlow.js ${tf.version_core}, cpu (plain JavaScript)` };
}

/** In production mode TensorFlow.js prints no banner; it checks nothing else that we rely on. */
async function quiet(): Promise<Tf> {
  const tf = await import('@tensorflow/tfjs');
  tf.enableProdMode();
  return tf;
}

/** One thread, so that the bits do not depend on the machine's cores. False where the engine lacks WebAssembly SIMD. */
async function startWasm(tf: Tf): Promise<boolean> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) return false;
  wasm.setThreadsCount(1);
  return use(tf, 'wasm');
}

async function use(tf: Tf, backend: string): Promise<boolean> {
  const started = await tf.setBackend(backend);
  await tf.ready();
  return started;
}
