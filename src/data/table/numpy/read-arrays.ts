import { Fault } from '../../../fault.ts';
import type { Matrix } from '../../../numbers/matrix.ts';
import type { RawColumn, RawTable } from '../../raw-table.ts';
import type { Source } from '../source.ts';
import { TableBuilder } from '../table-builder.ts';
import type { TableOptions } from '../table-options.ts';
import { type NpyArray, readElements, readHead } from './array.ts';
import { arrayColumns } from './array-columns.ts';
import { isOfRows, readMatrix } from './read-matrix.ts';

interface Named extends NpyArray {
  /** The same, where it is read as one. */
  readonly matrix?: Matrix;
  readonly name: string;
  /** Numbers in a row: all axes but the first as one. */
  readonly columns: number;
}

/** A table of arrays that lie beside each other, as X and y do: one row for each step along the first axis. @throws Fault */
export async function readArrays(name: string, sources: readonly Source[], options: TableOptions): Promise<RawTable> {
  const read = await Promise.all(sources.map(async (source) => named(nameIn(name, source.name), await readArray(source, options.memory))));
  const { arrays, notes } = chosen(name, read);
  const [rows] = arrays[0]!.shape as [number];
  const names = arrays.flatMap((array) => columnNames(array));
  const lying = arrays.flatMap((array) => lyingColumns(array));
  const written = arrays
    .flatMap(({ columns, at }) => Array.from({ length: columns }, (_, c) => (row: number) => at(row * columns + c)))
    .filter((_, c) => !lying[c]);
  const table = new TableBuilder(name, written.length, options.memory);
  table.reserve(rows);
  for (const [c, cell] of written.entries()) for (let row = 0; row < rows; row++) table.columns[c]!.setValue(row, cell(row));
  table.rows = rows;
  const header = arrays.length === 1 && sources.length === 1 ? names.map(() => undefined) : names;
  const finished = table.finish(
    header.filter((_, c) => !lying[c]),
    notes,
    (row) => `${name}[${row}]`,
  );
  const built = [...finished.columns];
  return { ...finished, columns: lying.map((column, c) => column?.(header[c]) ?? built.shift()!) };
}

async function readArray(source: Source, memory: number | undefined): Promise<NpyArray & Pick<Named, 'matrix'>> {
  const head = await readHead(source);
  if (!isOfRows(head)) return await readElements(source, head, memory);
  const matrix = await readMatrix(source, head, memory);
  return { shape: head.shape, matrix, at: (index) => matrix.data[index]! };
}

/** Of each column of an array whether, and how, it is taken where it lies: those of finite numbers alone, in a matrix. */
function lyingColumns({ columns, matrix }: Named): (((name: string | undefined) => RawColumn) | undefined)[] {
  if (!matrix) return Array.from({ length: columns }, () => undefined);
  const columnOf = arrayColumns(matrix);
  const hasGap = new Uint8Array(columns);
  matrix.data.forEach((x, i) => {
    if (!Number.isFinite(x)) hasGap[i % columns] = 1;
  });
  return Array.from(hasGap, (gap, c) => (gap ? undefined : (name) => columnOf(name, c)));
}

/** 'X' of 'data.npz/X.npy'. */
function nameIn(archive: string, path: string): string {
  return path.slice(path.startsWith(`${archive}/`) ? archive.length + 1 : 0).replace(/\.npy$/, '');
}

function named(name: string, array: NpyArray): Named {
  return { ...array, name, columns: array.shape.slice(1).reduce((product, size) => product * size, 1) };
}

/** Arrays of equally many rows; of training and test arrays the former. */
function chosen(name: string, read: readonly Named[]): { arrays: readonly Named[]; notes: readonly string[] } {
  const lengths = (arrays: readonly Named[]) => new Set(arrays.map(({ shape }) => shape[0]));
  const training = read.filter((array) => /train/i.test(array.name));
  const arrays = lengths(read).size > 1 && training.length > 0 ? training : read;
  if (arrays.some(({ shape }) => shape.length === 0) || lengths(arrays).size > 1) {
    const shapes = read.map((array) => `${array.name} (${array.shape.join(', ')})`).join(', ');
    throw new Fault(
      `${name}: arrays of as many rows as each other are expected, X and y say; it holds ${shapes}. Save those that belong together in a file of their own.`,
    );
  }
  const others = read.filter((array) => !arrays.includes(array)).map((array) => array.name);
  return {
    arrays,
    notes:
      others.length === 0
        ? []
        : [`${name}: ${others.join(', ')} left out; only the training arrays are read. Save the others in a file of their own to test with.`],
  };
}

function columnNames({ name, shape, columns }: Named): string[] {
  return shape.length === 1 ? [name] : Array.from({ length: columns }, (_, c) => `${name}${c}`);
}
