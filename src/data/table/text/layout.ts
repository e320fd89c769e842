import { count, Fault, quoted } from '../../../fault.ts';
import { isValue, isWord } from './cell-kinds.ts';
import type { FirstRow } from './csv-rows.ts';
import { isHeader } from './header.ts';
import { countDescriptions, isHeading, isOrange, isRule } from './header-lines.ts';

/** What stands where in a text: what comes before its rows, and how wide they are. */
export interface Layout {
  /** The columns' names; undefined where there is no header. */
  readonly names: readonly string[] | undefined;
  /** Cells of a row. */
  readonly width: number;
  /** How many of the first rows are no rows of data. */
  readonly before: number;
  /** Whether the names stand in a comment. */
  readonly isCommented: boolean;
  readonly notes: readonly string[];
}

/** What is known of a text's beginning before its rows are looked at. */
export interface Known {
  readonly header: 'yes' | 'no' | undefined;
  /** Whether lines of text may come before the table. */
  readonly mayHaveTitles: boolean;
  /** Whether any run of blanks is a delimiter, so that every word of a title is a cell. */
  readonly runs: boolean;
}

/** What a text begins with, by its first rows, comments among them. @throws Fault if there is none, or names and rows do not fit */
export function layoutOf(name: string, rows: readonly FirstRow[], { header, mayHaveTitles, runs }: Known): Layout {
  const data = rows.filter((row) => !isComment(row) && !isRule(row.cells));
  if (data.length === 0) throw new Fault(`${name}: there are no rows in it.`);
  const width = usualWidth(data);
  const above = data.slice(0, mayHaveTitles ? countTitles(data, width) : 0);
  const titles = header !== 'no' && mayHaveTitles && isHeading(data.slice(above.length)) ? data.slice(0, above.length + 1) : above;
  const rest = data.slice(titles.length);
  const notes = titles.map(({ line, cells }) => `${name}:${line}: skipped, as no row of the table: ${quoted(filled(cells).join(', '))}.`);
  const [first] = rest as [FirstRow, ...FirstRow[]];
  const before = (row: FirstRow | undefined) => (row ? rows.indexOf(row) : rows.length);
  const commented = titles.length === 0 && header !== 'no' ? commentedHeader(rows, first, width, rest) : undefined;
  if (commented) return { names: commented, width, before: before(first), isCommented: true, notes };
  const hasHeader = header === undefined ? isOrange(rest) || isHeader(first.cells, cellsOf(rest.slice(1))) : header === 'yes';
  if (!hasHeader) {
    const names = titles.find(({ cells }) => filled(cells).length > 1 && !isAside(cells, width));
    if (names && !runs) throw noFit(name, names, width);
    return { names: undefined, width, before: before(first), isCommented: false, notes };
  }
  const named = namesOf(name, first, width, rest.slice(1));
  const descriptions = rest.slice(1, 1 + countDescriptions(rest));
  const units = descriptions.map(({ line, cells }) => `${name}:${line}: skipped, as units or descriptions: ${quoted(cells.join(', '))}.`);
  return { ...named, before: before(rest[1 + descriptions.length]), isCommented: false, notes: [...notes, ...named.notes, ...units] };
}

function cellsOf(rows: readonly FirstRow[]): (readonly string[])[] {
  return rows.map(({ cells }) => cells);
}

function filled(cells: readonly string[]): string[] {
  return cells.filter((cell) => cell !== '');
}

function isComment({ cells }: FirstRow): boolean {
  return cells[0]!.startsWith('#');
}

/** How many cells most rows have; the last of several as frequent, since what comes first may be anything. */
function usualWidth(rows: readonly FirstRow[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return rows.findLast(({ cells }) => counts.get(cells.length) === most)!.cells.length;
}

/** How many rows before the table are lines of text about it, or say how large it is. */
function countTitles(rows: readonly FirstRow[], width: number): number {
  const wide = rows.filter(({ cells }) => cells.length === width).length;
  if (width < 2 || wide < rows.length / 2 || wide < 2) return 0;
  const first = rows.findIndex((row) => !isTitle(row, width));
  return first === -1 ? 0 : first;
}

function isTitle({ cells }: FirstRow, width: number): boolean {
  const words = filled(cells);
  if (words.length === 0) return true;
  if (isAside(cells, width)) return true;
  if (!isWord(words[0]!)) return false;
  if (words.length === 1) return width > 2 ? cells[0] !== '' : cells.length !== width;
  if (cells.length === width || cells.length === width - 1) return false;
  return !words.some(isValue) || (words.length === 2 && width > 3);
}

/** A comment of other languages than '#'; or numbers of rows and of features, and perhaps the classes, as scikit-learn's files begin. */
function isAside(cells: readonly string[], width: number): boolean {
  if (/^(%|\/\/)/.test(cells[0]!)) return true;
  return cells.length !== width && cells.length >= 2 && /^\d\d+$/.test(cells[0]!) && Number(cells[1]) === width - 1;
}

/** The names in the comment right above the rows, if it has as many cells: '#label,x,y'. */
function commentedHeader(rows: readonly FirstRow[], first: FirstRow, width: number, data: readonly FirstRow[]): string[] | undefined {
  const above = rows[rows.indexOf(first) - 1];
  if (above === undefined || !isComment(above)) return undefined;
  const names = above.cells.map((cell, c) => (c === 0 ? cell.replace(/^#+\s*/, '') : cell)).filter((cell, c) => c > 0 || cell !== '');
  return names.length === width && isHeader(names, cellsOf(data)) ? names : undefined;
}

/** One name for each column, however many cells the header has. @throws Fault if they do not fit */
function namesOf(name: string, { cells, line }: FirstRow, width: number, rows: readonly FirstRow[]): Pick<Layout, 'names' | 'width' | 'notes'> {
  if (rows.length === 0 || cells.length === width) return { names: cells, width: cells.length, notes: [] };
  if (cells.length === width + 1 && cells.at(-1) === '') return { names: cells.slice(0, -1), width, notes: [] };
  if (cells.length !== width - 1) throw noFit(name, { cells, line }, width);
  if (rows.every((row) => row.cells.length < width || row.cells.at(-1) === '')) return { names: [...cells, ''], width, notes: [] };
  return {
    names: ['', ...cells],
    width,
    notes: [`${name}: the header is one shorter than the rows, as R writes them: the first column, of row names, has no name.`],
  };
}

function noFit(name: string, { cells, line }: Pick<FirstRow, 'cells' | 'line'>, width: number): Fault {
  return new Fault(
    `${name}:${line}: the header has ${count(cells.length, 'name')}, the rows below have ${count(width, 'column')}. Is a name missing, or is this no header? Then give --skip.`,
  );
}
