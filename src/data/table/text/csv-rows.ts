import { CsvError, type Info, type Options, Parser } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { Fault } from '../../../fault.ts';
import { pipeline } from '../../../host/pipeline.ts';
import type { Dialect } from './dialect.ts';

/** The longest line taken; 10,000 columns of 20 characters come to an eightieth of it. */
export const LONGEST_LINE = 2 ** 24;

/** All three line endings at once, so that a file may mix them. */
const OPTIONS: Options = {
  comment_no_infix: true,
  max_record_size: LONGEST_LINE,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true, // one inside a cell is a character like any other: 19", as other readers have it
  skip_empty_lines: true,
};

/** A row as csv-parse reads it. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Of its first line, from 1. */
  readonly line: number;
}

export interface FirstRow extends CsvRow {
  /** Bytes of the text up to and with its line end. */
  readonly end: number;
}

/** The first `rows` rows of `text`, comments among them; what cannot be read ends it. */
export function firstRows(text: string, dialect: Dialect, rows: number): FirstRow[] {
  for (let lines = 2 * rows; ; lines *= 8) {
    const start = firstLines(text, lines); // csv-parse would copy whatever it is given
    const first = rowsOf(start, dialect, rows);
    if (first.length >= rows || start.length === text.length) return first;
  }
}

function firstLines(text: string, lines: number): string {
  const [end] = ['\n', '\r'].filter((end) => text.includes(end));
  let length = 0;
  for (let line = 0; end !== undefined && line < lines; line++) {
    length = text.indexOf(end, length) + 1;
    if (length === 0) return text;
  }
  return end === undefined ? text : text.slice(0, length);
}

function rowsOf(text: string, dialect: Dialect, rows: number): FirstRow[] {
  const first: FirstRow[] = [];
  const onRecord = (record: string[], { bytes, lines }: Info): null => {
    const cells = unwrapped(record, dialect);
    if (cells.length > 0) first.push({ cells, line: lineOf(cells, lines), end: bytes });
    return null;
  };
  try {
    parse(text, { ...OPTIONS, ...cellsOf(dialect), on_record: onRecord, to: rows });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return first;
}

/**
 * Gives every row of a text to `onRow`, whatever quotes, line ends and blanks are in it.
 * @param linesBefore lines of the file before the text
 * @returns how many lines were comments
 */
export async function readCsvRows(
  name: string,
  text: AsyncIterable<Uint8Array>,
  dialect: Dialect,
  linesBefore: number,
  onRow: (row: CsvRow) => void,
): Promise<number> {
  let before = linesBefore;
  let last = linesBefore;
  const parser = new Parser({
    ...OPTIONS,
    ...cellsOf(dialect),
    comment: '#',
    // Nothing returned is nothing pushed: the stream carries no records, they end here.
    on_record: (record: string[], { lines }) => {
      const cells = unwrapped(record, dialect);
      if (cells.length > 0) onRow({ cells, line: before + lineOf(cells, lines) });
      last = before + lines;
      before -= cells.reduce((sum, cell) => sum + (cell.match(/\r\n/g)?.length ?? 0), 0); // each counted twice from here on
    },
  });
  try {
    await pipeline(text, parser.resume());
  } catch (error) {
    throw error instanceof CsvError ? asFault(name, error, linesBefore, last) : error;
  }
  return parser.info.comment_lines;
}

/** csv-parse knows no runs: of these a cell of nothing is no cell, unless it is in quotes. */
const QUOTED_NOTHING = '\u0000';

function cellsOf({ delimiter, runs, quote = '"', ...dialect }: Dialect): Options {
  const quoting = { quote, escape: dialect.escape ?? quote };
  if (!runs) return { delimiter, ...quoting, trim: true };
  return { delimiter: [' ', '\t'], ...quoting, cast: (cell, { quoting }) => (quoting && cell === '' ? QUOTED_NOTHING : cell) };
}

function unwrapped(record: string[], { runs }: Dialect): string[] {
  return runs ? record.filter((cell) => cell !== '').map((cell) => (cell === QUOTED_NOTHING ? '' : cell)) : record;
}

/** csv-parse counts the line that a row ends on, and \r\n in quotes as two. */
function lineOf(cells: readonly string[], lastLine: number): number {
  return lastLine - cells.reduce((sum, cell) => sum + (cell.match(/[\r\n]/g)?.length ?? 0), 0);
}

function asFault(name: string, error: CsvError, linesBefore: number, lastLine: number): Fault {
  const line = typeof error['lines'] === 'number' ? linesBefore + error['lines'] : lastLine + 1;
  const after = lastLine === 0 ? 'at the beginning' : `after line ${lastLine}`;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new Fault(`${name}: a quote (") opened ${after} is never closed.`);
    case 'CSV_MAX_RECORD_SIZE':
      return new Fault(`${name}: a row ${after} is longer than ${LONGEST_LINE / 2 ** 20} MiB. Is a quote (") not closed, or is this no CSV file?`);
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
      return new Fault(`${name}:${line}: text follows a closing quote ("). A quote within a quoted cell is doubled ("").`);
    default:
      return new Fault(`${name}:${line}: this is not CSV: ${error.message.replace(/\s+/g, ' ')}.`);
  }
}
