import { count, Fault } from '../../fault.ts';
import type { RawTable } from '../raw-table.ts';
import { ColumnBuilder } from './column-builder.ts';

/** Bytes of a cell: a float64 here, and a float32 once more in the matrix that it goes to. */
const CELL = 12;
const FIRST_ROWS = 1024;
/** Bytes of a text and what finds it again; of all different ones together as many as the heap of JavaScript has room for. */
const TEXT = 250;
const MOST_TEXTS = 1e9 / TEXT;
/** From so many on it is asked whether they are numbers with decimal commas, which need not be kept as texts. */
const MANY_TEXTS = MOST_TEXTS / 4;
/** Rows between two looks at how many texts there are. */
const ROWS_BETWEEN = 8192;

/** A table while its rows are read. */
export class TableBuilder {
  readonly columns: readonly ColumnBuilder[];
  rows = 0;
  #room = 0;
  readonly #name: string;
  readonly #memory: number;

  /** @param memory bytes that the table may take */
  constructor(name: string, width: number, memory = Number.POSITIVE_INFINITY) {
    this.#name = name;
    this.#memory = memory;
    this.columns = Array.from({ length: width }, () => new ColumnBuilder());
  }

  /** Room for one row more. @throws Fault if there is none */
  makeRoom(): void {
    if (this.rows % ROWS_BETWEEN === 0) this.#checkTexts();
    if (this.rows >= this.#room) this.reserve(Math.max(FIRST_ROWS, Math.ceil(this.#room * 1.5)));
  }

  /** Room for so many rows; what is never written to takes no memory. @throws Fault if there is not as much */
  reserve(rows: number): void {
    if (rows <= this.#room) return;
    checkMemory(this.#name, { rows, columns: this.columns.length, cell: CELL }, this.#memory);
    for (const column of this.columns) column.reserve(rows);
    this.#room = rows;
  }

  add(cells: readonly string[]): void {
    this.makeRoom();
    this.columns.forEach((column, c) => {
      column.setText(this.rows, cells[c]!);
    });
    this.rows++;
  }

  /** Leaves nothing of a row of which some cells are set and that was not added. */
  takeBackRow(): void {
    for (const column of this.columns) column.takeBack(this.rows);
  }

  #checkTexts(): void {
    const most = Math.min(MOST_TEXTS, this.#memory / TEXT);
    if (this.#texts() > Math.min(MANY_TEXTS, most)) for (const column of this.columns) column.takeDecimalCommas(this.rows);
    const texts = this.#texts();
    if (texts <= most) return;
    throw new Fault(
      `${this.#name}: its first ${count(this.rows, 'row')} hold ${count(texts, 'different text')}, more than go into memory. ` +
        'Are they numbers? Then write them plainly, with a point. Else leave out the columns of texts.',
    );
  }

  #texts(): number {
    return this.columns.reduce((sum, column) => sum + column.texts, 0);
  }

  finish(names: readonly (string | undefined)[], notes: readonly string[], placeOf: (row: number) => string): RawTable {
    if (this.rows === 0) throw new Fault(`${this.#name}: there are no rows ${names.some((name) => name !== undefined) ? 'below the header' : 'in it'}.`);
    const columns = this.columns.map((column, c) => column.finish(names[c], this.rows));
    return { name: this.#name, rows: this.rows, columns, notes, placeOf };
  }
}

interface Size {
  readonly rows: number;
  readonly columns: number;
  readonly cell: number; // bytes
}

/** @throws Fault if a table of that size does not go into `memory` bytes */
export function checkMemory(name: string, { rows, columns, cell }: Size, memory = Number.POSITIVE_INFINITY): void {
  const needed = rows * columns * cell;
  if (needed <= memory) return;
  throw new Fault(
    `${name}: some ${count(rows, 'row')} of ${count(columns, 'column')} take ${sizeOf(needed)} of memory, and ${sizeOf(memory)} are free. Give a part of the rows or of the columns.`,
  );
}

function sizeOf(bytes: number): string {
  const [unit, size] = bytes < 2 ** 30 ? ['MiB', 2 ** 20] : ['GiB', 2 ** 30];
  return `${(bytes / Number(size)).toLocaleString('en-US', { maximumFractionDigits: 1 })} ${unit}`;
}
