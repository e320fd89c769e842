/** A field of a message of Protocol Buffers, encoded. */
export type Field = Uint8Array;

const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** https://protobuf.dev/programming-guides/encoding: an integer that is not negative, seven bits a byte, the lowest first. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}

function key(field: number, wire: number): number[] {
  return varint(field * 8 + wire);
}

export function integer(field: number, value: number): Field {
  return Uint8Array.from([...key(field, WIRE.varint), ...varint(value)]);
}

export function float(field: number, value: number): Field {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return joined([Uint8Array.from(key(field, WIRE.fixed32)), bytes]);
}

export function double(field: number, value: number): Field {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return joined([Uint8Array.from(key(field, WIRE.fixed64)), bytes]);
}

/** A text, bytes, or a message: its fields one after the other. */
export function bytes(field: number, value: string | Uint8Array | readonly Field[]): Field {
  const content = typeof value === 'string' ? new TextEncoder().encode(value) : value instanceof Uint8Array ? value : joined(value);
  return joined([Uint8Array.from([...key(field, WIRE.bytes), ...varint(content.length)]), content]);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
