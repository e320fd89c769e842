import { readFile, stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { parseSource } from './source.ts';

/** The file that a network of the reader's own is in, as it was when the run began. */
export interface OwnFile {
  readonly file: string;
  readonly text: string;
}

/** More than a network written by hand is long; a notebook with its pictures may be longer, and is not kept. */
const MOST_BYTES = 512 * 1024;

/** What is kept of what `--network` names; nothing of a network that ships, of a program that is no text, or of none. */
export async function ownFile(source: string, cwd = process.cwd()): Promise<OwnFile | undefined> {
  if (/^[\w-]+$/.test(source)) return undefined; // ships
  const parsed = await parseSource(source, cwd).catch(() => undefined);
  if (!parsed) return undefined;
  const named = parsed.kind === 'command' ? [...parsed.args.filter((argument) => !argument.startsWith('-')), parsed.program] : [parsed.path];
  for (const path of named.map((name) => resolve(cwd, name))) {
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile() || found.size > MOST_BYTES) continue;
    const text = await readFile(path, 'utf8');
    if (!text.includes('\0')) return { file: relative(cwd, path), text };
  }
  return undefined;
}
