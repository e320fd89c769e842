import { Fault } from '../src/fault.ts';
import { hasSimd } from '../src/host/engine.ts';
import type { RUNTIMES } from '../src/host/runtimes.ts';
import type { Tf } from '../src/model/tf.ts';
import { loadNative } from './native/load.ts';
import { registerCpu, registerWasm, tensorflow, tensorflowVersion } from './parts.ts';

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

/** A runtime that is to be had here. */
export interface Choice extends Omit<Runtime, 'tf'> {
  /** Loads it, and does so once. */
  load(): Promise<Tf>;
}

/**
 * The runtime of that name; 'auto' is native where its binding loads, else wasm, else cpu. Native is tried, and so loaded; what the others
 * are called is known before.
 * @throws Fault where the one asked for is not to be had
 */
export async function chooseRuntime(name: RuntimeName, { verbose = false } = {}): Promise<Choice> {
  if (name === 'native' || name === 'auto') {
    const native = await loadNative({ verbose });
    if (!('missing' in native)) return choice('native', `native (TensorFlow ${native.tensorflow})`, () => started(native.tf, 'tensorflow'));
    if (name === 'native') throw new Fault(`--tfjs-runtime native: ${native.missing}`);
  }
  if (name !== 'cpu' && hasSimd()) return choice('wasm', 'wasm (SIMD, one thread)', startWasm);
  if (name === 'wasm') throw new Fault('The wasm runtime does not start: this Node runs no WebAssembly SIMD.');
  return choice('cpu', 'cpu (plain JavaScript)', startCpu);
}

/** The same, ready for use. */
export async function loadRuntime(name: RuntimeName, options: { verbose?: boolean } = {}): Promise<Runtime> {
  const { load, ...chosen } = await chooseRuntime(name, options);
  return { ...chosen, tf: await load() };
}

function choice(name: Runtime['name'], says: string, start: () => Promise<Tf>): Choice {
  let loading: Promise<Tf> | undefined;
  return { name, description: `TensorFlow.js ${tensorflowVersion()}, ${says}`, load: () => (loading ??= start()) };
}

/** One thread, so that the bits do not depend on the machine's cores. */
async function startWasm(): Promise<Tf> {
  const tf = tensorflow();
  registerWasm().setThreadsCount(1);
  if (!('wasm' in tf.engine().registry)) {
    // not by setBackend, which keeps every other runtime from computing until it is done
    const made = await tf.findBackendFactory('wasm')();
    if (!('wasm' in tf.engine().registry)) {
      tf.removeBackend('wasm');
      tf.registerBackend('wasm', () => made);
    }
  }
  return started(tf, 'wasm');
}

async function startCpu(): Promise<Tf> {
  const tf = tensorflow();
  registerCpu();
  return started(tf, 'cpu');
}

async function started(tf: Tf, backend: string): Promise<Tf> {
  if (!(await tf.setBackend(backend))) throw new Fault(`The ${backend} runtime of TensorFlow.js does not start.`);
  await tf.ready();
  return tf;
}
