import { Fault } from '../../src/fault.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { joined } from './protobuf.ts';

/** A tensor with its shape; a matrix, or a row as a vector. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array;
}

export interface Safetensors {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

const NUMBERS = { F32: Float32Array, F64: Float64Array } as const;

interface Entry {
  readonly dtype: keyof typeof NUMBERS;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Numbers are aligned to so many bytes, for readers that map the file. */
const ALIGNED = 8;

/** https://github.com/huggingface/safetensors: the header's length, the header in JSON, the numbers, each lowest byte first. */
export function toSafetensors({ tensors, metadata }: Safetensors): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const [name, { shape, data }] of [...tensors].toSorted(([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT)) {
    const entry: Entry = { dtype: data instanceof Float64Array ? 'F64' : 'F32', shape, data_offsets: [at, at + data.byteLength] };
    header[name] = entry;
    parts.push(littleEndian(data));
    at += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = joined([text, new Uint8Array((ALIGNED - (text.length % ALIGNED)) % ALIGNED).fill(0x20)]);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(padded.length), true);
  return joined([length, padded, ...parts]);
}

/** @throws Fault if it is no such file, or is cut short @param path how it is named in that */
export function fromSafetensors(file: Uint8Array, path: string): Safetensors {
  try {
    const bytes = new Uint8Array(file); // slices of a Buffer share its memory
    const view = new DataView(bytes.buffer);
    const begins = 8 + Number(view.getBigUint64(0, true));
    const { __metadata__: metadata = {}, ...entries } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, begins))) as {
      __metadata__?: Record<string, string>;
    } & Record<string, Entry>;
    const read = ({ dtype, shape, data_offsets: [from, to] }: Entry): StoredTensor => {
      if (!(from >= 0 && from <= to && begins + to <= bytes.length && shape.every((size) => size >= 0))) throw new RangeError('not within the file');
      const data = new NUMBERS[dtype](bytes.slice(begins + from, begins + to).buffer);
      if (data.length !== shape.reduce((n, size) => n * size, 1)) throw new RangeError('cut short');
      return { shape, data };
    };
    return { tensors: new Map(Object.entries(entries).map(([name, entry]) => [name, read(entry as Entry)])), metadata };
  } catch {
    throw new Fault(`${path} holds no weights that can be read. Was it cut short, or written by another program?`);
  }
}

function littleEndian(data: Float32Array | Float64Array): Uint8Array {
  const bytes = new Uint8Array(data.byteLength);
  const view = new DataView(bytes.buffer);
  data.forEach((value, i) => (data instanceof Float64Array ? view.setFloat64(i * 8, value, true) : view.setFloat32(i * 4, value, true)));
  return bytes;
}

export function asStored({ rows, cols, data }: Matrix, isVector: boolean): StoredTensor {
  return { shape: isVector ? [cols] : [rows, cols], data };
}
