import { existsSync, readFileSync, statSync } from 'node:fs';
import { Fault } from '../fault.ts';

const causes: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder, a file is expected',
  EACCES: 'no permission to read it',
};

/**
 * The text of a file in UTF-8, without the byte order mark that some editors put before it. A pipe or a device is not
 * read: it may never end.
 * @param place how messages name the file: '--config run.json'
 * @throws Fault if it cannot be read
 */
export function readText(path: string, place = path): string {
  try {
    const stats = statSync(path);
    if (!stats.isFile() && !stats.isDirectory()) {
      throw new Fault(`${place}: this is not a regular file (but a pipe or a device). Save it to a file first.`);
    }
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof Fault) throw error;
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new Fault(`${place}: ${causes[code] ?? `cannot be read (${code})`}.`);
  }
}

/** Whether there is something under that path. */
export function isThere(path: string): boolean {
  return existsSync(path);
}
