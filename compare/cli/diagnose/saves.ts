import { watch } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readText } from '../../../src/host/text-file.ts';

/** Milliseconds in which an editor that has begun to save is done with it. */
const SETTLED = 60;

/**
 * One turn for each time that a file is saved with another text, until `signal`. The folder is watched and not the file, which many
 * editors replace by another.
 */
export async function* saves(path: string, signal?: AbortSignal): AsyncGenerator<void> {
  let last = textOf(path);
  const events = watch(dirname(path), signal && { signal });
  try {
    for await (const { filename } of events) {
      if (filename !== null && filename !== basename(path)) continue;
      await setTimeout(SETTLED);
      const text = textOf(path);
      if (text === undefined || text === last) continue;
      last = text;
      yield;
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}

/** Nothing while the file is away, between an editor's removing the old and putting the new in its place. */
function textOf(path: string): string | undefined {
  try {
    return readText(path);
  } catch {
    return undefined;
  }
}
