import { count, Fault, list, quoted } from '../../fault.ts';
import type { Matrix } from '../../numbers/matrix.ts';
import type { Cells } from '../raw-table.ts';
import type { ReadColumn } from './read-column.ts';

/** A column of the training file as inputs of a network: what decides how it is written, for any file. */
export interface Feature {
  readonly column: ReadColumn;
  readonly as: 'number' | 'one-hot' | 'ordinal';
  /** Of words: those of the training file. */
  readonly levels: readonly string[];
  /** Whether a further input says where its value is missing. */
  readonly hasIndicator: boolean;
  /** Whether a missing word is left to be filled in, NaN in all its inputs; else it is 0 in all. */
  readonly leavesGaps: boolean;
}

/** The names of the inputs that a column makes: 'size'; 'colour=red', 'colour=blue'; 'size is missing'. */
export function inputNames({ column: { name }, as, levels, hasIndicator }: Feature): string[] {
  const own = as === 'one-hot' ? levels.map((level) => `${name}=${level}`) : [name];
  return hasIndicator ? [...own, `${name} is missing`] : own;
}

/** The chosen rows of a file as a network's inputs, and what was found on the way. */
export interface Encoded {
  /** (rows, inputs), float32 where every number survives that unchanged; NaN where a value is missing. */
  readonly X: Matrix;
  /** Words that the training file has not, of which all inputs are 0. */
  readonly unseen: readonly string[];
}

/** Rows that are written column by column while they lie in the cache. */
const BLOCK = 256;

/** @param columns those of this file, one for each feature */
export function encode(features: readonly Feature[], columns: readonly ReadColumn[], rows: Uint32Array, file: string): Encoded {
  const unseen = unseenIn(features, columns, rows, file);
  const lying = asItLies(features, columns, rows);
  if (lying) return { X: lying, unseen };
  const writers = features.map((feature, f) => writerOf(feature, columns[f]!, file));
  const cols = writers.reduce((sum, { width }) => sum + width, 0);
  const fill = (data: Float32Array | Float64Array): boolean => {
    for (let from = 0; from < rows.length; from += BLOCK) {
      const block = rows.subarray(from, from + BLOCK);
      let at = from * cols;
      for (const { width, write } of writers) {
        if (!write(data, block, at, cols)) return false;
        at += width;
      }
    }
    return true;
  };
  let data: Float32Array | Float64Array = new Float32Array(rows.length * cols);
  if (!fill(data)) {
    data = new Float64Array(rows.length * cols);
    fill(data);
  }
  return { X: { rows: rows.length, cols, data }, unseen };
}

/** The array that these columns are all of, where every row of it is used: a large one has no room for a copy beside it. */
function asItLies(features: readonly Feature[], columns: readonly ReadColumn[], rows: Uint32Array): Matrix | undefined {
  const cols = columns.length;
  const [first] = columns;
  const data = first && 'cells' in first ? first.cells?.data : undefined;
  const isWhole = columns.every((column, c) => 'cells' in column && column.cells?.data === data && column.cells?.from === c && column.cells.step === cols);
  return data && isWhole && rows.length * cols === data.length && !features.some(({ hasIndicator }) => hasIndicator)
    ? { rows: rows.length, cols, data }
    : undefined;
}

/** Writes a column's inputs at `at` of each row; false where a number is not kept as it is. */
interface Writer {
  readonly width: number;
  readonly write: (data: Float32Array | Float64Array, rows: Uint32Array, at: number, cols: number) => boolean;
}

function writerOf(feature: Feature, column: ReadColumn, file: string): Writer {
  if (column.kind === 'mixed') throw column.fault;
  const { as, levels, hasIndicator } = feature;
  const own = as === 'one-hot' ? levels.length : 1;
  const width = own + (hasIndicator ? 1 : 0);
  if (column.kind !== 'words') {
    const cells = column.cells ?? { data: column.numbers, from: 0, step: 1 };
    return { width, write: (...to) => writeNumbers(cells, hasIndicator, ...to) };
  }
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  const codes = column.levels.map((level) => codeOf.get(level) ?? -1);
  if (as === 'ordinal' && codes.includes(-1)) {
    const word = column.levels[codes.indexOf(-1)]!;
    throw new Fault(
      `${file}: ${quoted(word)} of ${quoted(column.name)} has no number, since the training file has it not. Use --encode one-hot, or leave the column out.`,
    );
  }
  return { width, write: (...to) => writeWords(column.codes, codes, { ...feature, own }, ...to) };
}

function writeNumbers({ data: numbers, from, step }: Cells, hasIndicator: boolean, ...[data, rows, at, cols]: Parameters<Writer['write']>): boolean {
  for (let r = 0, i = at; r < rows.length; r++, i += cols) {
    const x = numbers[from + rows[r]! * step]!;
    data[i] = x;
    if (hasIndicator) data[i + 1] = Number.isNaN(x) ? 1 : 0;
    if (data[i] !== x && !Number.isNaN(x)) return false;
  }
  return true;
}

function writeWords(
  found: Int32Array,
  codes: readonly number[],
  { as, own, hasIndicator, leavesGaps }: Feature & { own: number },
  ...[data, rows, at, cols]: Parameters<Writer['write']>
): boolean {
  for (let r = 0, i = at; r < rows.length; r++, i += cols) {
    const word = found[rows[r]!]!;
    if (word < 0 && leavesGaps) data.fill(NaN, i, i + own);
    else if (word >= 0 && as === 'ordinal') data[i] = codes[word]!;
    else if (word >= 0 && codes[word]! >= 0) data[i + codes[word]!] = 1;
    if (hasIndicator) data[i + own] = word < 0 ? 1 : 0;
  }
  return true;
}

function unseenIn(features: readonly Feature[], columns: readonly ReadColumn[], rows: Uint32Array, file: string): string[] {
  return features.flatMap(({ as, levels }, f) => {
    const column = columns[f]!;
    if (as !== 'one-hot' || column.kind !== 'words') return [];
    const known = new Set(levels);
    const isUnseen = column.levels.map((level) => !known.has(level));
    if (!isUnseen.includes(true)) return [];
    const there = rows.reduce((sum, row) => sum + (isUnseen[column.codes[row]!] ? 1 : 0), 0);
    const words = column.levels.filter((_, k) => isUnseen[k]);
    if (there === 0) return [];
    return [
      `${file}: ${list(words)} of ${quoted(column.name)}, in ${count(there, 'row')}, ${words.length === 1 ? 'is' : 'are'} not in the training file: 0 in all of its inputs.`,
    ];
  });
}
