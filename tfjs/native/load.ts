import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { calledAs } from '../../src/host/called-as.ts';
import { packageRoot } from '../../src/host/package-root.ts';
import type { Tf } from '../../src/model/tf.ts';
import { tensorflow, tensorflowVersion } from '../parts.ts';
import { environmentIsSet, setNativeEnvironment, supplyUtilFunctions } from './environment.ts';
import { nativeFolder, packageFolder } from './folders.ts';

/** TensorFlow.js with the native backend registered and set, and the version of the libtensorflow beneath it. */
export interface Native {
  tf: Tf;
  tensorflow: string;
}

export interface Missing {
  missing: string;
}

/**
 * TensorFlow.js with the native binding registered, or why it is not there.
 *
 * Looks first at what `npm run native` built, then at node_modules, where npm's own installation may have succeeded.
 * Afterwards `tf.getBackend()` is 'tensorflow'. `tf` is the program's one instance.
 * In a worker thread the main thread must have called `setNativeEnvironment` (or this function) before it started
 * the worker; otherwise the bits could depend on the number of cores, and the answer is `missing`.
 */
export async function loadNative(options: { verbose?: boolean; root?: string } = {}): Promise<Native | Missing> {
  if (!environmentIsSet()) {
    return { missing: 'in a worker thread, native TensorFlow needs setNativeEnvironment() to be called on the main thread first.' };
  }
  setNativeEnvironment(options);
  const reasons: string[] = []; // the first is told: what was built here says more than what npm left
  for (const folder of installedPackages(options.root ?? packageRoot())) {
    const answer = await loadFrom(folder);
    if (!('missing' in answer)) return answer;
    reasons.push(answer.missing);
  }
  const [reason = 'native TensorFlow is not installed (npm drops @tensorflow/tfjs-node when its installer fails).'] = reasons;
  return { missing: `${reason} Run: ${calledAs('native')}` };
}

/** The package folders to try: what `npm run native` placed, then what npm's own installation left in node_modules. */
export function installedPackages(root: string): string[] {
  const built = packageFolder(nativeFolder(root));
  const found = existsSync(join(built, 'package.json')) ? [built] : [];
  try {
    found.push(dirname(createRequire(join(root, 'package.json')).resolve('@tensorflow/tfjs-node/package.json')));
  } catch {
    // npm dropped the optional dependency
  }
  return found;
}

/** The same from one given @tensorflow/tfjs-node package folder, with the environment as it is. */
export async function loadFrom(folder: string): Promise<Native | Missing> {
  supplyUtilFunctions();
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  if (version !== tensorflowVersion()) {
    return { missing: `native TensorFlow was built for TensorFlow.js ${version}, but ${tensorflowVersion()} is installed.` };
  }
  const tf = tensorflow();
  try {
    register(folder, tf);
    await tf.setBackend('tensorflow'); // the package does so when it is first loaded; whoever comes later finds another in its place
    return { tf, tensorflow: (tf.backend() as unknown as { binding: { TF_Version: string } }).binding.TF_Version };
  } catch (error) {
    return { missing: `native TensorFlow does not load: ${firstLine(error)}` };
  }
}

/** Loads the package, which registers its backend the first time. */
function register(folder: string, tf: Tf): void {
  const require = createRequire(join(folder, 'package.json'));
  const shared = require('@tensorflow/tfjs-core') as Pick<Tf, 'engine'>;
  if (shared.engine() !== tf.engine()) throw new Error('it has a copy of @tensorflow/tfjs-core of its own.');
  const argv = process.argv;
  process.argv = argv.slice(0, 2); // node-pre-gyp, with which the package looks for its binding, parses our options as its own
  try {
    require(folder);
  } finally {
    process.argv = argv;
  }
}

function firstLine(error: unknown): string {
  const line = (error instanceof Error ? error.message : String(error)).split('\n')[0]!.trim();
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
