/** What JSON has no word for stands as an object with this property, which names its kind. */
const KIND = '$';

const ARRAYS = { Float32Array, Float64Array, Uint32Array, Uint8Array } as const;
type ArrayName = keyof typeof ARRAYS;

type Tagged =
  | { readonly [KIND]: 'number'; readonly value: string } // NaN, Infinity, -Infinity, -0
  | { readonly [KIND]: 'object'; readonly entries: readonly unknown[] } // one that has this property itself
  | { readonly [KIND]: 'undefined' } // in a list
  | { readonly [KIND]: ArrayName; readonly base64: string } // little-endian
  | { readonly [KIND]: 'Map'; readonly entries: readonly unknown[] };

/** A value, such as an outcome, as JSON, so that it can be kept or sent: every bit of it comes back, of a NaN too. */
export function encode(value: unknown): string {
  return JSON.stringify(encoded(value));
}

/** @param text as `encode` made it */
export function decode(text: string): unknown {
  return decoded(JSON.parse(text));
}

function encoded(value: unknown): unknown {
  if (typeof value === 'number') return encodedNumber(value);
  if (typeof value !== 'object' || value === null) return value;
  const name = (Object.keys(ARRAYS) as ArrayName[]).find((array) => value instanceof ARRAYS[array]); // a Buffer is of bytes, too
  if (name) return { [KIND]: name, base64: base64Of(value as Float32Array) };
  if (value instanceof Map) return { [KIND]: 'Map', entries: [...value].map(encoded) };
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? { [KIND]: 'undefined' } : encoded(item)));
  const entries = Object.entries(value).map(([key, inner]) => [key, encoded(inner)] as const);
  return Object.hasOwn(value, KIND) ? { [KIND]: 'object', entries } : Object.fromEntries(entries);
}

function encodedNumber(value: number): unknown {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value;
  return { [KIND]: 'number', value: Object.is(value, -0) ? '-0' : String(value) };
}

function base64Of({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

function decoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decoded);
  if (typeof value !== 'object' || value === null) return value;
  if (Object.hasOwn(value, KIND)) return decodedKind(value as Tagged);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decoded(inner)]));
}

function decodedKind(tagged: Tagged): unknown {
  if (tagged[KIND] === 'undefined') return undefined;
  if (tagged[KIND] === 'number') return Number(tagged.value);
  if (tagged[KIND] === 'object') return Object.fromEntries(tagged.entries.map(decoded) as [string, unknown][]);
  if (tagged[KIND] === 'Map') return new Map(tagged.entries.map(decoded) as [unknown, unknown][]);
  return new ARRAYS[tagged[KIND]](new Uint8Array(Buffer.from(tagged.base64, 'base64')).buffer); // copied to where elements are aligned
}
