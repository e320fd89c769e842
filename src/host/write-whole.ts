import { statSync, writeFileSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';

/**
 * Writes a file in one piece: whenever the program is ended, the file is as it was, or whole. What is no file, such as
 * /dev/stdout, is written into, not replaced.
 * @throws Error of the file system
 */
export function writeWhole(path: string, content: string | Uint8Array, mode?: number): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) return writeFileSync(path, content);
  writeFileAtomic.sync(path, typeof content === 'string' ? content : Buffer.from(content), mode === undefined ? {} : { mode });
}
