import { pipeline } from 'node:stream/promises';
import { Parser } from 'csv-parse';
import { count, Fault } from '../../fault.ts';
import { longestLine, readBytes } from '../csv/bytes.ts';
import { parseNumber } from '../csv/cell.ts';
import type { RawColumn, RawTable } from '../raw-table.ts';

export interface TableOptions {
  readonly delimiter?: string | undefined;
  readonly header?: 'yes' | 'no' | undefined;
  readonly skip?: number | undefined;
}

/** Reads a file of comma-separated cells, whatever they hold; its first line is a header where none of it is a number. @throws Fault */
export async function readTable(path: string, { delimiter = ',', header, skip = 0 }: TableOptions = {}): Promise<RawTable> {
  const records: string[][] = [];
  const lines: number[] = [];
  const parser = new Parser({
    bom: true,
    comment: '#',
    comment_no_infix: true,
    delimiter: delimiter === 'tab' || delimiter === '\\t' ? '\t' : delimiter,
    max_record_size: longestLine,
    on_record: (cells: string[], context) => void (records.push(cells), lines.push(context.lines)),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  });
  await pipeline(readBytes(path), parser.resume());
  records.splice(0, skip);
  lines.splice(0, skip);
  const [first] = records;
  if (first === undefined) throw new Fault(`${path}: there are no rows in it.`);
  const isNumber = (cell: string) => Number.isFinite(parseNumber(cell));
  const isHeader = header === 'yes' || (header === undefined && !first.some(isNumber) && records.slice(1).some((cells) => cells.some(isNumber)));
  const body = isHeader ? records.slice(1) : records;
  const ragged = body.findIndex((cells) => cells.length !== first.length);
  if (ragged >= 0)
    throw new Fault(
      `${path}:${lines[ragged + (isHeader ? 1 : 0)]}: ${count(body[ragged]!.length, 'column')}, the first row has ${first.length}. Is a value missing, or the line cut short?`,
    );
  const comments = parser.info.comment_lines;
  return {
    name: path,
    rows: body.length,
    columns: first.map((name, c) => columnOf(isHeader ? name : undefined, body, c)),
    notes: comments === 0 ? [] : [`${path}: ${count(comments, 'line')} beginning with '#' skipped as comments.`],
    placeOf: (row) => `${path}:${lines[row + (isHeader ? 1 : 0)]}`,
  };
}

function columnOf(name: string | undefined, body: readonly (readonly string[])[], c: number): RawColumn {
  const numbers = new Float64Array(body.length);
  const codes = new Int32Array(body.length).fill(-1);
  const distinct = new Map<string, number>();
  body.forEach((cells, row) => {
    const text = cells[c]!;
    const x = parseNumber(text);
    numbers[row] = Number.isFinite(x) ? x : NaN;
    if (Number.isFinite(x)) return;
    if (!distinct.has(text)) distinct.set(text, distinct.size);
    codes[row] = distinct.get(text)!;
  });
  return { name, numbers, words: distinct.size === 0 ? undefined : { distinct: [...distinct.keys()], codes } };
}
