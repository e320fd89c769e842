import type { TableOptions } from '../table-options.ts';
import { type Dialect, dialectOf } from './dialect.ts';
import { findDialect, readBy } from './find-dialect.ts';
import { type Layout, layoutOf } from './layout.ts';

/** What a text tells before its first row of data. */
export interface Preamble extends Omit<Layout, 'before'> {
  readonly dialect: Dialect;
  /** Where the data begin: bytes and lines before them. */
  readonly start: { readonly byte: number; readonly line: number };
  /** Lines beginning with '#' among those. */
  readonly comments: number;
}

/** A line by which Excel is told the delimiter. */
const SEPARATOR_LINE = /^"?sep=(.)"?[ \t]*(?:\r\n|\n|\r)/i;

/** Reads off a text's first bytes how to read the rest. @throws Fault if there are no rows */
export function readPreamble(name: string, bytes: Uint8Array, { delimiter, header, skip }: TableOptions): Preamble {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const separator = skip === undefined ? SEPARATOR_LINE.exec(text) : null;
  const table = text.slice(separator ? separator[0].length : lengthOfLines(text, skip ?? 0));
  const before = bytes.length - new TextEncoder().encode(table).length;
  const given = delimiter ?? separator?.[1];
  const found = given === undefined ? findDialect(name, table) : readBy(table, dialectOf(given));
  const lines = countLines(bytes.subarray(0, before));
  const rows = found.rows.map((row) => ({ ...row, line: row.line + lines }));
  const { before: rowsBefore, ...layout } = layoutOf(name, rows, { header, mayHaveTitles: skip === undefined, runs: found.dialect.runs });
  const skipped = rows.slice(0, rowsBefore);
  const byte = before + (skipped.at(-1)?.end ?? 0);
  return {
    ...layout,
    dialect: found.dialect,
    start: { byte, line: countLines(bytes.subarray(0, byte)) },
    comments: skipped.filter(({ cells }) => cells[0]!.startsWith('#')).length - (layout.isCommented ? 1 : 0),
  };
}

function lengthOfLines(text: string, lines: number): number {
  const ends = /\r\n|\n|\r/g;
  for (let line = 0; line < lines; line++) if (!ends.exec(text)) return text.length;
  return ends.lastIndex;
}

/** Line ends, of all three kinds. */
export function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let i = bytes.indexOf(10); i !== -1; i = bytes.indexOf(10, i + 1)) lines++;
  for (let i = bytes.indexOf(13); i !== -1; i = bytes.indexOf(13, i + 1)) if (bytes[i + 1] !== 10) lines++;
  return lines;
}
