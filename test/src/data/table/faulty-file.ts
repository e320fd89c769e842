import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type fc from 'fast-check';
import { damaged } from '../../../faults/damaged.ts';

const rows = (delimiter: string, end = '\n') =>
  ['x', 'y', 'kind'].join(delimiter) +
  end +
  Array.from({ length: 30 }, (_, r) => [(r * 1.37).toFixed(2), r % 7 === 0 ? 'NA' : 9 - r, r % 3 ? 'red' : '"dark, blue"'].join(delimiter) + end).join('');

/** A file of each form, as it should be. */
const SOUND: readonly Uint8Array[] = [
  ...[rows(','), rows(';', '\r\n'), rows('\t', '\r'), rows('  '), `sep=|\n${rows('|')}`, `Title, of all\n# said\n${rows(',')}`].map((text) =>
    Buffer.from(text),
  ),
  Buffer.from(rows(';'), 'utf16le'),
  Buffer.from(rows(',').replaceAll('red', 'größe'), 'latin1'),
  gzipSync(rows(',')),
  Buffer.from(`@relation a\n@attribute x numeric\n@attribute kind {red,'dark blue'}\n@data\n${"1.5,red\n?,'dark blue'\n{1 red}\n".repeat(5)}`),
  Buffer.from('+1 1:0.5 3:2\n-1 2:1e3 # last\n'.repeat(5)),
  Buffer.from('{"x": 1.5, "kind": "red"}\n{"x": null, "kind": "blue"}\n'.repeat(5)),
  Buffer.from(
    JSON.stringify(
      Array.from({ length: 9 }, (_, x) => ({ x, kind: x % 2 ? 'a' : 'b' })),
      undefined,
      1,
    ),
  ),
  ...readdirSync(join(import.meta.dirname, 'files')).flatMap((name) => (name.endsWith('.py') ? [] : [readFileSync(join(import.meta.dirname, 'files', name))])),
];

/** A file of any form with one to four faults. */
export const faultyFile: fc.Arbitrary<Uint8Array> = faultyCopies(1, 4).map(([file]) => file!);

/** So many copies of a file of any form, each with one to `most` faults of its own. */
export function faultyCopies(copies: number, most: number): fc.Arbitrary<readonly Uint8Array[]> {
  return damaged(SOUND, copies, most);
}
