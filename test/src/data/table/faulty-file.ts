import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';

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

/** Where in a file, from 0 to below 1: anywhere alike, as doubles, most of which lie beside 0, are not. */
const place = fc.nat(9999).map((n) => n / 10_000);

/** What goes wrong with files: cut, damaged, put together, edited by hand, written by careless programs. */
const fault = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({
    kind: fc.constant('byte' as const),
    at: place,
    byte: fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 10, 13, 34, 35, 39, 44, 92, 123, 255)),
  }),
  fc.record({ kind: fc.constant('without' as const), at: place, length: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant('twice' as const), at: place, length: fc.integer({ min: 1, max: 400 }) }),
  fc.record({
    kind: fc.constant('text' as const),
    at: place,
    text: fc.constantFrom(
      '"',
      "'",
      ',',
      ';;',
      '\n',
      '\r',
      '\r\n\r\n',
      '\n#',
      '\0',
      '1e999',
      '-',
      '9'.repeat(400),
      '\u2028',
      '\ufeff',
      '}',
      '[',
      '@data\n',
      ' 999999999:1',
      '<html>',
      'é',
      '\ud800',
      '   ',
      '=SUM(A1)',
      '\x1b[2J',
    ),
  }),
  fc.record({ kind: fc.constant('joined' as const), other: fc.nat(SOUND.length - 1) }),
);
type FaultOf = typeof fault extends fc.Arbitrary<infer T> ? T : never;

function applied(bytes: Uint8Array, fault: FaultOf): Uint8Array {
  if (fault.kind === 'joined') return Buffer.concat([bytes, SOUND[fault.other]!]);
  const at = Math.floor(fault.at * bytes.length);
  switch (fault.kind) {
    case 'cut':
      return bytes.subarray(0, at);
    case 'byte':
      return Buffer.concat([bytes.subarray(0, at), Uint8Array.of(fault.byte), bytes.subarray(at + 1)]);
    case 'without':
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + fault.length)]);
    case 'twice':
      return Buffer.concat([bytes.subarray(0, at + fault.length), bytes.subarray(at)]);
    case 'text':
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(fault.text), bytes.subarray(at)]);
  }
}

/** A file of any form with one to four faults. */
export const faultyFile: fc.Arbitrary<Uint8Array> = faultyCopies(1, 4).map(([file]) => file!);

/** So many copies of a file of any form, each with one to `most` faults of its own. */
export function faultyCopies(copies: number, most: number): fc.Arbitrary<readonly Uint8Array[]> {
  const faults = fc.array(fault, { minLength: 1, maxLength: most });
  return fc
    .tuple(fc.nat(SOUND.length - 1), fc.array(faults, { minLength: copies, maxLength: copies }))
    .map(([which, each]) => each.map((own) => own.reduce(applied, SOUND[which]!)));
}
