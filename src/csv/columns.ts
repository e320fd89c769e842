import { Fault, list, quoted } from '../fault.ts';
import { isGarbled, hasLineBreak, isMissing, parseNumber } from './cell.ts';

/** What the first line tells of the columns. */
export interface Columns {
  readonly count: number;
  /** Which column is the label, from 0. */
  readonly label: number;
  /** Whether the first line holds names. */
  readonly header: boolean;
  /** Every column's name: from the header, else 'column 1', 'column 2', … */
  readonly names: readonly string[];
}

/**
 * Reads the first line of a file.
 *
 * It is a header if it holds the name asked for as label column; or if none of its feature cells (all but the label's)
 * is a number and one at least is a word ('NA', '?' and the like are no words, but gaps in a row of data); or if they
 * are column numbers, 0, 1, 2 … or 1, 2, 3 …, beside a label that is no number ('label,0,1,2'). A line that mixes
 * numbers and words is taken for data, and its words for mistakes.
 *
 * @param wanted the label column: an index from 0, negative from the end, or a name; a string that names no column
 *   but is a whole number is an index.
 * @throws Fault if there is no such column, or its name occurs twice.
 */
export function readColumns(place: string, first: readonly string[], wanted: number | string): Columns {
  const cells = first.map((cell) => cell.trim());
  const named = typeof wanted === 'string' ? findName(place, cells, wanted) : undefined;
  const label = named ?? findIndex(place, cells, wanted);
  const header = named !== undefined || isHeader(cells, label);
  if (header) cells.forEach((cell, c) => checkName(place, cell, c));
  return { count: cells.length, label, header, names: cells.map((cell, c) => (header && cell) || `column ${c + 1}`) };
}

function findName(place: string, cells: readonly string[], wanted: string): number | undefined {
  const name = wanted.trim();
  const found = cells.indexOf(name);
  if (found === -1) return undefined;
  // A number may be the name of a column ('label,0,1,2'), but in a line of data it is a value.
  if (Number.isFinite(parseNumber(name)) && !isHeader(cells, found)) return undefined;
  if (cells.lastIndexOf(name) !== found) throw new Fault(`${place}: two columns are named ${quoted(name)}. Give the label column's number, from 0.`);
  return found;
}

function findIndex(place: string, cells: readonly string[], wanted: number | string): number {
  const index = typeof wanted === 'number' || /^\s*[+-]?\d+\s*$/.test(wanted) ? Number(wanted) : Number.NaN;
  const label = index < 0 ? cells.length + index : index;
  if (Number.isInteger(label) && label >= 0 && label < cells.length) return label;
  const asked = typeof wanted === 'number' ? wanted : quoted(wanted);
  throw new Fault(
    cells.some((cell) => Number.isFinite(parseNumber(cell)))
      ? `${place}: there is no column ${asked} to be the label; the columns are numbered 0 to ${cells.length - 1} (or -1 to -${cells.length} from the end) and have no names.`
      : `${place}: there is no column ${asked} to be the label; the columns are ${list(cells, 12)}.`,
  );
}

function isHeader(cells: readonly string[], label: number): boolean {
  const features = cells.filter((_, c) => c !== label);
  if (features.every((cell) => !Number.isFinite(parseNumber(cell)))) return features.some((cell) => !isMissing(cell));
  const from = Number(features[0]);
  const numbered = features.length > 1 && (from === 0 || from === 1) && features.every((cell, i) => cell === String(from + i));
  return numbered && Number.isNaN(parseNumber(cells[label] ?? ''));
}

function checkName(place: string, name: string, column: number): void {
  if (hasLineBreak(name)) throw new Fault(`${place}:${column + 1}: the name ${quoted(name)} spans several lines. Is a quote missing?`);
  if (isGarbled(name)) throw new Fault(`${place}:${column + 1}: the name ${quoted(name)} is not UTF-8 text. Save the file as UTF-8.`);
}
