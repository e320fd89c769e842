import { Fault } from '../../fault.ts';
import type { TableOptions } from './table-options.ts';

/** Bytes by a name, wherever they come from. */
export interface Source {
  /** As messages name it. */
  readonly name: string;
  /** How many bytes there are, where that is known. */
  readonly size: number | undefined;
  /** All of them, from the first on each time. A chunk is good until the next is asked for. */
  chunks(): AsyncIterable<Uint8Array>;
  /** The bytes [from, to), where they can be had without those before them. */
  part?(from: number, to: number): AsyncIterable<Uint8Array>;
  /** What lies beside it by another name; undefined if nothing does. */
  beside(name: string): Promise<Source | undefined>;
}

export function bytesSource(name: string, bytes: Uint8Array): Source {
  return {
    name,
    size: bytes.length,
    chunks: () => inChunks(bytes),
    part: (from, to) => inChunks(bytes.subarray(from, to)),
    beside: async () => undefined,
  };
}

export async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

/** How much is read at a time. */
export const CHUNK = 2 ** 20;

/** When progress begins to be told. */
const MILLISECONDS = 300;

/** The same bytes; how many of them are read is told once it takes its time. */
export function toldOf(source: Source, onProgress: TableOptions['onProgress']): Source {
  if (!onProgress) return source;
  const begun = performance.now();
  const { part } = source;
  async function* told(chunks: AsyncIterable<Uint8Array>, from: number) {
    let done = from;
    for await (const chunk of chunks) {
      done += chunk.length;
      if (performance.now() - begun > MILLISECONDS) onProgress?.(done, source.size ?? done);
      yield chunk;
    }
  }
  return {
    ...source,
    chunks: () => told(source.chunks(), 0),
    ...(part && { part: (from, to) => told(part(from, to), from) }),
  };
}

/** The first `length` bytes, or all where there are fewer. */
export async function startOf({ chunks }: Pick<Source, 'chunks'>, length: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let used = 0;
  for await (const chunk of chunks()) {
    if (used === 0 && chunk.length >= length) return chunk.slice(0, length);
    parts.push(chunk.slice(0, length - used));
    used += parts.at(-1)!.length;
    if (used === length) break;
  }
  const start = new Uint8Array(used);
  let at = 0;
  for (const part of parts) {
    start.set(part, at);
    at += part.length;
  }
  return start;
}

/** All bytes in one. @throws Fault if they are more than `memory` */
export async function allOf(source: Source, memory = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  const most = Math.min(memory, 2 ** 32);
  let all = new Uint8Array(source.size === undefined || source.size > most ? CHUNK : source.size);
  let used = 0;
  for await (const chunk of source.chunks()) {
    if (used + chunk.length > most)
      throw new Fault(`${source.name}: a file of this form is read as a whole, and it does not go into memory. Give a part of it.`);
    if (used + chunk.length > all.length) all = grown(all, Math.max(used + chunk.length, 2 * all.length));
    all.set(chunk, used);
    used += chunk.length;
  }
  return all.subarray(0, used);
}

function grown(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const longer = new Uint8Array(length);
  longer.set(bytes);
  return longer;
}
