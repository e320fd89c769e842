import { pipeline } from 'node:stream/promises';
import { CsvError, type Options, Parser } from 'csv-parse';
import { count, Fault, quoted } from '../../fault.ts';
import { longestLine, readBytes } from './bytes.ts';
import { type Table, TableBuilder } from './table.ts';

export interface CsvOptions {
  /** The label's column: an index from 0, negative from the end, or a name in the header. The first unless given. */
  readonly labelColumn?: number | string;
  /** The one character between cells, ',' unless given; 'tab' and '\\t' (as a shell hands it on) mean the tabulator. */
  readonly delimiter?: string;
}

/** Reads one file, streamed; what `readCsv` says of files, options and faults holds here. */
export async function readTable(path: string, options: CsvOptions = {}): Promise<Table> {
  const delimiter = delimiterOf(options.delimiter ?? ',');
  const builder = new TableBuilder(path, options.labelColumn ?? 0, delimiter);
  const parser = new Parser({
    ...parserOptions,
    delimiter,
    // Nothing returned is nothing pushed: the stream carries no records, they end here.
    on_record: (cells: string[], { lines }) => void builder.add(cells, lines),
  });
  try {
    await pipeline(readBytes(path), parser.resume());
  } catch (error) {
    throw error instanceof CsvError ? asFault(path, error, builder.line) : error;
  }
  const comments = parser.info.comment_lines;
  return builder.finish(comments === 0 ? [] : [`${path}: ${count(comments, 'line')} beginning with '#' skipped as comments.`]);
}

/** All three line endings at once, so that a file may mix them; rows of unequal length are refused by TableBuilder. */
const parserOptions: Options = {
  bom: true,
  comment: '#',
  comment_no_infix: true,
  ltrim: true,
  max_record_size: longestLine,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  skip_empty_lines: true,
};

function delimiterOf(given: string): string {
  const delimiter = given === 'tab' || given === '\\t' ? '\t' : given;
  if (delimiter.length === 1 && !/["#\r\n\d.+-]/.test(delimiter)) return delimiter;
  throw new Fault(`The delimiter must be one character that is no part of a number, such as ',' ';' '|' or tab, got ${quoted(given)}.`);
}

function asFault(path: string, error: CsvError, lastLine: number): Fault {
  const line = typeof error['lines'] === 'number' ? error['lines'] : lastLine + 1;
  const after = lastLine === 0 ? 'at the beginning' : `after line ${lastLine}`;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new Fault(`${path}: a quote (") opened ${after} is never closed.`);
    case 'CSV_MAX_RECORD_SIZE':
      return new Fault(`${path}: a row ${after} is longer than ${longestLine / 2 ** 20} MiB. Is a quote (") not closed, or is this no CSV file?`);
    case 'INVALID_OPENING_QUOTE':
      return new Fault(`${path}:${line}: a quote (") stands inside a cell. Put the whole cell in quotes and double the one within ("").`);
    case 'CSV_INVALID_CLOSING_QUOTE':
      return new Fault(`${path}:${line}: text or a blank follows a closing quote ("). A quote within a quoted cell is doubled ("").`);
    default:
      return new Fault(`${path}:${line}: this is not CSV: ${error.message.replace(/\s+/g, ' ')}.`);
  }
}
