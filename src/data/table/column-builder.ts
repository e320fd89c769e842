import type { RawColumn } from '../raw-table.ts';
import { areDecimalCommas, numberWithComma } from './decimal-commas.ts';
import { numberOf } from './number.ts';

/** One column while it is read. */
export class ColumnBuilder {
  /** Room for as many rows as `reserve` was told. */
  numbers = new Float64Array(0);
  #codes: Int32Array | undefined;
  #codeOf = new Map<string, number>();
  #distinct: string[] = [];
  /** Whether decimals with a comma are read as numbers. */
  hasDecimalCommas = false;

  reserve(rows: number): void {
    const numbers = new Float64Array(rows);
    numbers.set(this.numbers.subarray(0, rows));
    this.numbers = numbers;
    if (this.#codes !== undefined) this.#codes = withCodes(rows, this.#codes);
  }

  /** A cell as it is written. */
  setText(row: number, text: string): void {
    const trimmed = text.trim();
    let x = numberOf(trimmed);
    if (Number.isNaN(x) && this.hasDecimalCommas) x = numberWithComma(trimmed);
    if (Number.isNaN(x)) this.setCode(row, this.codeOf(trimmed));
    else this.numbers[row] = x;
  }

  /** A number as it is kept in a file of numbers, where one that is not finite stands for there being none. */
  setNumber(row: number, x: number): void {
    if (Number.isFinite(x)) this.numbers[row] = x;
    else this.setCode(row, this.codeOf(String(x)));
  }

  /** A value of a typed file; false if it is no single one. */
  setValue(row: number, value: unknown): boolean {
    if (typeof value === 'number' || typeof value === 'bigint') this.setNumber(row, Number(value));
    else if (typeof value === 'string') this.setText(row, value);
    else if (typeof value === 'boolean') this.setText(row, String(value));
    else if (value === null || value === undefined) this.setText(row, '');
    else if (value instanceof Date) this.setText(row, Number.isNaN(value.valueOf()) ? '' : value.toISOString().replace(/T00:00:00\.000Z$/, ''));
    else return false;
    return true;
  }

  setCode(row: number, code: number): void {
    this.numbers[row] = Number.NaN;
    this.#codes ??= withCodes(this.numbers.length, new Int32Array(0));
    this.#codes[row] = code;
  }

  /** Leaves nothing of the last cell, in row `row`. */
  takeBack(row: number): void {
    const code = this.#codes?.[row] ?? -1;
    if (this.#codes === undefined || code < 0) return;
    this.#codes[row] = -1;
    if (code !== this.#distinct.length - 1 || this.#codes.subarray(0, row).includes(code)) return;
    this.#codeOf.delete(this.#distinct.pop()!);
    if (code === 0) this.#codes = undefined;
  }

  /** The code of a text without blanks around it. */
  codeOf(text: string): number {
    const known = this.#codeOf.get(text);
    if (known !== undefined) return known;
    this.#codeOf.set(text, this.#distinct.length);
    return this.#distinct.push(text) - 1;
  }

  /** Makes numbers of the texts of the first `rows`, and of those to come, where they are decimals with a comma. */
  takeDecimalCommas(rows: number): void {
    const codes = this.#codes;
    const texts = this.#distinct;
    if (codes === undefined || !areDecimalCommas(texts)) return;
    this.hasDecimalCommas = true;
    this.#codeOf = new Map();
    this.#distinct = [];
    this.#codes = undefined;
    for (let row = 0; row < rows; row++) if (codes[row]! >= 0) this.setText(row, texts[codes[row]!]!);
  }

  /** How many different ones there are. */
  get texts(): number {
    return this.#distinct.length;
  }

  /** The text of a code; undefined of one that is no more. */
  textOf(code: number): string | undefined {
    return this.#distinct[code];
  }

  finish(name: string | undefined, rows: number): RawColumn {
    const words = this.#codes && { distinct: this.#distinct, codes: this.#codes.subarray(0, rows) };
    return { name, numbers: this.numbers.subarray(0, rows), words, ...(this.hasDecimalCommas && { hasDecimalCommas: true }) };
  }
}

function withCodes(rows: number, codes: Int32Array): Int32Array {
  const more = new Int32Array(rows).fill(-1);
  more.set(codes.subarray(0, rows));
  return more;
}
