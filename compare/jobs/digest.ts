import { createHash } from 'node:crypto';

/** A hash (sha256, hex) of the pieces, each by its length and then itself: where one ends and the next begins is part of it. */
export function digest(pieces: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(`${Buffer.byteLength(piece)}:`).update(piece);
  return hash.digest('hex');
}
