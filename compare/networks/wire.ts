import { Fault } from '../../src/fault.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';

/** A matrix on the wire: row-major, little-endian, base64, so that every bit arrives. */
interface WireMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly dtype: 'float32' | 'float64';
  readonly data: string;
}

/** Numbers that JSON has no word for. */
const WORDS: Readonly<Record<string, number>> = { NaN, Infinity, '-Infinity': -Infinity };

/** One line of JSON. Matrices go as WireMatrix, labels as plain arrays. */
export function encodeLine(message: unknown): string {
  return `${JSON.stringify(message, (_key, value: unknown) => {
    if (isMatrix(value)) return encodeMatrix(value);
    return value instanceof Uint32Array ? Array.from(value) : value;
  })}\n`;
}

/**
 * The message of one line, with its matrices and the loss's "NaN", "Infinity", "-Infinity" as what they stand for.
 * @throws SyntaxError if it is no JSON
 * @throws Fault if a matrix does not hold the numbers that its shape needs
 */
export function decodeLine(line: string): unknown {
  return JSON.parse(line, (key, value: unknown) => {
    if (isWireMatrix(value)) return decodeMatrix(value);
    return key === 'loss' && typeof value === 'string' ? (WORDS[value] ?? value) : value;
  });
}

function isMatrix(value: unknown): value is Matrix {
  return typeof value === 'object' && value !== null && 'data' in value && ArrayBuffer.isView(value.data);
}

function isWireMatrix(value: unknown): value is WireMatrix {
  return typeof value === 'object' && value !== null && 'dtype' in value && 'data' in value && typeof value.data === 'string';
}

function encodeMatrix({ rows, cols, data }: Matrix): WireMatrix {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return { rows, cols, dtype: data instanceof Float64Array ? 'float64' : 'float32', data: bytes.toString('base64') };
}

function decodeMatrix({ rows, cols, dtype, data }: WireMatrix): Matrix {
  if (dtype !== 'float32' && dtype !== 'float64') throw new Fault(`a matrix is float32 or float64, not ${String(dtype)}`);
  const FloatArray = dtype === 'float64' ? Float64Array : Float32Array;
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length !== rows * cols * FloatArray.BYTES_PER_ELEMENT) {
    throw new Fault(`a ${dtype} matrix of ${rows} rows and ${cols} columns came with ${bytes.length} bytes`);
  }
  return { rows, cols, data: new FloatArray(new Uint8Array(bytes).buffer) }; // copied to where elements are aligned
}
