import type { ColumnBuilder } from '../column-builder.ts';

/** Slots for codes by the hash of their bytes. */
const SLOTS = 1024;
const LONGEST = 64;

/**
 * Takes words from bytes into a column. Those that come again and again are known by their bytes, without a text being made;
 * a slot holds the last of its hash only.
 */
export class WordReader {
  readonly #column: ColumnBuilder;
  #slots: Int32Array | undefined; // made for the first word: most columns of most files have none
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  constructor(column: ColumnBuilder) {
    this.#column = column;
  }

  /** The cell may have blanks around it, and may be a number that they hid. */
  take(row: number, bytes: Uint8Array, from: number, end: number): void {
    let hash = end - from;
    for (let i = from; i < end; i++) hash = (hash * 31 + bytes[i]!) | 0;
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    this.#slots ??= new Int32Array(SLOTS).fill(-1);
    const code = this.#slots[slot]!;
    if (code !== -1 && isText(this.#column.textOf(code), bytes, from, end)) return this.#column.setCode(row, code);
    const text = this.#decoder.decode(bytes.subarray(from, end));
    this.#column.setText(row, text);
    if (text.length <= LONGEST && Number.isNaN(this.#column.numbers[row])) this.#slots[slot] = this.#column.codeOf(text.trim());
  }
}

/** Whether the bytes are that text, in ASCII. */
function isText(text: string | undefined, bytes: Uint8Array, from: number, end: number): boolean {
  if (text?.length !== end - from) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[from + i] || bytes[from + i]! > 127) return false;
  return true;
}
