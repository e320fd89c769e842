import { freemem, totalmem } from 'node:os';
import { platform } from 'node:process';

/**
 * Bytes of memory that a computation may take. Where caches, which give way, count as taken (macOS), or this cannot be known,
 * all that the machine has.
 */
export function freeMemory(): number {
  const free = platform === 'linux' || platform === 'win32' ? freemem() : totalmem();
  const limit = process.constrainedMemory() ?? 0;
  return limit > 0 && limit < totalmem() ? Math.min(free, limit) : free;
}
