/** What a setting's value is, or what was expected instead; the place and what came are added where it is reported. */
export type Reading<T> = { readonly value: T } | { readonly expected: string };

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

export function oneOf<const T extends string>(names: readonly T[]): Reader<T> {
  return word(
    (value): value is T => (names as readonly unknown[]).includes(value),
    () => `one of ${names.join(', ')}`,
  );
}

/** A word that `isOne` knows; what was expected may depend on what came. */
export function word<T extends string>(isOne: (value: unknown) => value is T, expected: (came: unknown) => string): Reader<T> {
  return (value) => (isOne(value) ? { value } : { expected: expected(value) });
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
    return 'value' in reading ? reading : second(came);
  };
}

function all<T>(item: Reader<T>, came: unknown, expected: string): Reading<T[]> {
  if (!Array.isArray(came)) return { expected };
  const value: T[] = [];
  for (const one of came) {
    const reading = item(one);
    if ('expected' in reading) return reading;
    value.push(reading.value);
  }
  return { value };
}

/** Text that is a decimal number becomes one; anything else is left to be judged. */
export function textToNumber(value: unknown): unknown {
  return typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value.trim()) ? Number(value) : value;
}

function textToList(value: unknown): unknown {
  if (value === 'none') return [];
  if (typeof value === 'string') return value.split(',').map((item) => item.trim());
  return typeof value === 'number' ? [value] : value;
}
