/** One kind of element of an array. */
export interface Element {
  /** Bytes. */
  readonly size: number;
  /** Whether it is one, rather than a text. */
  readonly isNumber: boolean;
  read(view: DataView, at: number): number | string;
}

type ReadNumber = (view: DataView, at: number, little: boolean) => number;

/** By NumPy's letter and size. */
const NUMBERS: Readonly<Record<string, ReadNumber>> = {
  b1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  f2: (view, at, little) => halfPrecision(view.getUint16(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
};

/** Of a NumPy description such as '<f4', '|b1' or '<U10'; undefined if such elements are not read. */
export function elementOf(description: string): Element | undefined {
  const [, order, kind, digits] = /^([<>|=])([a-zA-Z])(\d+)$/.exec(description) ?? [];
  if (kind === undefined) return undefined;
  const little = order !== '>';
  const length = Number(digits);
  if (kind === 'S') return { size: length, isNumber: false, read: (view, at) => new TextDecoder().decode(bytesUpToZero(view, at, length)) };
  if (kind === 'U') return { size: 4 * length, isNumber: false, read: (view, at) => textOf(view, at, length, little) };
  const read = NUMBERS[`${kind}${length}`];
  return read && { size: length, isNumber: true, read: (view, at) => read(view, at, little) };
}

/** IEEE 754 binary16: a sign, five bits of exponent, ten of fraction. */
function halfPrecision(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15));
}

function bytesUpToZero(view: DataView, at: number, length: number): Uint8Array {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length);
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

/** Four bytes a character. */
function textOf(view: DataView, at: number, length: number, little: boolean): string {
  let text = '';
  for (let i = 0; i < length; i++) {
    const code = view.getUint32(at + 4 * i, little);
    if (code === 0) break;
    text += code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
  }
  return text;
}
