import { numberOf } from '../table/number.ts';

/** Fewer different amounts than these may as well be kinds of something: '2wd' and '4wd'. */
const FEW = 5;
const UNIT = /^([+-]?\d[\d.,]*)\s*([\p{L}°µ'"²³+][\p{L}\d°µ²³/^·.%]*)$/u;
const SHORT_UNIT = /^[mgshltdyckvwaCKVWALTN°'"+]$/u;

/** The unit that all of these have ('24.5 kmpl'), and the number without it; undefined where they are no amounts of one unit. */
export function unitOf(texts: readonly string[]): { readonly unit: string; readonly without: (text: string) => string } | undefined {
  const units = new Set(texts.map((text) => UNIT.exec(text)?.[2]));
  const [unit] = units;
  if (unit === undefined || units.size > 1 || texts.length < FEW || (unit.length === 1 && !SHORT_UNIT.test(unit))) return undefined;
  return { unit, without: (text) => (UNIT.exec(text)?.[2] === unit ? UNIT.exec(text)![1]! : '') };
}

const MAGNITUDE = /^([+-]?\d*\.?\d+)\s*([kKMBG])$/;
const TIMES: Readonly<Record<string, number>> = { k: 1e3, K: 1e3, M: 1e6, B: 1e9, G: 1e9 };

/** '1.2M' is 1200000, '300K' 300000. */
export function magnitudeOf(text: string): number {
  const [, amount, letter] = MAGNITUDE.exec(text) ?? [];
  return amount === undefined ? numberOf(text) : Number((Number(amount) * TIMES[letter!]!).toPrecision(15));
}

/** Whether all are so written, with letters that differ or beside plain numbers; of one letter alone it may be any unit. */
export function areMagnitudes(texts: readonly string[], plain: readonly number[]): boolean {
  const letters = new Set(texts.map((text) => MAGNITUDE.exec(text)?.[2]));
  return !letters.has(undefined) && (letters.size > 1 || plain.length > 0);
}

const TIME = /^(\d{1,3}):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?$/;

/** '1:30' is 90, '1:00:30' 3630: in units of the last part. */
export function timeOf(text: string): number {
  const [, first, second, third] = TIME.exec(text) ?? [];
  if (first === undefined) return NaN;
  const units = Number(first) * 60 + Number(second);
  return third === undefined ? units : units * 60 + Number(third);
}

/** Of how many parts each is, all of them the same; undefined where one is no time. */
export function timeParts(texts: readonly string[]): 2 | 3 | undefined {
  const parts = new Set(texts.map((text) => (TIME.test(text) ? text.split(':').length : 0)));
  const [only] = parts;
  return parts.size === 1 && (only === 2 || only === 3) ? only : undefined;
}

const LIMIT = /^[<>≤≥]=?\s*/;

/** '<5', of what was too little to be measured, is 5; whatever is none stays as it is. */
export function withoutLimit(text: string): string {
  return text.replace(LIMIT, '');
}
