import { list, quoted } from '../../src/fault.ts';
import { isAbsolute, relative } from '../../src/host/paths.ts';

/** The longest piece of a program's own words that a message repeats. */
const LONGEST = 400;

/** Another program's words, on one line and without control characters. */
export function oneLine(text: string): string {
  const line = text
    .trim()
    .replace(/\s*[\r\n]+\s*/g, ' / ')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\uFFFD');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** As `oneLine`, with the full stop that a sentence ends in. */
export function sentence(text: string): string {
  const line = oneLine(text);
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}

/** A path as the reader knows it: relative where it lies below the working folder. */
export function shownPath(path: string, cwd: string): string {
  const below = relative(cwd, path);
  return oneLine(below.startsWith('..') || isAbsolute(below) || below === '' ? path : below);
}

/** What came instead of what was expected: 'undefined', 'an array of 3', "an object with 'loss'". */
export function whatCame(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${value}`;
  if (typeof value === 'string') return `the text ${quoted(value)}`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  if ('then' in value) return 'a promise (is an await missing?)';
  if ('dataSync' in value) return 'a tensor (return its numbers: await tensor.array())';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : `an array of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an object without properties' : `an object with ${list(keys)}`;
}
