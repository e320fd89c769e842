import type { RawTable } from '../../src/data/raw-table.ts';
import { tableOfRows } from '../../src/data/table/json/records.ts';
import { TableBuilder } from '../../src/data/table/table-builder.ts';
import { Fault } from '../../src/fault.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import type { Tables } from '../../src/run/load-data.ts';

/** What a cell may hold; null, undefined and '' are a missing value. */
export type Cell = number | bigint | string | boolean | Date | null | undefined;

/** Rows of numbers, (rows, columns): arrays of any kind, or one array row by row. */
export type Numbers = readonly ArrayLike<number>[] | Matrix;

/** Features and what is to be learnt from them: every column is learnt from, whatever it holds. */
export interface Samples {
  /** (rows, features) */
  readonly X: Numbers;
  /** (rows) a class or a value for each, or (rows, K) K values, or labels of 0 and 1, for each. */
  readonly y: ArrayLike<number> | readonly string[] | Numbers;
  /** The features' names; x1, x2, … if absent. */
  readonly features?: readonly string[];
}

/** A table: objects of names and values, which are judged as the columns of a file are, or features with their targets. */
export type Rows = readonly Readonly<Record<string, Cell>>[] | Samples;

/** Rows to train on and, if there are others, to test with; else a part is set aside for that, as the settings say. */
export interface InMemory {
  /** What reports call it; 'in memory' if absent. */
  readonly name?: string;
  readonly train: Rows;
  readonly test?: Rows | undefined;
}

/** A file, a folder or a data set by its name, as `--data` has it; or rows that are at hand. */
export type DataGiven = string | Rows | InMemory;

/** @returns the tables, and the columns of their targets where these came by themselves; @throws Fault where rows are of different lengths */
export function tablesOf(data: Rows | InMemory): { readonly tables: Tables; readonly label?: string } {
  const { name = 'in memory', train, test }: InMemory = 'train' in data ? data : { train: data };
  const targets = isSamples(train) ? targetsOf(train).names : undefined;
  const table = (rows: Rows, part: string) => (isSamples(rows) ? tableOfSamples(part, rows) : tableOfObjects(part, rows));
  const tables = { name, train: table(train, name), test: test && table(test, `${name}, to test with`), areAllFeatures: isSamples(train) };
  return { tables, ...(targets && { label: targets.join(',') }) };
}

function isSamples(rows: Rows): rows is Samples {
  return 'X' in rows;
}

function tableOfObjects(name: string, rows: readonly object[]): RawTable {
  return tableOfRows(
    name,
    rows.map((value, r) => ({ value, place: placeIn(name, r) })),
    [],
    undefined,
  );
}

function tableOfSamples(name: string, samples: Samples): RawTable {
  const { rows, cols, at } = gridOf(samples.X, `${name}: X`);
  const targets = targetsOf(samples, name);
  const names = samples.features ?? Array.from({ length: cols }, (_, c) => `x${c + 1}`);
  if (names.length !== cols) throw new Fault(`${name}: X has ${cols} columns, features names ${names.length}.`);
  if (targets.rows !== rows) throw new Fault(`${name}: X has ${rows} rows, y has ${targets.rows}.`);
  const table = new TableBuilder(name, cols + targets.names.length);
  table.reserve(rows);
  table.columns.forEach((column, c) => {
    for (let r = 0; r < rows; r++) column.setValue(r, c < cols ? at(r, c) : targets.at(r, c - cols));
  });
  table.rows = rows;
  return table.finish([...names, ...targets.names], [], (row) => placeIn(name, row));
}

interface Grid<T> {
  readonly rows: number;
  readonly cols: number;
  at(row: number, column: number): T | undefined;
}

function targetsOf({ y }: Samples, name = ''): Grid<number | string> & { readonly names: readonly string[] } {
  if ('data' in y || typeof y[0] === 'object') {
    const grid = gridOf(y as Numbers, `${name}: y`);
    return { ...grid, names: Array.from({ length: grid.cols }, (_, k) => `y${k + 1}`) };
  }
  const values = y as ArrayLike<number | string>;
  return { rows: values.length, cols: 1, at: (r) => values[r], names: ['y'] };
}

function gridOf(M: Numbers, where: string): Grid<number> {
  if ('data' in M) {
    const { rows, cols, data } = M;
    if (data.length !== rows * cols) throw new Fault(`${where}: ${rows} rows of ${cols} are ${rows * cols} numbers, got ${data.length}.`);
    return { rows, cols, at: (r, c) => data[r * cols + c] };
  }
  const cols = M[0]?.length ?? 0;
  const odd = M.findIndex((row) => row.length !== cols);
  if (odd >= 0) throw new Fault(`${where}: row ${odd} has ${M[odd]?.length} numbers, row 0 has ${cols}.`);
  return { rows: M.length, cols, at: (r, c) => M[r]?.[c] };
}

/** Rows are counted from 0, as the program that has them counts them. */
function placeIn(name: string, row: number): string {
  return `${name}, row ${row}`;
}
