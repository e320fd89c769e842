import { unzipSync, zipSync } from 'fflate';
import { Fault, quoted } from '../../../src/fault.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import type { NamedArrays } from './arrays.ts';

/** A .npz as numpy.savez has it: an archive of .npy files, not compressed. */
export function npzOf(arrays: NamedArrays): Uint8Array {
  const files = [...arrays].map(([name, values]) => [`${name}.npy`, npyOf(values)] as const);
  return zipSync(Object.fromEntries(files), { level: 0, mtime: new Date('1980-01-02') }); // the same bytes whenever it is written
}

/** @throws Fault where it is no .npz, or holds arrays that are not of numbers */
export function readNpz(bytes: Uint8Array, place: string): Map<string, Matrix> {
  try {
    const files = Object.entries(unzipSync(bytes));
    return new Map(files.map(([name, file]) => [name.replace(/\.npy$/, ''), readNpy(file, `${place}: ${name}`)]));
  } catch (error) {
    throw error instanceof Fault ? error : new Fault(`${place}: this is no .npz (${(error as Error).message}); write it with numpy.savez.`);
  }
}

const MAGIC = '\x93NUMPY';
const ALIGNED = 64;

/** Version 1.0 of the format: magic, version, length of the header, header, numbers (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). */
function npyOf({ rows, cols, data }: Matrix): Uint8Array {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${rows}, ${cols}), }`;
  const length = Math.ceil((MAGIC.length + 5 + header.length) / ALIGNED) * ALIGNED;
  const bytes = new Uint8Array(length + 8 * data.length);
  const view = new DataView(bytes.buffer);
  bytes.set(latin1(`${MAGIC}\x01\x00`));
  view.setUint16(8, length - 10, true);
  bytes.set(latin1(`${header.padEnd(length - 11)}\n`), 10);
  data.forEach((value, i) => view.setFloat64(length + 8 * i, value, true));
  return bytes;
}

const READ: Readonly<Record<string, (view: DataView, at: number, little: boolean) => number>> = {
  f8: (view, at, little) => view.getFloat64(at, little),
  f4: (view, at, little) => view.getFloat32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  i4: (view, at, little) => view.getInt32(at, little),
};

function readNpy(bytes: Uint8Array, place: string): Matrix {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = String.fromCharCode(...bytes.subarray(0, Math.min(bytes.length, 1024)));
  if (!text.startsWith(MAGIC)) throw new Fault(`${place}: this is no .npy file.`);
  const wide = bytes[6] !== 1; // from version 2 on the length of the header has 4 bytes
  const from = wide ? 12 : 10;
  const begin = from + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = text.slice(from, begin);
  const [, order = '', type = ''] = /'descr':\s*'([<>|=])(\w+)'/.exec(header) ?? [];
  const [, written = ''] = /'shape':\s*\(([^)]*)\)/.exec(header) ?? [];
  const sizes = written.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  const read = READ[type];
  if (!read || sizes.length > 2) {
    throw new Fault(
      `${place}: expected a matrix or a vector of float64, float32 or integers, got ${quoted(type || header.trim())} of ${sizes.length} dimensions.`,
    );
  }
  const [rows, cols] = sizes.length === 2 ? [sizes[0]!, sizes[1]!] : [sizes[0] ?? 1, 1]; // a vector is a column, and a number one of 1
  const width = Number(type.slice(1));
  if (bytes.length < begin + width * rows * cols) throw new Fault(`${place}: it ends before its ${rows * cols} numbers; was it written to its end?`);
  const at = /'fortran_order':\s*True/.test(header) ? (i: number) => (i % cols) * rows + Math.floor(i / cols) : (i: number) => i;
  return { rows, cols, data: Float64Array.from({ length: rows * cols }, (_, i) => read(view, begin + width * at(i), order !== '>')) };
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
