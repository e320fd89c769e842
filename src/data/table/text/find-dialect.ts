import { Fault, quoted } from '../../../fault.ts';
import { isValue } from './cell-kinds.ts';
import { type FirstRow, firstRows } from './csv-rows.ts';
import { COMMA, DIALECTS, type Dialect } from './dialect.ts';
import { quotingOf } from './quoting.ts';

/** How many rows are looked at. */
const ROWS = 100;
/** Which part of them must have the same number of cells. */
const CONSISTENT = 0.5;

/** How the cells of a text are told apart, and its first rows so read. @throws Fault if by nothing but where they stand */
export function findDialect(name: string, text: string): { readonly dialect: Dialect; readonly rows: readonly FirstRow[] } {
  const quoting = quotingOf(text);
  const there = DIALECTS.filter(({ delimiter, runs }) => text.includes(delimiter) || (runs && text.includes('\t')));
  const tried = there.map((known) => ({ ...known, ...quoting })).map((dialect) => ({ dialect, rows: firstRows(text, dialect, ROWS) }));
  const even = tried.some(({ dialect, rows }) => !dialect.runs && isEven(rows)); // blanks that leave a row otherwise are within words
  const [best] = tried
    .filter(({ dialect, rows }) => !(even && dialect.runs) || isEven(rows))
    .map((way) => ({ ...way, quality: qualityOf(way.rows, way.dialect) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  if (best === undefined && isAligned(text))
    throw new Fault(
      `${name}: its cells stand at fixed places, it seems, with blanks within them as between them. Save it with commas, in Python with pandas.read_fwf(${quoted(name)}).to_csv('table.csv', index=False).`,
    );
  return best ?? readBy(text, COMMA);
}

/** Whether nearly all lines have several blanks in a row before a further word. */
function isAligned(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/, ROWS).filter((line) => line.trim() !== '');
  return lines.length > 2 && lines.filter((line) => / {2,}\S/.test(line.trim())).length > 0.9 * lines.length;
}

/** The same where it is known what stands between cells. */
export function readBy(text: string, given: Dialect): { readonly dialect: Dialect; readonly rows: readonly FirstRow[] } {
  const dialect = { ...given, ...quotingOf(text) };
  return { dialect, rows: firstRows(text, dialect, ROWS) };
}

function isEven(rows: readonly FirstRow[]): boolean {
  return rows.length > 2 && rows[0]!.cells.length > 1 && rows.every(({ cells }) => cells.length === rows[0]!.cells.length);
}

/**
 * How well a text reads so: the part of its rows that are equally long, and the part of their cells that are values. Words with
 * blanks in them may well be as many in every row ('24 kmpl,998 CC'): the cells that these leave hold what delimits the others.
 */
function qualityOf(rows: readonly FirstRow[], { runs }: Dialect): number {
  const data = rows.filter(({ cells }) => !cells[0]!.startsWith('#'));
  const counts = new Map<number, number>();
  for (const { cells } of data) if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const consistent = Math.max(0, ...counts.values()) / data.length;
  if (!(consistent >= CONSISTENT)) return 0;
  const cells = data.flatMap((row) => row.cells).filter((cell) => cell !== '');
  const broken = runs ? cells.filter((cell) => !isValue(cell) && /[\p{L}\d"'][,;|]\S|\S[,;|][\p{L}\d"']/u.test(cell)).length : 0;
  return consistent + (cells.filter(isWhole).length - broken) / Math.max(1, cells.length);
}

/** Whether a cell holds one value, and not two or a part of one as it does where something else is the delimiter. */
function isWhole(cell: string): boolean {
  return isValue(cell) && !/[;|\s"]|,$|,.*,/.test(cell);
}
