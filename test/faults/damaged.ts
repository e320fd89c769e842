import fc from 'fast-check';

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
  fc.record({ kind: fc.constant('joined' as const), other: fc.nat() }),
);
type FaultOf = typeof fault extends fc.Arbitrary<infer T> ? T : never;

function applied(bytes: Uint8Array, fault: FaultOf, sound: readonly Uint8Array[]): Uint8Array {
  if (fault.kind === 'joined') return Buffer.concat([bytes, sound[fault.other % sound.length]!]);
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

/** So many copies of one of the files, each with one to `most` faults of its own. */
export function damaged(sound: readonly Uint8Array[], copies: number, most: number): fc.Arbitrary<readonly Uint8Array[]> {
  const faults = fc.array(fault, { minLength: 1, maxLength: most });
  return fc
    .tuple(fc.nat(sound.length - 1), fc.array(faults, { minLength: copies, maxLength: copies }))
    .map(([which, each]) => each.map((own) => own.reduce((bytes: Uint8Array, one) => applied(bytes, one, sound), sound[which]!)));
}
