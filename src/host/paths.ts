import { fileURLToPath } from 'node:url';

export { basename, isAbsolute, join, relative } from 'node:path';

/** Where relative paths begin. */
export function workingFolder(): string {
  return process.cwd();
}

/** The path of a file that is named by its address. */
export function pathOf(url: string): string {
  return fileURLToPath(url);
}

/** The folder that a module of this program lies in, a separator at its end. */
export function folderOf(module: string): string {
  return fileURLToPath(new URL('.', module));
}
