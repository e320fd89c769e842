import { count, Fault, quoted } from '../fault.ts';
import type { Matrix } from '../matrix.ts';
import { delimiterAdvice, describeCell, explainCell, hasLineBreak, isGarbled, otherDelimiter, parseNumber } from './cell.ts';
import { readColumns, type Columns } from './columns.ts';
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
  #first: { readonly cells: readonly string[]; readonly lastLine: number } | undefined;
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
    if (this.#columns !== undefined) this.#addRow(this.#columns, cells, lastLine);
    else if (this.#first === undefined) this.#first = { cells, lastLine };
    else this.#addRow(this.#begin(this.#first, cells), cells, lastLine);
    this.#cells = cells;
    this.#lastLine = lastLine;
  }

  /** The table of all records taken. */
  finish(warnings: readonly string[]): Table {
    if (this.#first === undefined) throw new Fault(`${this.#path}: there are no rows in it.`);
    const columns = this.#columns ?? this.#begin(this.#first, []);
    if (this.#codes.length === 0) throw new Fault(`${this.#path}: there are no rows below the header.`);
    const labels = Array.from(this.#labels, ([text, { line }]) => ({ text, line }));
    return { path: this.#path, columns, X: this.#values.toMatrix(columns.count - 1), codes: Uint32Array.from(this.#codes), labels, warnings };
  }

  #begin(first: { readonly cells: readonly string[]; readonly lastLine: number }, second: readonly string[]): Columns {
    const { cells } = first;
    this.#cells = cells;
    this.#lastLine = first.lastLine;
    const columns = readColumns(`${this.#path}:${this.line}`, cells, second, this.#labelColumn);
    if (columns.count === 1) {
      const separator = otherDelimiter(cells[0] ?? '', this.#delimiter);
      throw new Fault(
        `${this.#path}:${this.line}: only one column; a label and at least one feature are expected.` +
          (separator === undefined ? '' : ` ${delimiterAdvice(separator)}`),
      );
    }
    this.#columns = columns;
    if (!columns.header) this.#addRow(columns, cells, first.lastLine);
    return columns;
  }

  #addRow(columns: Columns, cells: readonly string[], lastLine: number): void {
    this.#cells = cells;
    this.#lastLine = lastLine;
    const { count: expected, label } = columns;
    if (cells.length !== expected) throw this.#ragged(cells, expected);
    for (let c = 0; c < expected; c++) {
      if (c === label) continue;
      const x = parseNumber(cells[c]!);
      if (!Number.isFinite(x)) throw this.#notANumber(cells[c]!, c, columns);
      this.#values.push(x);
    }
    this.#codes.push(this.#code(cells[label]!.trim(), columns));
  }

  #code(label: string, columns: Columns): number {
    const known = this.#labels.get(label);
    if (known !== undefined) return known.code;
    const place = this.#place(columns.label);
    if (label === '') throw new Fault(`${place}: the label is empty (${this.#column(columns.label, columns)}). Fill it in or leave the row out.`);
    if (hasLineBreak(label)) throw new Fault(`${place}: the label ${quoted(label)} spans several lines. Is a quote missing?`);
    if (isGarbled(label)) throw new Fault(`${place}: the label ${quoted(label)} is not UTF-8 text. Save the file as UTF-8.`);
    const code = this.#labels.size;
    this.#labels.set(label, { code, line: this.line });
    return code;
  }

  #notANumber(cell: string, c: number, columns: Columns): Fault {
    const isLast = c === columns.count - 1;
    return new Fault(`${this.#place(c)}: ${describeCell(cell)} (${this.#column(c, columns)}).${explainCell(cell, this.#delimiter, isLast)}`);
  }

  #ragged(cells: readonly string[], expected: number): Fault {
    const trailing = cells.length === expected + 1 && cells.at(-1)?.trim() === '';
    const separator = cells.length < expected ? cells.map((cell) => otherDelimiter(cell, this.#delimiter)).find((other) => other !== undefined) : undefined;
    const cause =
      separator !== undefined ? delimiterAdvice(separator)
      : trailing ? `Does the line end in ${quoted(this.#delimiter)}?`
      : cells.length > expected ? `A ${quoted(this.#delimiter)} inside a cell needs quotes around the cell.`
      : 'Is a value missing, or the line cut short?';
    return new Fault(`${this.#path}:${this.line}: ${count(cells.length, 'column')}, the first row has ${expected}. ${cause}`);
  }

  #place(c: number): string {
    return `${this.#path}:${this.line}:${c + 1}`;
  }

  #column(c: number, columns: Columns): string {
    return columns.header && columns.names[c] !== `column ${c + 1}` ? `column ${c + 1}, ${quoted(columns.names[c]!)}` : `column ${c + 1}`;
  }
}
