import { numberOf } from './number.ts';

/** A number whose decimals follow a comma: 0,5; ,5; 1234,5e3. */
export const DECIMAL_COMMA = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;
/** One that may as well be a thousand and more. */
export const ONE_COMMA = /^[+-]?[1-9]\d{0,2},\d{3}$/;

export function numberWithComma(text: string): number {
  return numberOf(text.replace(',', '.'));
}

/** Whether texts with digits are decimals with a comma, all of them and beyond doubt. */
export function areDecimalCommas(texts: readonly string[]): boolean {
  return texts.every((text) => DECIMAL_COMMA.test(text) || !/\d/.test(text)) && texts.some((text) => DECIMAL_COMMA.test(text) && !ONE_COMMA.test(text));
}
