import { isMissing, isValue, isWord } from './cell-kinds.ts';
import type { CsvRow } from './csv-rows.ts';
import { isHeader } from './header.ts';

/** A line that only draws: '|---|--:|', '+-----+-----+', '====  ===='. */
export function isRule(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '' || /^[:|+]*[-=]{2,}[-=:|+]*$/.test(cell)) && cells.some((cell) => /[-=]{3}/.test(cell));
}

/** Whether a first row stands above several columns each, or is that of merged cells: 'size,,colour,' or 'size,size,colour,colour' above the names. */
export function isHeading([first, second, ...rows]: readonly CsvRow[]): boolean {
  if (first === undefined || second === undefined || first.cells.length !== second.cells.length) return false;
  const named = first.cells.filter((cell, c) => c > 0 || cell !== '');
  const isName = new Set(first.cells).size === first.cells.length && !named.includes('');
  const isNames = second.cells.every(isWord) && new Set(second.cells).size === second.cells.length;
  const below = rows.map(({ cells }) => cells);
  const isAboveValues = second.cells.some((_, c) => below.some((cells) => isValue(cells[c] ?? '')) && below.every((cells) => isValueOrGap(cells[c] ?? '')));
  return !isName && isNames && !first.cells.some(isValue) && isAboveValues && isHeader(second.cells, below);
}

/** How many rows below the header say what the columns are, and are none of data. */
export function countDescriptions(rows: readonly CsvRow[]): number {
  if (isOrange(rows)) return 2;
  return isUnits(rows) ? 1 : 0;
}

/** Whether the row below the header is of words alone, where those below it have values: '[s],[kg],%'. */
function isUnits([, units, ...rows]: readonly CsvRow[]): boolean {
  if (units === undefined || rows.length < 2 || units.cells.some((cell) => isValue(cell) || (cell !== '' && cell !== '-' && isMissing(cell)))) return false;
  const numeric = units.cells.flatMap((_, c) => (rows.every(({ cells }) => isValueOrGap(cells[c] ?? '')) ? [c] : []));
  return numeric.some((c) => isWord(units.cells[c]!) || units.cells[c] === '%');
}

function isValueOrGap(cell: string): boolean {
  return isValue(cell) || isMissing(cell);
}

const ORANGE_TYPE = /^(c|continuous|numeric|d|discrete|categorical|s|string|text|t|time|)$/i;
const ORANGE_ROLE = /^(class|meta|m|i|ignore|w|weight|)$/i;

/** The three header lines of Orange's .tab: names, types, roles. */
export function isOrange([, types, roles]: readonly CsvRow[]): boolean {
  if (types === undefined || roles === undefined) return false;
  const isOf = ({ cells }: CsvRow, pattern: RegExp) => cells.some((cell) => cell !== '') && cells.every((cell) => pattern.test(cell));
  return isOf(types, ORANGE_TYPE) && isOf(roles, ORANGE_ROLE);
}
