import { createRequire } from 'node:module';
import { isMainThread } from 'node:worker_threads';

/**
 * Settings that TensorFlow's C++ reads from the process environment when it first starts.
 *
 * One intra-op thread without oneDNN: measured on 784-64-64-2, batch 64, the trained bits differ between 1, 2 and 8
 * threads, so only a fixed count gives the same bits on every machine; one thread was also the fastest. oneDNN
 * changes the order of additions, and its notice cannot be silenced by any log level.
 */
const deterministic = { TF_NUM_INTRAOP_THREADS: '1', TF_ENABLE_ONEDNN_OPTS: '0' };

/** Errors only: no banner, no cpu_feature_guard. */
const quiet = { TF_CPP_MIN_LOG_LEVEL: '2' };

/**
 * Puts the settings into the environment, leaving alone what the user has set. Call it on the main thread before any
 * worker thread loads native TensorFlow: what a worker writes to its own copy of process.env never reaches C++.
 */
export function setNativeEnvironment(options: { verbose?: boolean } = {}): void {
  const settings = options.verbose ? deterministic : { ...deterministic, ...quiet };
  for (const [name, value] of Object.entries(settings)) process.env[name] ??= value;
}

/** In a worker: did the main thread prepare the environment before it started this worker? Always true on the main thread. */
export function environmentIsSet(): boolean {
  return isMainThread || Object.keys(deterministic).every((name) => process.env[name] !== undefined);
}

interface OldUtil {
  isNullOrUndefined?: (value: unknown) => boolean;
  isArray?: (value: unknown) => boolean;
}

/**
 * Supplies the two functions of node:util that @tensorflow/tfjs-node calls and that newer Nodes have dropped
 * (tensorflow/tfjs issues 8425 and 8609): isNullOrUndefined is gone since Node 23, isArray is on its way out. Only
 * what is missing is supplied. Where they are there but deprecated (Node 22), each is called once with the warning
 * turned off, since Node warns on the first call alone.
 */
export function supplyUtilFunctions(util: OldUtil = createRequire(import.meta.url)('node:util')): void {
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
  const emitWarning = process.emitWarning;
  process.emitWarning = () => {};
  try {
    util.isNullOrUndefined(null);
    util.isArray([]);
  } finally {
    process.emitWarning = emitWarning;
  }
}
