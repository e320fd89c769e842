import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { toDatasets } from '../../../../src/data/columns/datasets.ts';
import { readTable } from '../../../../src/data/table/read-table.ts';
import { isShared } from '../../../../src/numbers/shared.ts';
import { cells, faultOf, rowsOf, tableFolder } from './table-folder.ts';

const { write, remove } = tableFolder();
afterAll(remove);

/** A file of NumPy, its head one byte longer than NumPy pads it to: no element lies at a multiple of its size. */
function npy(descr: string, shape: readonly number[], elements: ArrayBufferView): Uint8Array {
  const head = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`.padEnd(118);
  const start = Uint8Array.of(0x93, ...Buffer.from('NUMPY'), 1, 0, head.length + 1, 0, ...Buffer.from(`${head}\n`));
  return Buffer.concat([start, new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength)]);
}

const [rows, cols] = [40_000, 5]; // more bytes than are read at a time
const label = (row: number) => row % 3;
const cellOf = (row: number, c: number) => (c === cols - 1 ? label(row) : Math.fround(Math.sin(row * cols + c)));
const numbers = Array.from({ length: rows * cols }, (_, i) => cellOf(Math.floor(i / cols), i % cols));

describe('an array of rows of numbers', () => {
  it.each([
    ['<f8', Float64Array.from(numbers)],
    ['<f4', Float32Array.from(numbers)],
  ])('of %s, longer than is read at a time, has every number in its place, whichever column is asked for', async (descr, elements) => {
    const table = await readTable(write('long.npy', npy(descr, [rows, cols], elements)));
    for (const c of [4, 0, 2]) expect(table.columns[c]?.numbers).toEqual(Float64Array.from({ length: rows }, (_, row) => cellOf(row, c)));
  });

  it('is in float64 where a number, however late, is none of float32', async () => {
    const odd = Float64Array.from(numbers).fill(0.1, (rows - 1) * cols, (rows - 1) * cols + 1);
    const { train } = toDatasets(await readTable(write('odd.npy', npy('<f8', [rows, cols], odd))), undefined, { label: '4' });
    expect(train.X.data.length).toBe(rows * 4);
    expect([...train.X.data.subarray(0, 4), train.X.data[(rows - 1) * 4]]).toEqual([0, 1, 2, 3].map((c) => cellOf(0, c)).concat(0.1));
  });

  it('has gaps where it holds none: the other columns stay as they are', async () => {
    const gappy = Float32Array.from(numbers).fill(NaN, 6, 7);
    const { train } = toDatasets(await readTable(write('gap.npy', npy('<f4', [rows, cols], gappy))), undefined, { label: '4', missing: 'drop-rows' });
    expect(train.X.rows).toBe(rows - 1);
    expect([...train.X.data.subarray(4, 8)]).toEqual([0, 1, 2, 3].map((c) => cellOf(2, c)));
  });

  it('is the inputs where it lies, in memory that every thread reads, if all of it is used', async () => {
    const table = await readTable(write('all.npy', npy('<f4', [rows, cols], Float32Array.from(numbers))));
    const y = { name: 'y', numbers: Float64Array.from({ length: rows }, (_, row) => label(row)), words: undefined };
    const { train } = toDatasets({ ...table, columns: [...table.columns, y] }, undefined, { label: 'y' });
    expect(train.X.data).toBe(table.columns[0]?.cells?.data);
    expect(isShared(train.X.data)).toBe(true);
    expect(train.X.data).toEqual(Float32Array.from(numbers));
  });

  it('in an archive is read from its place in the file, as from the bytes of all of it', async () => {
    for (const name of ['both.npz', 'packed.npz']) {
      const path = join(import.meta.dirname, 'files', name);
      expect(rowsOf(await readTable(path))).toEqual(await cells(readFileSync(path), {}, name));
    }
  });

  it('is refused before it is read where it does not go into memory', async () => {
    const path = write('large.npy', npy('<f4', [rows, cols], Float32Array.from(numbers)));
    expect(await faultOf(readTable(path, { memory: 700_000 }))).toBe(
      `${path}: some 40,000 rows of 5 columns take 0.8 MiB of memory, and 0.7 MiB are free. Give a part of the rows or of the columns.`,
    );
  });
});
