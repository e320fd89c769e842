import { numberIn } from '../number.ts';
import type { TableBuilder } from '../table-builder.ts';
import type { Dialect } from './dialect.ts';
import { WordReader } from './word-reader.ts';

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const HASH = 35;
const COMMA = 44;
const BACKSLASH = 92;

/** What a byte is for the end of a cell. */
const PLAIN = 0;
const DELIMITER = 1;
const LINE_END = 2;

/**
 * Reads rows that are as they should be, straight from bytes: numbers and words, in quotes or not, as many in each as the table
 * has columns. The first that is not so ends it; everything of that kind is left to csv-parse.
 */
export class RegularRows {
  /** Lines passed. */
  line: number;
  comments = 0;
  readonly #table: TableBuilder;
  readonly #words: readonly WordReader[];
  readonly #kinds = new Uint8Array(256);
  readonly #runs: boolean;
  readonly #quote: number;
  readonly #escapes: boolean;
  readonly #onRow: (row: number, line: number) => void;

  /** @param onRow told of every row, before it counts, and the line that it stands on, from 1 */
  constructor(table: TableBuilder, { delimiter, runs, quote = '"', escape: before }: Dialect, linesBefore: number, onRow: (row: number, line: number) => void) {
    this.line = linesBefore;
    this.#table = table;
    this.#words = table.columns.map((column) => new WordReader(column));
    this.#runs = runs;
    this.#quote = quote.charCodeAt(0);
    this.#escapes = before !== undefined;
    this.#onRow = onRow;
    this.#kinds[LINE_FEED] = LINE_END;
    this.#kinds[CARRIAGE_RETURN] = LINE_END;
    this.#kinds[delimiter.charCodeAt(0)] = DELIMITER;
    if (runs) this.#kinds[TAB] = DELIMITER;
  }

  /** Takes rows from `bytes`, the last of which ends a line. Where it stopped: at the end, or where an irregular row begins. */
  read(bytes: Uint8Array): number {
    let at = 0;
    while (at < bytes.length) {
      const next = this.#line(bytes, at);
      if (next === -1) {
        this.#table.takeBackRow();
        return at;
      }
      at = next;
    }
    return at;
  }

  /** The position after the line that begins at `at`; −1 if it is irregular. */
  #line(bytes: Uint8Array, at: number): number {
    if (bytes[at] === HASH) {
      this.comments++;
      let end = at;
      while (this.#kinds[bytes[end]!] !== LINE_END) end++;
      return this.#afterLine(bytes, end);
    }
    let start = at;
    while (this.#isBlank(bytes[start]!)) start++;
    return this.#kinds[bytes[start]!] === LINE_END ? this.#afterLine(bytes, start) : this.#row(bytes, this.#runs ? start : at);
  }

  /** Blanks stand around cells and are no part of them. Of runs, they are delimiters. */
  #isBlank(byte: number): boolean {
    return byte === SPACE || (byte === TAB && (this.#runs || this.#kinds[TAB] === PLAIN));
  }

  #row(bytes: Uint8Array, start: number): number {
    const table = this.#table;
    const width = table.columns.length;
    table.makeRoom();
    let at = start;
    for (let c = 0; c < width; c++) {
      const end = this.#cell(bytes, at, c);
      if (end === -1 || (this.#kinds[bytes[end]!] === LINE_END) !== (c === width - 1)) return -1;
      at = end + 1;
      if (this.#runs && c < width - 1) while (this.#kinds[bytes[at]!] === DELIMITER) at++;
    }
    this.#onRow(table.rows, this.line + 1);
    table.rows++;
    return this.#afterLine(bytes, at - 1);
  }

  /** Takes the cell of column `c` that begins at `start`. Where the delimiter or the line end after it stands; −1 if irregular. */
  #cell(bytes: Uint8Array, start: number, c: number): number {
    const kinds = this.#kinds;
    let from = start;
    while (bytes[from] === SPACE && kinds[SPACE] === PLAIN) from++;
    if (bytes[from] === this.#quote) return this.#quotedCell(bytes, from + 1, c);
    let end = from;
    while (kinds[bytes[end]!] === PLAIN) end++;
    this.#take(bytes, from, end, c);
    return this.#runs ? this.#afterRun(bytes, end) : end;
  }

  /** A cell in quotes that holds neither quotes nor line ends, nor ends in what may escape one. */
  #quotedCell(bytes: Uint8Array, from: number, c: number): number {
    const kinds = this.#kinds;
    let end = from;
    while (bytes[end] !== this.#quote && kinds[bytes[end]!] !== LINE_END) end++;
    const next = kinds[bytes[end + 1]!];
    if (bytes[end] !== this.#quote || (next !== DELIMITER && next !== LINE_END) || (this.#escapes && bytes[end - 1] === BACKSLASH)) return -1;
    this.#take(bytes, from, end, c);
    return this.#runs ? this.#afterRun(bytes, end + 1) : end + 1;
  }

  /** Delimiters before a line end are none, of runs. */
  #afterRun(bytes: Uint8Array, end: number): number {
    let at = end;
    while (this.#kinds[bytes[at]!] === DELIMITER) at++;
    return this.#kinds[bytes[at]!] === LINE_END ? at : end;
  }

  #take(bytes: Uint8Array, from: number, to: number, c: number): void {
    let end = to;
    while (end > from && bytes[end - 1] === SPACE) end--;
    const column = this.#table.columns[c]!;
    let x = numberIn(bytes, from, end);
    if (Number.isNaN(x) && column.hasDecimalCommas) x = numberIn(bytes, from, end, COMMA);
    if (Number.isNaN(x)) this.#words[c]!.take(this.#table.rows, bytes, from, end);
    else column.numbers[this.#table.rows] = x;
  }

  #afterLine(bytes: Uint8Array, end: number): number {
    this.line++;
    return bytes[end] === CARRIAGE_RETURN && bytes[end + 1] === LINE_FEED ? end + 2 : end + 1;
  }
}
