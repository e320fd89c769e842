import { count } from '../../../fault.ts';
import type { RawTable } from '../../raw-table.ts';
import type { Form } from '../form.ts';
import { LineMap } from '../line-map.ts';
import { CHUNK, type Source, startOf } from '../source.ts';
import { TableBuilder } from '../table-builder.ts';
import type { TableOptions } from '../table-options.ts';
import { type CsvRow, LONGEST_LINE, readCsvRows } from './csv-rows.ts';
import { readAsText } from './encoding.ts';
import { Footnotes } from './footnotes.ts';
import { Lines } from './lines.ts';
import { countLines, type Preamble, readPreamble } from './preamble.ts';
import { raggedRow } from './ragged-row.ts';
import { RegularRows } from './regular-rows.ts';
import { tidied } from './tidied.ts';

/** Rows of cells with something between them: whatever is text and nothing else. */
export const delimited: Form = {
  name: 'delimited text',
  recognises: () => true,
  read: (source, options) => readAsText(source, (text, notes) => readText(source, text, options, notes)),
};

async function readText(source: Source, text: () => AsyncIterable<Uint8Array>, options: TableOptions, notes: readonly string[]): Promise<RawTable> {
  const { name } = source;
  const { start, isAll } = await firstLines(text);
  const preamble = readPreamble(name, start, options);
  const table = new TableBuilder(name, preamble.width, options.memory);
  reserve(table, source, preamble, start, isAll);
  const lines = new LineMap();
  const footnotes = new Footnotes(preamble.width);
  const comments = await readRows(name, text(), preamble, { table, map: lines, footnotes });
  const said = [
    ...notes,
    ...preamble.notes,
    ...footnotes.notes(name),
    ...(comments > 0 ? [`${name}: ${count(comments, 'line')} beginning with '#' skipped as comments.`] : []),
  ];
  const names = preamble.names ?? new Array<undefined>(preamble.width).fill(undefined);
  return tidied(table.finish(names, said, (row) => `${name}:${lines.lineOf(row)}`));
}

/** A mebibyte of the text, or more where its lines are so long that it holds but a few; whole lines alone, unless it is all. */
async function firstLines(text: () => AsyncIterable<Uint8Array>): Promise<{ start: Uint8Array; isAll: boolean }> {
  for (let length = CHUNK; ; length *= 4) {
    const start = await startOf({ chunks: text }, length);
    const isAll = start.length < length;
    const end = Math.max(start.lastIndexOf(10), start.lastIndexOf(13)) + 1;
    if (isAll || length > 2 * LONGEST_LINE || countLines(start) > 4) return { start: isAll || end === 0 ? start : start.subarray(0, end), isAll };
  }
}

/** Room for about as many rows as there will be. */
function reserve(table: TableBuilder, { size }: Source, { start }: Preamble, first: Uint8Array, isAll: boolean): void {
  const length = first.length - start.byte;
  const lines = countLines(first) - start.line + 1;
  if (isAll) table.reserve(lines);
  else if (size !== undefined) table.reserve(Math.ceil(1.02 * lines * ((size - start.byte) / Math.max(1, length))));
}

/** Where lines go. */
interface Parts {
  readonly table: TableBuilder;
  readonly map: LineMap;
  readonly footnotes: Footnotes;
}

/** How many lines were comments. */
async function readRows(name: string, text: AsyncIterable<Uint8Array>, preamble: Preamble, parts: Parts): Promise<number> {
  const lines = new Lines(name, text, preamble.start.byte);
  try {
    return preamble.comments + (await readAll(name, lines, preamble, parts));
  } finally {
    await lines.close();
  }
}

/** Rows that are regular from their bytes, and from the first on that is not all by csv-parse. */
async function readAll(name: string, lines: Lines, preamble: Preamble, { table, map, footnotes }: Parts): Promise<number> {
  const { dialect, start } = preamble;
  const regular = new RegularRows(table, dialect, start.line, (row, line) => map.set(row, line));
  for (let whole = await lines.next(); whole !== undefined; whole = await lines.next()) {
    const read = dialect.delimiter.length === 1 ? regular.read(whole) : 0;
    if (read === whole.length) continue;
    const onRow = (row: CsvRow): void => {
      if (footnotes.takes(row)) return;
      if (footnotes.first) throw raggedRow(name, footnotes.first, dialect, preamble.width);
      map.set(table.rows, row.line);
      table.add(cellsOf(name, row, preamble));
    };
    return regular.comments + (await readCsvRows(name, lines.rest(read), dialect, regular.line, onRow));
  }
  return regular.comments;
}

/** Empty cells beyond the last column are none. @throws Fault if there are other cells, or too few */
function cellsOf(name: string, row: CsvRow, { dialect, width }: Preamble): readonly string[] {
  const { cells } = row;
  if (cells.length === width || (cells.length > width && cells.slice(width).every((cell) => cell === ''))) return cells;
  throw raggedRow(name, row, dialect, width);
}
