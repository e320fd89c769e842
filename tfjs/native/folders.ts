import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../../src/host/is-running.ts';

/**
 * Our own copy of the package lives outside node_modules, because npm deletes an optional dependency whose install
 * script fails, and `npm ci` deletes everything. Inside the project it still finds the project's one @tensorflow/tfjs.
 */
export const nativeFolder = (root: string): string => join(root, '.cache', 'native');

/** Where everything is made and proved before it is renamed to `nativeFolder`; one per process, so two cannot mix. */
export const buildFolder = (root: string): string => join(root, '.cache', `native-build-${process.pid}`);

/** The @tensorflow/tfjs-node package within a folder that has a node_modules. */
export const packageFolder = (folder: string): string => join(folder, 'node_modules', '@tensorflow', 'tfjs-node');

/** Build folders of runs that were killed before they could clean up. */
export function abandonedBuilds(root: string): string[] {
  const cache = join(root, '.cache');
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => {
      const pid = /^native-build-(\d+)(-old)?$/.exec(name)?.[1];
      return pid !== undefined && !isRunning(Number(pid));
    })
    .map((name) => join(cache, name));
}

/** Bytes of all files in a folder; 0 where there is none. Files that vanish meanwhile count nothing. */
export function folderSize(folder: string): number {
  let bytes = 0;
  for (const entry of existsSync(folder) ? readdirSync(folder, { withFileTypes: true, recursive: true }) : []) {
    if (entry.isFile()) bytes += lstatSync(join(entry.parentPath ?? entry.path, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

/** '853 MB': 1 MB is 10^6 bytes, as pip counts. */
export function formatSize(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
