import { count, Fault, quoted } from '../../fault.ts';
import { hasLineBreak, isGarbled, isInfinite, isMissing, parseNumber } from './cell.ts';
import type { Columns } from './columns.ts';

/** Where a mistake is, and what separates the cells there. */
export interface Place {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly delimiter: string;
}

/** A cell that should hold a number: `train.csv:17:5: 'abc' is not a number (column 5, 'petal width').` */
export function badNumber(place: Place, cell: string, column: number, columns: Columns): Fault {
  const advice = adviceOnNumber(cell, place.delimiter, column === columns.count - 1);
  return at(place, column, `${whatIsWrong(cell)} (${describe(column, columns)}).${advice}`);
}

/** A label that is empty, spans lines, or is not UTF-8. */
export function badLabel(place: Place, cell: string, columns: Columns): Fault {
  if (cell.trim() === '') {
    const what = `the label is empty (${describe(columns.label, columns)}).`;
    return at(place, columns.label, `${what} Fill it in or leave the row out.`);
  }
  const cause = isGarbled(cell) ? 'is not UTF-8 text. Save the file as UTF-8.' : 'spans several lines. Is a quote missing?';
  return at(place, columns.label, `the label ${quoted(cell)} ${cause}`);
}

/** A row of more or fewer cells than the first. */
export function raggedRow({ path, line, delimiter }: Place, cells: readonly string[], expected: number): Fault {
  const message = `${path}:${line}: ${count(cells.length, 'column')}, the first row has ${expected}.`;
  if (cells.length > expected) {
    const trailing = cells.at(-1)?.trim() === '';
    if (trailing) return new Fault(`${message} Does the line end in ${quoted(delimiter)}?`);
    return new Fault(`${message} A ${quoted(delimiter)} inside a cell needs quotes around the cell.`);
  }
  const other = cells.map((cell) => adviceOnDelimiter(cell, delimiter)).find((advice) => advice !== '');
  return new Fault(`${message}${other ?? ' Is a value missing, or the line cut short?'}`);
}

/** A file of labels alone, or one whose cells are separated by something else. */
export function onlyColumn({ path, line, delimiter }: Place, cell: string): Fault {
  const advice = adviceOnDelimiter(cell, delimiter);
  return new Fault(`${path}:${line}: only one column; a label and at least one feature are expected.${advice}`);
}

function at({ path, line }: Place, column: number, message: string): Fault {
  return new Fault(`${path}:${line}:${column + 1}: ${message}`);
}

/** "column 5, 'petal width'", or "column 5" where the header gives no name. */
function describe(column: number, { names }: Columns): string {
  const plain = `column ${column + 1}`;
  return names[column] === plain ? plain : `${plain}, ${quoted(names[column]!)}`;
}

function whatIsWrong(cell: string): string {
  if (cell.trim() === '') return 'the cell is empty';
  if (isInfinite(cell)) return `${quoted(cell)} is not a finite number`;
  if (!Number.isNaN(parseNumber(cell))) return `${quoted(cell)} is beyond the numbers of float64 (±1.8e308)`;
  return `${quoted(cell)} is not ${isGarbled(cell) ? 'UTF-8 text' : 'a number'}`;
}

/** 1,234,567.5 and, with blanks or apostrophes of any kind, 1 234 567.5; 1.234.567,5 and 1 234 567,5. */
const thousands = /^\s*[+-]?\d{1,3}([,\s'’_]\d{3})+(\.\d*)?\s*$/;
const continental = /^\s*[+-]?\d{1,3}([.\s'’_]\d{3})+(,\d+)?\s*$/;

/** The likely cause and what to do, with a blank before it; or ''. */
function adviceOnNumber(cell: string, delimiter: string, isLast: boolean): string {
  if (isMissing(cell)) {
    const trailing = cell.trim() === '' && isLast;
    return `${trailing ? ` Does the line end in ${quoted(delimiter)}? Else fill` : ' Fill'} the value in or leave the row out.`;
  }
  if (isGarbled(cell)) return ' Save the file as UTF-8.';
  if (hasLineBreak(cell)) return ' It spans several lines: is a quote missing?';
  if (thousands.test(cell)) return ' Write it without thousands separators (if the comma is a decimal one, with a point).';
  if (continental.test(cell)) return ' Write it without thousands separators, and decimals with a point.';
  if (/^\s*[\u2010-\u2015\u2212]\d/.test(cell)) return " Write the minus as '-'.";
  if (/^\s*[+-]?\d*,\d+(e[+-]?\d+)?\s*$/i.test(cell)) return ' Write decimals with a point, not a comma.';
  return adviceOnDelimiter(cell, delimiter);
}

/** The option that helps if the cell holds a usual delimiter, other than the one in use. */
function adviceOnDelimiter(cell: string, delimiter: string): string {
  const other = [';', '\t', '|', ','].find((usual) => usual !== delimiter && cell.includes(usual));
  if (other === undefined) return '';
  return other === '\t'
    ? ' Are the cells separated by tabs? Then give --delimiter tab.'
    : ` Are the cells separated by '${other}'? Then give --delimiter '${other}'.`;
}
