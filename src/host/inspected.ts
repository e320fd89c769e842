import { inspect } from 'node:util';

/** Any value on one line, no longer than helps in a message. */
export function inspected(value: unknown): string {
  return inspect(value, { breakLength: Infinity, depth: 1, maxArrayLength: 8, maxStringLength: 40 });
}
