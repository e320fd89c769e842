import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { decode, encode } from '../jobs/json.ts';

/** A value that is too large for a job: it is sent once, and known by the hash of its bytes. */
export interface Blob {
  readonly hash: string;
  readonly bytes: Buffer;
}

export function blobOf(value: unknown): Blob {
  const bytes = gzipSync(encode(value), { level: 1 });
  return { hash: hashOf(bytes), bytes };
}

/** Bytes unpacked at most: more is no data set of ours. */
const MOST = 4 * 2 ** 30;

/** @throws Error where the bytes are not those of the hash */
export function unpacked(hash: string, bytes: Buffer): unknown {
  if (hashOf(bytes) !== hash) throw new Error('What a job is of came altered.');
  return decode(gunzipSync(bytes, { maxOutputLength: MOST }).toString());
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
