import { DECIMAL_COMMA, numberWithComma, ONE_COMMA } from '../table/decimal-commas.ts';
import { numberOf } from '../table/number.ts';
import { dateOrder, daysOf } from './dates.ts';
import { areMagnitudes, magnitudeOf, timeOf, timeParts, unitOf, withoutLimit } from './quantities.ts';

/** A way to write numbers that a plain decimal is not, and what such a column is called. */
export interface WrittenForm {
  readonly kind: 'booleans' | 'percentages' | 'numbers' | 'dates';
  /** What is said of a column so read; nothing where it goes without saying. */
  readonly says?: string;
  readonly numberOf: (text: string) => number;
  /** A plain decimal beside such texts, as its number was read; undefined where none can stand there. */
  readonly ofPlain?: (x: number) => number;
}

/** No and yes, as they are spelt. */
const BOOLEANS = [
  ['false', 'true'],
  ['no', 'yes'],
  ['n', 'y'],
  ['f', 't'],
  ['off', 'on'],
];

/** 1,234,567.5 and, with blanks or apostrophes of any kind, 1 234 567.5; 1.234.567,5 and 1 234 567,5. */
const THOUSANDS = /^[+-]?\d{1,3}([,\s'’_]\d{3})+(\.\d*)?$/;
const CONTINENTAL = /^[+-]?\d{1,3}([.\s'’_]\d{3})+(,\d+)?$/;
/** What is said of an amount: a sign, or three letters. */
const CURRENCY = /^([+-]?)\s*(\p{Sc}|USD|EUR|GBP|CHF|JPY|CNY|INR|BRL|CAD|AUD|Rs\.?)\s*|\s*(\p{Sc}|USD|EUR|GBP|CHF|JPY|CNY|INR|BRL|CAD|AUD|Rs\.?)$/gu;

export const DECIMAL_COMMAS: WrittenForm = { kind: 'numbers', says: 'decimal commas', numberOf: numberWithComma, ofPlain: (x) => x };

/** How the words of a column are written where all of them are numbers (`plain`: those that are read already); else undefined. */
export function writtenForm(texts: readonly string[], plain: readonly number[]): WrittenForm | undefined {
  const lower = [...new Set(texts.map((text) => text.toLowerCase()))];
  const pair = lower.length === 2 ? BOOLEANS.find((words) => words.every((word) => lower.includes(word))) : undefined;
  if (pair && plain.length === 0)
    return { kind: 'booleans', numberOf: (text) => pair.indexOf(text.toLowerCase()) + (pair.includes(text.toLowerCase()) ? 0 : NaN) };
  if (texts.every((text) => text.endsWith('%')) && plain.every((x) => x === 0)) {
    const amounts = decimalForm(texts.map(withoutPercent), []);
    return amounts && { kind: 'percentages', numberOf: (text) => (text.endsWith('%') ? amounts.numberOf(withoutPercent(text)) : NaN), ofPlain: (x) => x };
  }
  const order = plain.length === 0 ? dateOrder(texts) : undefined;
  if (order) return { kind: 'dates', says: `dates, ${order}`, numberOf: (text) => daysOf(text, order) };
  const parts = plain.length === 0 ? timeParts(texts) : undefined;
  if (parts)
    return {
      kind: 'numbers',
      says: `times, in ${parts === 2 ? 'sixtieths' : 'seconds'}`,
      numberOf: (text) => (text.split(':').length === parts ? timeOf(text) : NaN),
    };
  return amountForm(texts, plain) ?? limitForm(texts, plain);
}

/** Numbers with what is usual around them: currencies, units, parentheses for what is below zero. */
function amountForm(texts: readonly string[], plain: readonly number[]): WrittenForm | undefined {
  if (currenciesIn(texts).size > 1 || (plain.length === 0 && texts.every((text) => IN_PARENTHESES.test(text)))) return undefined;
  const amounts = decimalForm(texts.map(tidied), plain);
  if (amounts) return { ...amounts, kind: 'numbers', numberOf: (text) => amounts.numberOf(tidied(text)) };
  if (areMagnitudes(texts.map(tidied), plain)) {
    return { kind: 'numbers', says: 'thousands and millions as K and M', numberOf: (text) => magnitudeOf(tidied(text)), ofPlain: (x) => x };
  }
  const quantity = plain.length === 0 ? unitOf(texts) : undefined;
  const inUnit = quantity && decimalForm(texts.map(quantity.without), []);
  return inUnit && { kind: 'numbers', says: `in '${quantity.unit}'`, numberOf: (text) => inUnit.numberOf(quantity.without(text)) };
}

/** '<5' beside numbers, of what was less than can be measured. */
function limitForm(texts: readonly string[], plain: readonly number[]): WrittenForm | undefined {
  if (plain.length === 0 || !texts.every((text) => withoutLimit(text) !== text)) return undefined;
  const amounts = decimalForm(texts.map(withoutLimit), plain);
  return (
    amounts && {
      kind: 'numbers',
      says: `limits read as numbers: '${texts[0]}' is ${withoutLimit(texts[0]!)}`,
      numberOf: (text) => amounts.numberOf(withoutLimit(text)),
      ofPlain: (x) => x,
    }
  );
}

function currenciesIn(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => [...text.matchAll(CURRENCY)].map(([, , before, after]) => before ?? after ?? '')));
}

const IN_PARENTHESES = /^\((.*)\)$/;

/** What a plain decimal lacks taken off: signs of other alphabets or at the end, currencies. */
function tidied(text: string): string {
  return text
    .replace(IN_PARENTHESES, '-$1') // as bookkeepers write what is below zero
    .replace(/^(\d.*)-$/, '-$1')
    .replace(/^[\u2010-\u2015\u2212]/, '-')
    .replace(CURRENCY, '$1');
}

function withoutPercent(text: string): string {
  return text.slice(0, -1).trim();
}

function decimalForm(texts: readonly string[], plain: readonly number[]): WrittenForm | undefined {
  const all = (...patterns: RegExp[]) => texts.every((text) => isPlain(text) || patterns.some((pattern) => pattern.test(text)));
  if (all()) return { kind: 'numbers', numberOf, ofPlain: (x) => x };
  const isEither = texts.every((text) => isPlain(text) || ONE_COMMA.test(text));
  const smallest = plain.filter((x) => !Number.isInteger(x) || Math.abs(x) >= 1000);
  if (all(THOUSANDS) && smallest.every((x) => Math.abs(x) < 1000)) {
    const says = isEither ? "commas read as thousands separators: '1,234' is 1234" : 'thousands separators';
    return { kind: 'numbers', says, numberOf: (text) => numberOf(text.replace(/[,\s'’_]/g, '')), ofPlain: (x) => x };
  }
  if (all(DECIMAL_COMMA)) return DECIMAL_COMMAS;
  if (!all(CONTINENTAL, DECIMAL_COMMA) || plain.some((x) => !Number.isInteger(x))) return undefined;
  // Of a plain 1.234 beside them nobody could say whether the point is one.
  const says = 'thousands separators and decimal commas';
  return {
    kind: 'numbers',
    says,
    numberOf: (text) => numberOf(text.replace(/[.\s'’_]/g, '').replace(',', '.')),
    ...(plain.length === 0 ? {} : { ofPlain: (x: number) => x }),
  };
}

function isPlain(text: string): boolean {
  return !Number.isNaN(numberOf(text));
}
