import type { RawColumn } from '../raw-table.ts';

/** What says, in any column, that there is no value: as pandas reads it, the '?' of older collections, MySQL’s \N, and Excel’s errors. */
const ALWAYS = /^(\?|na|n\/a|nan|-nan|null|<na>|#n\/a|#na|#div\/0!|#ref!|#value!|#name\?|#num!|#null!|\\n|)$/i;

/** What says so among numbers alone: beside words it may well be one. */
const AMONG_NUMBERS = /^(-+|\.+|n\.a\.?|not available|\*|none|nil|missing|unknown)$/i;

/** What the user says stands for a missing value. */
export interface Declared {
  readonly texts: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number>;
}

/** '-999,unknown' as given: each also as the number that it is. */
export function declaredMissing(given: readonly string[] = []): Declared {
  const texts = given.map((text) => text.trim().replace(/^\u2212/, '-'));
  return {
    texts: new Set(texts),
    numbers: new Set(
      texts
        .filter((text) => text !== '')
        .map(Number)
        .filter(Number.isFinite),
    ),
  };
}

/** By code, whether a text of the column says that there is no value; '-' does only where all else is written with digits. */
export function missingWords({ numbers, words }: RawColumn, { texts }: Declared): boolean[] {
  if (!words) return [];
  const isPoint = words.distinct.every((text) => text === '.' || ALWAYS.test(text) || /[\p{L}\d]/u.test(text)); // SAS and Stata; among signs it is one of them
  const always = words.distinct.map((text) => ALWAYS.test(text) || texts.has(text) || (isPoint && text === '.'));
  const also = words.distinct.map((text, k) => always[k]! || AMONG_NUMBERS.test(text));
  const isOfNumbers = words.distinct.every((text, k) => also[k]! || /\d/.test(text)) && (also.includes(false) || numbers.some((x) => !Number.isNaN(x)));
  return isOfNumbers ? also : always;
}
