import { numberOf } from '../number.ts';
import { isMissing, isValue, isWord } from './cell-kinds.ts';

/**
 * Whether a first row holds names, by the rows below it. It does
 *
 * - if no value is in it, and values stand below one of its words, or no cell of it comes again below itself; or
 * - if its values are in equal steps, as years and wavelengths are and the rows below are not, beside a word that does not come
 *   again ('kind,2015,2016,2017') or counting the columns from 0 or 1 above fractions; or
 * - if more of it are words above numbers than are values, and these are whole numbers, all of it different ('LABEL,1,2,0_F,0_M').
 *
 * Any other first row that mixes values and words is data.
 */
export function isHeader(first: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const values = first.filter(isValue);
  const words = first.flatMap((cell, c) => (isWord(cell) ? [c] : []));
  const others = rows.filter((cells) => !isSame(cells, first)); // a header may come again, of files put together
  const below = (c: number) => others.map((cells) => cells[c] ?? '');
  const comesAgain = (c: number) => rows.some((cells) => cells[c] === first[c]);
  const overValues = words.filter((c) => holdsValues(below(c)));
  if (values.length === 0) return words.length > 0 && (overValues.length > 0 || !words.some(comesAgain));
  if (isEvenlySpaced(first, others[0])) {
    if (words.length > 0) return !words.some(comesAgain) && (values.length >= 3 || overValues.length > 0);
    return countsColumns(first) && first.some((_, c) => below(c).some((cell) => isFraction(cell)));
  }
  const distinct = new Set(first).size === first.length;
  return distinct && values.every((cell) => /^\d+$/.test(cell)) && overValues.length > values.length;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((cell, c) => cell === b[c]);
}

/** Values alone, and gaps. */
function holdsValues(cells: readonly string[]): boolean {
  return cells.some(isValue) && cells.every((cell) => isValue(cell) || isMissing(cell));
}

/** Three values or more in equal steps, which those below are not; or two that count from 0 or 1. */
function isEvenlySpaced(first: readonly string[], second: readonly string[] | undefined): boolean {
  const places = first.flatMap((cell, c) => (isValue(cell) ? [c] : []));
  const steps = (cells: readonly string[]): boolean => {
    const numbers = places.map((c) => numberOf(cells[c] ?? ''));
    const step = numbers[1]! - numbers[0]!;
    return step !== 0 && numbers.every((x, k) => Math.abs(x - (numbers[0]! + k * step)) <= 1e-6 * Math.abs(step));
  };
  if (places.length < 2 || !steps(first)) return false;
  if (places.length === 2) return countsColumns(places.map((c) => first[c]!));
  return second === undefined || !steps(second);
}

/** 0, 1, 2 … or 1, 2, 3 …; four at least where nothing else is there to tell. */
function countsColumns(cells: readonly string[]): boolean {
  const from = Number(cells[0]);
  return (from === 0 || from === 1) && cells.every((cell, k) => cell === String(from + k)) && (cells.length >= 4 || cells.length === 2);
}

function isFraction(cell: string): boolean {
  const x = numberOf(cell);
  return !Number.isNaN(x) && !Number.isInteger(x);
}
