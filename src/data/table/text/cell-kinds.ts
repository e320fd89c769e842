import { numberOf } from '../number.ts';

const MISSING = /^(na|n\/a|nan|null|none|nil|missing|\?|-+|\.)?$/i;
/** Digits with what else is written among them: '1,5', '12%', '$3', '2020-01-01', '10:30'. */
const WRITTEN_WITH_DIGITS = /^[^\p{L}_]*\d[^\p{L}_]*$/u;

/** Whether a cell holds a value, such as stands in rows of data. */
export function isValue(cell: string): boolean {
  return !Number.isNaN(numberOf(cell)) || WRITTEN_WITH_DIGITS.test(cell);
}

/** Whether a cell says that there is no value. */
export function isMissing(cell: string): boolean {
  return MISSING.test(cell);
}

/** Whether a cell holds neither. */
export function isWord(cell: string): boolean {
  return !isMissing(cell) && !isValue(cell);
}
