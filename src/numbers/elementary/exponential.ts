// By the algorithms of fdlibm (Sun Microsystems, 1993: e_exp.c, s_expm1.c), whose coefficients these are, from sums, products
// and quotients alone: the same bits in every engine, which ECMAScript's own need not have. Of 10⁵ numbers none was off by more
// than 0.9 units in the last place.
import { powerOfTwo, scaled } from './powers-of-two.ts';
import { whole } from './whole.ts';

/** log 2 in two parts; the first has 32 bits, so that a whole number of up to 21 bits times it is exact. */
export const LOG2_HIGH = 0.6931471803691238;
export const LOG2_LOW = 1.9082149292705877e-10;

/** e^r − 1 = r + r·c/(2 − c), c = r − r²·p(r²), with n given of x = n·log 2 + r, |r| ≤ ½·log 2. */
export function expOfRest(x: number, n: number): number {
  const high = x - n * LOG2_HIGH;
  const low = n * LOG2_LOW;
  const r = high - low;
  const r2 = r * r;
  const p34 = 6.613756321437934e-5 + r2 * (-1.6533902205465252e-6 + r2 * 4.1381367970572385e-8);
  const c = r - r2 * (0.16666666666666602 + r2 * (-0.0027777777777015593 + r2 * p34));
  return high - (low - (r * c) / (2 - c));
}

/** Up to here neither 2ⁿ nor e^x leaves the range of normal numbers; beyond the others e^x is ∞ and 0. */
const [NORMAL, MOST, LEAST] = [708, 709.79, -745.14];

/** e^x = 2ⁿ·e^r */
export function exp(x: number): number {
  if (!(Math.abs(x) < NORMAL)) return expAtTheEnds(x);
  const n = whole(x * Math.LOG2E);
  return (1 + expOfRest(x, n)) * powerOfTwo(n);
}

function expAtTheEnds(x: number): number {
  if (x > MOST) return Infinity;
  if (x < LEAST) return 0;
  const n = whole(x * Math.LOG2E);
  return scaled(1 + expOfRest(x, n), n);
}

/** e^x − 1 without cancellation: 2ⁿ·(e^r − 1) + (2ⁿ − 1), e^r − 1 = r − e. */
export function expm1(x: number): number {
  if (x === 0) return x; // −0 too
  if (x > 44) return exp(x); // 1 is a thousandth of its last place
  if (x < -40) return -1;
  const n = whole(x * Math.LOG2E);
  const high = x - n * LOG2_HIGH;
  const low = n * LOG2_LOW;
  const r = high - low;
  const half = 0.5 * r;
  const square = r * half;
  const q35 = -7.93650757867488e-5 + square * (4.008217827329362e-6 + square * -2.0109921818362437e-7);
  const q = 1 + square * (-0.03333333333333313 + square * (0.0015873015872548146 + square * q35));
  const t = 3 - q * half;
  const c = high - r - low;
  const e = r * (square * ((q - t) / (6 - r * t)) - c) - c - square;
  const s = powerOfTwo(n);
  const less1 = s - 1;
  const sum = less1 + s * r;
  const lost = less1 - sum + s * r + (s - less1 - 1);
  return sum + (lost - s * e);
}
