import { Fault, list, quoted } from '../../fault.ts';
import { hasLineBreak, isGarbled, isMissing, parseNumber } from './cell.ts';

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
 * Reads the columns off the first row of a file, which is a header
 *
 * - if none of its feature cells (all but the label's) is a number and one at least is a word ('NA', '?' and the like
 *   are no words, but gaps in a row of data); or
 * - if they number the columns, 0, 1, 2 … or 1, 2, 3 …, beside a label that is no number ('label,0,1,2'), and they are
 *   four or more, or the label of the second row is a number.
 *
 * A first row that mixes numbers and words is data, and its words are mistakes.
 *
 * @param wanted the label column: an index from 0, negative from the end, or a name in the header. A string of digits
 *   is an index.
 * @throws Fault if there is no such column, or its name occurs twice.
 */
export function readColumns(place: string, first: readonly string[], second: readonly string[], wanted: number | string): Columns {
  const cells = first.map((cell) => cell.trim());
  const label = isIndex(wanted) ? fromIndex(cells, Number(wanted)) : fromName(place, cells, String(wanted).trim());
  const header = label !== undefined && isHeader(cells, second, label);
  if (label === undefined || (!isIndex(wanted) && !header)) throw noSuchColumn(place, cells, wanted);
  if (header) first.forEach((cell, c) => checkName(place, cell, c));
  return { count: cells.length, label, header, names: cells.map((cell, c) => (header && cell) || `column ${c + 1}`) };
}

/** Which column that is of those that were read. @throws Fault if there is none, or its name occurs twice */
export function columnOf(place: string, { names, header }: Columns, wanted: number | string): number {
  const column = isIndex(wanted) ? fromIndex(names, Number(wanted)) : header ? fromName(place, names, String(wanted).trim()) : undefined;
  if (column === undefined) throw noSuchColumn(place, names, wanted);
  return column;
}

function isIndex(wanted: number | string): boolean {
  return typeof wanted === 'number' || /^\s*[+-]?\d+\s*$/.test(wanted);
}

function fromIndex(cells: readonly string[], index: number): number | undefined {
  const label = index < 0 ? cells.length + index : index;
  return Number.isInteger(label) && label >= 0 && label < cells.length ? label : undefined;
}

function fromName(place: string, cells: readonly string[], name: string): number | undefined {
  const label = cells.indexOf(name);
  if (label !== cells.lastIndexOf(name)) {
    throw new Fault(`${place}: two columns are named ${quoted(name)}. Give the label column's number, from 0.`);
  }
  return label === -1 ? undefined : label;
}

function noSuchColumn(place: string, cells: readonly string[], wanted: number | string): Fault {
  const columns = cells.some((cell) => Number.isFinite(parseNumber(cell)))
    ? `the columns are numbered 0 to ${cells.length - 1} (or -1 to -${cells.length} from the end) and have no names.`
    : `the columns are ${list(cells, 12)}.`;
  const asked = typeof wanted === 'number' ? wanted : quoted(wanted);
  return new Fault(`${place}: there is no column ${asked} to be the label; ${columns}`);
}

function isHeader(cells: readonly string[], second: readonly string[], label: number): boolean {
  const features = cells.filter((_, c) => c !== label);
  if (features.every((cell) => !Number.isFinite(parseNumber(cell)))) return features.some((cell) => !isMissing(cell));
  const from = Number(features[0]);
  const numbered = (from === 0 || from === 1) && features.every((cell, i) => cell === String(from + i));
  const isNumber = (cell = ''): boolean => Number.isFinite(parseNumber(cell));
  return numbered && !isNumber(cells[label]) && (features.length >= 4 || isNumber(second[label]));
}

function checkName(place: string, name: string, column: number): void {
  const fault = (what: string): Fault => new Fault(`${place}:${column + 1}: the name ${quoted(name)} ${what}`);
  if (hasLineBreak(name)) throw fault('spans several lines. Is a quote missing?');
  if (isGarbled(name)) throw fault('is not UTF-8 text. Save the file as UTF-8.');
}
