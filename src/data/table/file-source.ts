import { type Stats, statSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../../fault.ts';
import { CHUNK, type Source } from './source.ts';

/** @throws Fault if `path` is an address, or nothing that can be read as a file */
export function checkIsFile(path: string): void {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) {
    throw new Fault(`${path}: this is an address, a file is expected. Download it first, with a browser or curl -LO, and give the file's path.`);
  }
  try {
    regular(path, statSync(path));
  } catch (error) {
    throw asFault(path, error);
  }
}

/** A file's bytes. @throws Fault, while they are read, if they cannot be or the file changes */
export function fileSource(path: string): Source {
  const first: First = {};
  return {
    name: path,
    size: statSync(path).size,
    chunks: () => readChunks(path, first),
    part: (from, to) => readPart(path, first, from, to),
    async beside(name) {
      const other = join(dirname(path), name);
      const found = basename(path) !== name && (await stat(other).catch(() => undefined))?.isFile();
      return found ? fileSource(other) : undefined;
    },
  };
}

/** A file's first chunk, which is looked at several times to tell how it is to be read. */
interface First {
  read?: { readonly bytes: Uint8Array; readonly before: Stats };
}

async function* readChunks(path: string, first: First): AsyncGenerator<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    if (first.read) yield first.read.bytes;
    file = await open(path);
    const before = first.read?.before ?? regular(path, await file.stat());
    let at = first.read?.bytes.length ?? 0;
    let buffer = new Uint8Array(CHUNK);
    for (let read = await file.read(buffer, 0, CHUNK, at); read.bytesRead > 0; read = await file.read(buffer, 0, CHUNK, at)) {
      const bytes = buffer.subarray(0, read.bytesRead);
      if (at === 0) {
        first.read = { bytes, before };
        buffer = new Uint8Array(CHUNK);
      }
      at += read.bytesRead;
      yield bytes;
    }
    checkUnchanged(path, before, await stat(path));
  } catch (error) {
    throw asFault(path, error);
  } finally {
    await file?.close();
  }
}

/** The bytes [from, to) of a file that is still as it was when its first were read. */
async function* readPart(path: string, { read: seen }: First, from: number, to: number): AsyncGenerator<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const before = seen?.before ?? regular(path, await file.stat());
    const buffer = new Uint8Array(Math.max(0, Math.min(CHUNK, to - from)));
    for (let at = from; at < to; ) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, to - at), at);
      if (bytesRead === 0) break;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
    checkUnchanged(path, before, await stat(path));
  } catch (error) {
    throw asFault(path, error);
  } finally {
    await file?.close();
  }
}

function checkUnchanged(path: string, before: Stats, after: Stats): void {
  if (before.size === after.size && before.mtimeMs === after.mtimeMs) return;
  throw new Fault(`${path}: the file changed while it was read. Run again when it is complete.`);
}

function regular(path: string, stats: Stats): Stats {
  if (stats.isDirectory()) throw new Fault(`${path}: this is a folder, a data file is expected.`);
  if (!stats.isFile()) throw new Fault(`${path}: this is not a regular file (but a pipe or a device). Save the data to a file first.`);
  return stats;
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Is the path right, seen from the current folder?',
  ENOTDIR: 'there is no such file: a part of the path is not a folder.',
  EACCES: 'no permission to read it.',
  EPERM: 'no permission to read it.',
  EISDIR: 'this is a folder, a data file is expected.',
};

function asFault(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Fault) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code === undefined ? error : new Fault(`${path}: ${CAUSES[code] ?? `the file cannot be read (${code}).`}`);
}
