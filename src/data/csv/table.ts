import { Fault } from '../../fault.ts';
import type { Matrix } from '../../numbers/matrix.ts';
import { hasLineBreak, isGarbled, parseNumber } from './cell.ts';
import { type Columns, readColumns } from './columns.ts';
import { badLabel, badNumber, onlyColumn, type Place, raggedRow } from './row-faults.ts';
import { Values } from './values.ts';

/** One file as read: numbers apart, labels as text. */
export interface Table {
  readonly path: string;
  readonly columns: Columns;
  /** (rows, features) */
  readonly X: Matrix;
  /** (rows) index of each row's label in `labels`. */
  readonly codes: Uint32Array;
  /** The labels that occur, in order of their first rows. */
  readonly labels: readonly Label[];
  readonly warnings: readonly string[];
}

export interface Label {
  readonly text: string;
  /** The line that it is first met on, from 1. */
  readonly line: number;
}

/** Takes a file's records one by one and makes them a Table. */
export class TableBuilder {
  /** The record at hand and the line it ends on, from 1; 0 before the first. */
  #cells: readonly string[] = [];
  #lastLine = 0;
  /** The first record, while the second is awaited, which helps to tell a header. */
  #first: readonly string[] | undefined;
  readonly #path: string;
  readonly #labelColumn: number | string;
  readonly #delimiter: string;
  #columns: Columns | undefined;
  readonly #values = new Values();
  readonly #codes: number[] = [];
  readonly #labels = new Map<string, { code: number; line: number }>();

  constructor(path: string, labelColumn: number | string, delimiter: string) {
    this.#path = path;
    this.#labelColumn = labelColumn;
    this.#delimiter = delimiter;
  }

  /** The number of the line that the last record taken begins on, from 1; 0 before the first. */
  get line(): number {
    // csv-parse counts a \r\n within quotes as two lines. A cell with a line break in it is always refused, so no
    // earlier record held one, and the difference is this record's own.
    return this.#lastLine - (this.#cells.join('').match(/[\r\n]/g)?.length ?? 0);
  }

  /** Takes the cells of the next record and the line it ends on; throws a Fault at the first mistake. */
  add(cells: readonly string[], lastLine: number): void {
    if (this.#first === undefined) {
      this.#first = cells;
      this.#cells = cells;
      this.#lastLine = lastLine;
    } else {
      this.#addRow(this.#columns ?? this.#begin(this.#first, cells), cells, lastLine);
    }
  }

  /** The table of all records taken. */
  finish(warnings: readonly string[]): Table {
    if (this.#first === undefined) throw new Fault(`${this.#path}: there are no rows in it.`);
    const columns = this.#columns ?? this.#begin(this.#first, []);
    if (this.#codes.length === 0) throw new Fault(`${this.#path}: there are no rows below the header.`);
    const labels = Array.from(this.#labels, ([text, { line }]) => ({ text, line }));
    const X = this.#values.toMatrix(columns.count - 1);
    return { path: this.#path, columns, X, codes: Uint32Array.from(this.#codes), labels, warnings };
  }

  /** Takes the first record at last, which is still the one at hand. */
  #begin(cells: readonly string[], second: readonly string[]): Columns {
    const columns = readColumns(`${this.#path}:${this.line}`, cells, second, this.#labelColumn);
    if (columns.count === 1) throw onlyColumn(this.#place(), cells[0] ?? '');
    this.#columns = columns;
    if (!columns.header) this.#addRow(columns, cells, this.#lastLine);
    return columns;
  }

  #addRow(columns: Columns, cells: readonly string[], lastLine: number): void {
    this.#cells = cells;
    this.#lastLine = lastLine;
    const { count: expected, label } = columns;
    if (cells.length !== expected) throw raggedRow(this.#place(), cells, expected);
    for (let c = 0; c < expected; c++) {
      if (c === label) continue;
      const x = parseNumber(cells[c]!);
      if (!Number.isFinite(x)) throw badNumber(this.#place(), cells[c]!, c, columns);
      this.#values.push(x);
    }
    this.#codes.push(this.#code(cells[label]!, columns));
  }

  #code(cell: string, columns: Columns): number {
    const label = cell.trim();
    const known = this.#labels.get(label);
    if (known !== undefined && !hasLineBreak(cell)) return known.code;
    if (label === '' || hasLineBreak(cell) || isGarbled(cell)) throw badLabel(this.#place(), cell, columns);
    this.#labels.set(label, { code: this.#labels.size, line: this.line });
    return this.#labels.size - 1;
  }

  #place(): Place {
    return { path: this.#path, line: this.line, delimiter: this.#delimiter };
  }
}
