import { Fault } from '../../fault.ts';
import type { Form } from './form.ts';
import { allOf, type Source } from './source.ts';
import { TableBuilder } from './table-builder.ts';

/** By the third byte of a file: how many bytes a value has, and how it is read, the high byte first. */
const TYPES: Readonly<Record<number, { readonly size: number; read(view: DataView, at: number): number }>> = {
  8: { size: 1, read: (view, at) => view.getUint8(at) },
  9: { size: 1, read: (view, at) => view.getInt8(at) },
  11: { size: 2, read: (view, at) => view.getInt16(at) },
  12: { size: 4, read: (view, at) => view.getInt32(at) },
  13: { size: 4, read: (view, at) => view.getFloat32(at) },
  14: { size: 8, read: (view, at) => view.getFloat64(at) },
};

interface IdxArray {
  readonly shape: readonly number[];
  at(index: number): number;
}

/** MNIST's own form: images in one file, their labels in another beside it. Either may be given. */
export const idx: Form = {
  name: 'IDX',
  recognises: ([a, b, type, axes]) => a === 0 && b === 0 && type! in TYPES && axes! >= 1 && axes! <= 4,
  async read(source, { memory }) {
    const given = await readIdx(source, memory);
    const other = await partner(source, given.shape.length === 1);
    const [images, labels] = given.shape.length === 1 ? [await readIdx(other, memory), given] : [given, await readIdx(other, memory)];
    const [rows, ...size] = images.shape as [number, ...number[]];
    if (labels.shape.length !== 1 || labels.shape[0] !== rows) {
      throw new Fault(`${source.name}: ${rows} images, and ${labels.shape.join('×')} labels in ${other.name}. Do the files belong together?`);
    }
    const pixels = size.reduce((product, n) => product * n, 1);
    const table = new TableBuilder(source.name, 1 + pixels, memory);
    table.reserve(rows);
    table.columns.forEach((column, c) => {
      for (let row = 0; row < rows; row++) column.setNumber(row, c === 0 ? labels.at(row) : images.at(row * pixels + c - 1));
    });
    table.rows = rows;
    const names = ['label', ...Array.from({ length: pixels }, (_, k) => `pixel${k}`)];
    return table.finish(names, [`${source.name}: read with ${other.name}.`], (row) => `${source.name}[${row}]`);
  },
};

/** 'train-images-idx3-ubyte' and 'train-labels-idx1-ubyte' belong together. */
async function partner(source: Source, isLabels: boolean): Promise<Source> {
  const file = source.name.replace(/^.*[\\/]/, '');
  const name = isLabels ? file.replace('labels', 'images').replace('idx1', 'idx3') : file.replace('images', 'labels').replace('idx3', 'idx1');
  const others = name === file ? [] : [name, name.replace(/\.gz$/i, ''), `${name}.gz`];
  for (const other of others) {
    const found = await source.beside(other);
    if (found) return found;
  }
  const expected = name === file ? "as '…-images-idx3-ubyte' and '…-labels-idx1-ubyte' belong together" : `as ${name} beside it`;
  throw new Fault(`${source.name}: these are ${isLabels ? 'labels without their images' : 'images without their labels'}, which are expected ${expected}.`);
}

async function readIdx(source: Source, memory: number | undefined): Promise<IdxArray> {
  const bytes = await allOf(source, memory);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = TYPES[bytes[2] ?? 0];
  const axes = bytes[3] ?? 0;
  const start = 4 + 4 * axes;
  if (!type || bytes.length < start) throw new Fault(`${source.name}: this is no IDX file, or one cut short.`);
  const shape = Array.from({ length: axes }, (_, k) => view.getUint32(4 + 4 * k));
  const expected = start + type.size * shape.reduce((product, n) => product * n, 1);
  if (bytes.length !== expected)
    throw new Fault(`${source.name}: ${expected} bytes are expected for ${shape.join('×')} values, ${bytes.length} are there. Copy or download it again.`);
  return { shape, at: (index) => type.read(view, start + type.size * index) };
}
