/** What flechette gives of a column, so far as it is checked: its parts and what they are made of. */
export interface CheckedColumn {
  readonly length: number;
  readonly data: readonly CheckedBatch[];
}

interface CheckedBatch {
  readonly length: number;
  readonly type: { readonly typeId: number };
  readonly values?: { readonly byteLength: number };
  readonly offsets?: ArrayLike<number | bigint>;
  readonly children?: readonly CheckedBatch[];
  readonly dictionary?: { readonly data: readonly CheckedBatch[] };
}

const BLOCK = 24;
const REGION = 16;

/**
 * Follows every list of a file's description as the library will, which takes a damaged length for granted and counts to two
 * thousand million: the footer, the schema and each batch (Arrow columnar format 1.5, in FlatBuffers).
 * @throws Error if one of them is longer than the file
 */
export function checkLengths(bytes: Uint8Array): void {
  const end = bytes.length - 10; // the footer's length and the mark
  const whole = new Tables(bytes);
  const footer = whole.table(end - whole.int32(end));
  const schema = footer(6);
  if (schema !== undefined) checkFields(whole, whole.table(schema)(6));
  for (const slot of [8, 10]) {
    for (const block of whole.vector(footer(slot), BLOCK)) checkMessage(bytes, whole.int32(block) + 2 ** 32 * whole.int32(block + 4));
  }
  checkMetadata(whole, footer(12));
  if (schema !== undefined) checkMetadata(whole, whole.table(schema)(8));
}

function checkFields(tables: Tables, fields: number | undefined): void {
  for (const at of tables.vector(fields, 4)) {
    const field = tables.table(at);
    const type = field(10);
    if (type !== undefined) tables.vector(tables.table(type)(6), 1, isUnion(tables, field(8)));
    checkFields(tables, field(14));
    checkMetadata(tables, field(16));
  }
}

const UNION = 14;

function isUnion({ bytes }: Tables, type: number | undefined): boolean {
  return type !== undefined && bytes[type] === UNION;
}

function checkMetadata(tables: Tables, entries: number | undefined): void {
  tables.vector(entries, 4);
}

const DICTIONARY_BATCH = 2;
const RECORD_BATCH = 3;

function checkMessage(bytes: Uint8Array, at: number): void {
  if (!(at >= 0 && at < bytes.length)) throw new Error('a part lies beyond the end');
  const whole = new Tables(bytes);
  const start = whole.int32(at) === -1 ? at + 8 : at + 4;
  const message = new Tables(bytes.subarray(start, start + Math.max(0, whole.int32(start - 4))));
  const header = message.table(0);
  const type = header(6);
  const content = header(8);
  if (type === undefined || content === undefined) return;
  const kind = message.bytes[type];
  if (kind === RECORD_BATCH) checkBatch(message, content);
  const batch = kind === DICTIONARY_BATCH ? message.table(content)(6) : undefined;
  if (batch !== undefined) checkBatch(message, batch);
}

function checkBatch(tables: Tables, at: number): void {
  const batch = tables.table(at);
  tables.vector(batch(6), REGION);
  tables.vector(batch(8), REGION);
  tables.vector(batch(12), 8);
}

/** FlatBuffers' tables and vectors, by where they stand. */
class Tables {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  /** Elements passed: vectors that hold each other would never end. */
  #passed = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** @throws RangeError beyond the end */
  int32(at: number): number {
    return this.#view.getInt32(at, true);
  }

  /** Gives by its slot where a field of the table that `at` points to stands; undefined of one that it has not. */
  table(at: number): (slot: number) => number | undefined {
    const start = at + this.int32(at);
    const slots = start - this.int32(start);
    const size = this.#view.getInt16(slots, true);
    return (slot) => {
      const offset = slot < size ? this.#view.getInt16(slots + slot, true) : 0;
      return offset === 0 ? undefined : start + offset;
    };
  }

  /** Where its elements stand. @throws Error if not all of them are there */
  vector(at: number | undefined, stride: number, isThere = true): number[] {
    if (at === undefined || !isThere) return [];
    const start = at + this.int32(at);
    const length = this.int32(start);
    this.#passed += length;
    if (length < 0 || start + 4 + length * stride > this.bytes.length || this.#passed > this.bytes.length) throw new Error('a list is longer than the file');
    return Array.from({ length }, (_, k) => start + 4 + k * stride);
  }
}

/** Values to a byte, of booleans. */
const MOST = 8;
/** Types that need no room for each value: none is there, or the same for many. */
const WITHOUT_VALUES = [1, 22];

/** @throws Error if a column says that it is longer than its values are, or its texts lie elsewhere than in its bytes */
export function checkColumns(columns: readonly CheckedColumn[], rows: number): void {
  for (const { length, data } of columns) {
    if (length !== rows || !Number.isSafeInteger(length)) throw new Error('the columns are not equally long');
    for (const batch of data) checkValues(batch);
  }
  if (rows > 0 && columns.every(({ data }) => data.every(({ type }) => WITHOUT_VALUES.includes(type.typeId)))) throw new Error('no column holds values');
}

function checkValues({ length, type, values, offsets, children = [], dictionary }: CheckedBatch): void {
  if (WITHOUT_VALUES.includes(type.typeId)) return;
  const bytes = values?.byteLength ?? 0;
  const most = offsets ? offsets.length - 1 : Math.max(MOST * bytes, ...children.map((child) => MOST * child.length));
  if (!(length >= 0) || length > most) throw new Error('a column is shorter than it says');
  for (const batch of dictionary?.data ?? []) checkValues(batch);
  if (!offsets || children.length > 0) return;
  for (let k = 0; k < length; k++)
    if (!(offsets[k]! <= offsets[k + 1]! && offsets[k + 1]! <= bytes)) throw new Error('a text lies beyond the end of its column');
}
