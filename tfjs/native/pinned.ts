import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const TFJS_NODE = '@tensorflow/tfjs-node';

/** What a lock says of each package, by where npm lays it: 'node_modules/progress'. */
interface Lock {
  packages: Record<string, { version: string; integrity?: string; dependencies?: Record<string, string> } | undefined>;
}

/** What is to be fetched, to the bit. */
export interface Pinned {
  /** The version of TensorFlow.js that is installed: no other loads beside it. */
  version: string;
  /** The package's hash, where the lock knows that version. */
  integrity?: string | undefined;
  versionOf(dependency: string): string | undefined;
}

/** Where the build leaves what the package needs of the checkout's lock, which npm packs into no package. */
export const excerptPath = (root: string): string => join(root, 'dist', 'tfjs', 'native', 'pinned.json');

/** What this program pins of @tensorflow/tfjs-node and what it needs: by the lock in a checkout, by its excerpt in the package. */
export function pinned(root: string): Pinned {
  const lock = readLock([lockPath(root), excerptPath(root)].find((path) => existsSync(path)) ?? lockPath(root));
  const { version } = createRequire(join(root, 'package.json'))('@tensorflow/tfjs-core/package.json') as { version: string };
  const known = lock.packages[place(TFJS_NODE)];
  return {
    version,
    integrity: known?.version === version ? known.integrity : undefined,
    versionOf: (dependency) => lock.packages[place(dependency)]?.version,
  };
}

/** The lock without all that `pinned` does not ask of it. */
export function excerptOf(root: string): Lock {
  const { packages } = readLock(lockPath(root));
  const names = [TFJS_NODE, ...Object.keys(packages[place(TFJS_NODE)]?.dependencies ?? {})];
  return { packages: Object.fromEntries(names.map((name) => [place(name), versionAndHash(packages[place(name)])])) };
}

function versionAndHash(found: Lock['packages'][string]): Lock['packages'][string] {
  return found && { version: found.version, ...(found.integrity !== undefined && { integrity: found.integrity }) };
}

const lockPath = (root: string): string => join(root, 'package-lock.json');
const place = (name: string): string => `node_modules/${name}`;

function readLock(path: string): Lock {
  return JSON.parse(readFileSync(path, 'utf8')) as Lock;
}
