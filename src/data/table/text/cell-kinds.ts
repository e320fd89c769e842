import { numberOf } from '../number.ts';

const MISSING = /^(na|n\/a|nan|null|none|nil|missing|\?|-+|\.)?$/i;
/** Whether a cell holds a value, such as stands in rows of data: a number, or digits with signs among them ('1,5', '12%', '2020-01-01'). */
export function isValue(cell: string): boolean {
  return !Number.isNaN(numberOf(cell)) || (/\d/.test(cell) && !/[\p{L}_]/u.test(cell));
}

/** Whether a cell says that there is no value. */
export function isMissing(cell: string): boolean {
  return MISSING.test(cell);
}

/** Whether a cell holds neither. */
export function isWord(cell: string): boolean {
  return !isMissing(cell) && !isValue(cell);
}
