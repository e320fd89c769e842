import { rmSync } from 'node:fs';
import { abandonedBuilds, folderSize, nativeFolder } from './folders.ts';

/** Undoes all that `npm run native` ever placed; returns the bytes freed. node_modules is not touched. */
export function removeNative(root: string): number {
  let bytes = 0;
  for (const folder of [nativeFolder(root), ...abandonedBuilds(root)]) {
    bytes += folderSize(folder);
    rmSync(folder, { recursive: true, force: true });
  }
  return bytes;
}
