import { expectedOf, isWritten, meantBy, namesOf, nearestOf, type Word, type Written } from '../../model/word.ts';

/** What a setting's value is, or what was expected instead; the place and what came are added where it is reported. */
export type Reading<T> =
  | {
      readonly value: T;
      /** What a name was taken for, where another stood for it than is used here. */
      readonly told?: string;
    }
  | {
      readonly expected: string;
      /** The name that was likely meant. */
      readonly meant?: string | undefined;
    };

/** Reads a value as it came: text from the command line, or whatever a configuration file holds. */
export type Reader<T> = (came: unknown) => Reading<T>;

/** Text that is a decimal number counts as one. */
export function number(expected: string, fits: (n: number) => boolean): Reader<number> {
  return (came) => {
    const value = textToNumber(came);
    return typeof value === 'number' && fits(value) ? { value } : { expected };
  };
}

export function whole(from: number, to = Number.MAX_SAFE_INTEGER, expected = `a whole number from ${from}`): Reader<number> {
  return number(expected, (n) => Number.isSafeInteger(n) && n >= from && n <= to);
}

export const fraction = number('a fraction between 0 and 1', (n) => n > 0 && n < 1);

export function text(expected: string, fits: (text: string) => boolean = (text) => text !== ''): Reader<string> {
  return (value) => (typeof value === 'string' && fits(value) ? { value } : { expected });
}

/** One of some names, or what others call them. */
export function oneOf<const T extends string>(names: readonly T[], alsoCalled: { readonly [Name in T]?: readonly string[] } = {}): Reader<T> {
  return vocabulary(names.map((name) => ({ name, says: name, alsoCalled: alsoCalled[name] ?? [] }))) as Reader<T>;
}

/**
 * A word of these records, with its number where it takes one; or what others call it, which is told.
 * @param names all that there are, for what was expected
 */
export function vocabulary<R extends Word>(records: readonly R[], names: readonly string[] = namesOf(records)): Reader<Written<R>> {
  return (came) => {
    if (isWritten(records, came)) return { value: came };
    const text = typeof came === 'string' ? came : '';
    const meant = meantBy(records, text);
    if (meant && isWritten(records, meant.written)) return { value: meant.written, told: toldOf(text, meant) };
    return { expected: expectedOf(records, meant?.written ?? came, names), meant: meant ? undefined : nearestOf(records, text) };
  };
}

function toldOf(came: string, { written, record: { otherwise } }: { readonly written: string; readonly record: Pick<Word, 'otherwise'> }): string {
  return `'${came.trim()}' is ${written} here${otherwise === undefined ? '' : `; ${otherwise}`}`;
}

/** A switch: it is given or not. */
export const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? { value } : { expected: 'true or false' });

/** A switch that a run's settings do not mention where it is off. */
export const onlyOn: Reader<true | undefined> = (value) => {
  const reading = flag(value);
  return 'value' in reading ? { value: reading.value || undefined } : reading;
};

/** The same of a switch that is on unless it is said otherwise, where it is on. */
export const onlyOff: Reader<false | undefined> = (value) => {
  const reading = flag(value);
  return 'value' in reading ? { value: reading.value ? undefined : false } : reading;
};

/** A list, or text with commas, of what `item` reads; 'none' is the empty one. */
export function listOf<T>(item: Reader<T>, expected: string): Reader<T[]> {
  return (came) => all(item, textToList(came), expected);
}

/** A list, or one alone; not divided at commas, which may be part of one. */
export function oneOrMore<T>(item: Reader<T>, expected: string): Reader<T[]> {
  return (came) => all(item, typeof came === 'string' ? [came] : came, expected);
}

/** As the first reads it, else as the second; what was expected is the same for both. */
export function either<A, B>(first: Reader<A>, second: Reader<B>): Reader<A | B> {
  return (came) => {
    const reading = first(came);
    if ('value' in reading) return reading;
    const other = second(came);
    return 'value' in other ? other : { ...other, meant: other.meant ?? reading.meant };
  };
}

function all<T>(item: Reader<T>, came: unknown, expected: string): Reading<T[]> {
  if (!Array.isArray(came)) return { expected };
  const value: T[] = [];
  const told: string[] = [];
  for (const one of came) {
    const reading = item(one);
    if ('expected' in reading) return reading;
    value.push(reading.value);
    if (reading.told !== undefined) told.push(reading.told);
  }
  return { value, ...(told.length > 0 && { told: [...new Set(told)].join(', ') }) };
}

/** Text that is a decimal number becomes one; anything else is left to be judged. */
export function textToNumber(value: unknown): unknown {
  return typeof value === 'string' && /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(value.trim()) ? Number(value) : value;
}

function textToList(value: unknown): unknown {
  if (value === 'none') return [];
  if (typeof value === 'string') return value.split(',').map((item) => item.trim());
  return typeof value === 'number' ? [value] : value;
}
