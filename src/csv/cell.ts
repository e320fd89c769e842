import { quoted } from '../fault.ts';

const decimal = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
const minus = 45;
const point = 46;
const powersOfTen = Array.from({ length: 16 }, (_, n) => Number(`1e${n}`));
const missing = /^\s*(na|n\/a|nan|null|none|nil|missing|\?|-|\.)?\s*$/i;
const infinite = /^\s*[+-]?inf(inity)?\s*$/i;

/**
 * The number in a cell: decimal digits with an optional sign, point and exponent, blanks around them allowed. NaN if
 * it holds anything else ('', '0x1f' and 'Infinity', which Number() takes, included), ±Infinity if it is beyond float64.
 */
export function parseNumber(cell: string): number {
  const plain = parsePlain(cell);
  if (!Number.isNaN(plain)) return plain;
  return decimal.test(cell) && !hasLineBreak(cell) ? Number(cell) : Number.NaN;
}

/**
 * The number in a cell of up to 15 digits with at most a minus and a point; NaN for any other. Some six times as fast
 * as Number(): the digits without the point are a whole number below 2⁵³ and the power of ten is exact in float64, so
 * the one division rounds as Number() does (W. D. Clinger, 'How to read floating point numbers accurately', 1990).
 */
function parsePlain(cell: string): number {
  const start = cell.charCodeAt(0) === minus ? 1 : 0;
  let whole = 0;
  let pointAt = -1;
  for (let i = start; i < cell.length; i++) {
    const code = cell.charCodeAt(i);
    if (code >= 48 && code <= 57) whole = whole * 10 + (code - 48);
    else if (code === point && pointAt === -1) pointAt = i;
    else return Number.NaN;
  }
  const digits = cell.length - start - (pointAt === -1 ? 0 : 1);
  if (digits === 0 || digits > 15) return Number.NaN;
  const x = pointAt === -1 ? whole : whole / powersOfTen[cell.length - 1 - pointAt]!;
  return start === 1 ? -x : x;
}

/** Whether a cell says that there is no number: empty, 'NA', '?', 'NaN', 'inf' … */
export function isMissing(cell: string): boolean {
  return missing.test(cell) || infinite.test(cell);
}

export function hasLineBreak(cell: string): boolean {
  return cell.includes('\n') || cell.includes('\r');
}

/** Whether bytes that are not UTF-8 were replaced in decoding. */
export function isGarbled(cell: string): boolean {
  return cell.includes('\uFFFD');
}

/** What is wrong with a cell that should hold a number, as the predicate of a sentence. */
export function describeCell(cell: string): string {
  if (cell.trim() === '') return 'the cell is empty';
  if (parseNumber(cell) === Infinity || parseNumber(cell) === -Infinity) return `${quoted(cell)} is beyond float64 (±1.8e308)`;
  if (infinite.test(cell)) return `${quoted(cell)} is not a finite number`;
  if (isGarbled(cell)) return `${quoted(cell)} is not UTF-8 text`;
  return `${quoted(cell)} is not a number`;
}

/** The likely cause of such a cell and what to do, as whole sentences with a blank before them, or ''. */
export function explainCell(cell: string, delimiter: string, isLast: boolean): string {
  if (cell.trim() === '' && isLast) return ` Does the line end in ${quoted(delimiter)}? Else fill the value in or leave the row out.`;
  if (isMissing(cell)) return ' Fill the value in or leave the row out.';
  if (isGarbled(cell)) return ' Save the file as UTF-8.';
  if (hasLineBreak(cell)) return ' It spans several lines: is a quote missing?';
  if (/^\s*[+-]?\d{1,3}([ ',]\d{3})+(\.\d*)?\s*$/.test(cell)) return ' Write it without thousands separators (if the comma is a decimal one, with a point).';
  if (/^\s*[+-]?\d*,\d+(e[+-]?\d+)?\s*$/i.test(cell)) return ' Write decimals with a point, not a comma.';
  const separator = otherDelimiter(cell, delimiter);
  return separator === undefined ? '' : ` ${delimiterAdvice(separator)}`;
}

/** The usual delimiter that `cell` holds, if it is another than the one in use. */
export function otherDelimiter(cell: string, delimiter: string): string | undefined {
  return [';', '\t', '|', ','].find((other) => other !== delimiter && cell.includes(other));
}

export function delimiterAdvice(separator: string): string {
  const given = separator === '\t' ? 'tab' : `'${separator}'`;
  return `Are the cells separated by ${separator === '\t' ? 'tabs' : quoted(separator)}? Then give --delimiter ${given}.`;
}
