const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/**
 * The number that a text without blanks around it writes: decimal digits with an optional sign, point and exponent. NaN if it is
 * anything else ('', '0x1f' and 'Infinity', which Number() takes, included) or beyond float64.
 */
export function numberOf(text: string): number {
  if (!DECIMAL.test(text)) return Number.NaN;
  const x = Number(text);
  return Number.isFinite(x) ? x : Number.NaN;
}

const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const SMALL_E = 101;

/** Powers of ten up to 10²² are exact in float64. */
const POWERS = Float64Array.from({ length: 32 }, (_, n) => Number(`1e${n}`));
const LARGEST_EXACT = 22;
const SPLITTER = 2 ** 27 + 1;
/** Far more than the error of the quotient below, some 2⁻¹⁰⁰, and far less than the distance of two float64, 2⁻⁵³. */
const DOUBT = 2 ** -40;

const ASCII = new TextDecoder('latin1');

/**
 * The same of bytes, whose decimals follow `mark`, bit for bit, and several times as fast as Number(): up to 27 digits as three whole numbers of nine, which
 * one division makes a float64 where it is exact (W. D. Clinger, 'How to read floating point numbers accurately', 1990), and
 * one of twice the precision else, if its rounding is beyond doubt (A. Ziv, 'Fast evaluation of elementary mathematical
 * functions with correctly rounded last bit', 1991). What is left, some in 2⁴⁰, goes through Number().
 */
export function numberIn(bytes: Uint8Array, start: number, end: number, mark = POINT): number {
  const sign = bytes[start];
  const from = sign === MINUS || sign === PLUS ? start + 1 : start;
  let high = 0; // the first nine digits that count, those after leading zeros
  let middle = 0; // the next nine
  let low = 0;
  let digits = 0;
  let pointAt = -1;
  let i = from;
  for (; i < end; i++) {
    const digit = bytes[i]! - ZERO;
    if (digit >= 0 && digit <= 9) {
      if (digits < 9) {
        high = high * 10 + digit;
        if (high !== 0) digits++;
      } else {
        if (digits < 18) middle = middle * 10 + digit;
        else low = low * 10 + digit;
        digits++;
      }
    } else if (digit === mark - ZERO && pointAt === -1) pointAt = i;
    else break;
  }
  const written = i - from - (pointAt === -1 ? 0 : 1);
  if (written === 0) return Number.NaN;
  let places = pointAt === -1 ? 0 : i - 1 - pointAt;
  if (i < end) {
    const exponent = exponentIn(bytes, i, end);
    if (Number.isNaN(exponent)) return Number.NaN;
    places -= exponent;
  }
  const x = digits > 27 ? Number.NaN : scaled(high, middle, low, digits, places);
  if (Number.isNaN(x)) return numberOf(ASCII.decode(bytes.subarray(start, end)).replace(String.fromCharCode(mark), '.'));
  return sign === MINUS ? -x : x;
}

/** What follows the digits: 'e-5'. NaN if it is anything else. */
function exponentIn(bytes: Uint8Array, start: number, end: number): number {
  if ((bytes[start]! | 32) !== SMALL_E) return Number.NaN;
  const sign = bytes[start + 1];
  const from = sign === MINUS || sign === PLUS ? start + 2 : start + 1;
  if (from >= end) return Number.NaN;
  let exponent = 0;
  for (let i = from; i < end; i++) {
    const digit = bytes[i]! - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    exponent = Math.min(exponent * 10 + digit, 1e6);
  }
  return sign === MINUS ? -exponent : exponent;
}

/** The digits of `high`, `middle` and `low` as one whole number, divided by 10^places; NaN where its rounding is in doubt. */
function scaled(high: number, middle: number, low: number, digits: number, places: number): number {
  if (digits <= 9) return places >= 0 && places <= LARGEST_EXACT ? high / POWERS[places]! : timesPower(high, -places);
  const lowDigits = digits > 18 ? digits - 18 : 0;
  const shifted = high * POWERS[digits - 9 - lowDigits]!; // exact: below 2³⁰ · 5⁹ times a power of two
  const whole = shifted + middle;
  if (digits <= 15) return places >= 0 && places <= LARGEST_EXACT ? whole / POWERS[places]! : timesPower(whole, -places);
  const m = places - lowDigits;
  return m < 0 || m > LARGEST_EXACT ? Number.NaN : quotient(whole, middle - (whole - shifted), low, m, lowDigits);
}

function timesPower(whole: number, power: number): number {
  if (whole === 0) return 0;
  const x = power > 0 && power <= LARGEST_EXACT ? whole * POWERS[power]! : Number.NaN;
  return x <= Number.MAX_SAFE_INTEGER ? x : Number.NaN;
}

/** (whole + rest + low/10^lowDigits) / 10^m, correctly rounded; NaN where that is in doubt. */
function quotient(whole: number, rest: number, low: number, m: number, lowDigits: number): number {
  const power = POWERS[m]!;
  const q = whole / power;
  const left = exactRemainder(whole, q, power) + rest;
  const correction = left / power + low / POWERS[m + lowDigits]!;
  const x = q + correction;
  const error = correction - (x - q); // exact
  return x + error * (1 + DOUBT) === x && x + error * (1 - DOUBT) === x ? x : Number.NaN;
}

/** whole − q·power, which is a float64 (T. J. Dekker, 'A floating-point technique for extending the available precision', 1971). */
function exactRemainder(whole: number, q: number, power: number): number {
  const a = SPLITTER * q;
  const qHigh = a - (a - q);
  const qLow = q - qHigh;
  const b = SPLITTER * power;
  const pHigh = b - (b - power);
  const pLow = power - pHigh;
  const product = q * power;
  return whole - product - (qHigh * pHigh - product + qHigh * pLow + qLow * pHigh + qLow * pLow);
}
