// e^x and what is made of it, four numbers at a time. The largest errors of all float32, in units in the last place, with and
// without relaxed multiply-add, as npm run exactness found them: exp 0.99 and 0.96, expm1 0.89 and 0.85, tanh 1.34 and 1.36,
// sigmoid 1.69 and 1.71.
// The polynomials meet their functions at Chebyshev nodes; bench/exactness/coefficients.ts computes them.
import { horner4 } from './floats';
import { multiplyAdd } from './numbers';

const LOG2_E: f32 = 1.44269502;
/** log 2 in two parts; the first has 9 bits, so that a whole number of up to 8 bits times it is exact (Cody and Waite, 1980). */
const LOG2_HIGH: f32 = 0.693359375;
const LOG2_LOW: f32 = -0.000212194442;
/** 1.5·2²³: a sum with it is rounded to a whole number, which then stands in its lowest bits. */
const ROUNDER: f32 = 12582912;
const ROUNDER_BITS: i32 = 0x4b400000;

/** n + ROUNDER, for x = n·log 2 + r with |r| ≤ ½·log 2. */
@inline
function rounded(x: v128): v128 {
  return multiplyAdd(x, f32x4.splat(LOG2_E), f32x4.splat(ROUNDER));
}

/** e^r − 1 = r + r²·q(r), q of degree 5, with x and n + ROUNDER given. */
@inline
function expOfRest(x: v128, t: v128): v128 {
  const minusN = f32x4.sub(f32x4.splat(ROUNDER), t);
  const r = multiplyAdd(minusN, f32x4.splat(LOG2_LOW), multiplyAdd(minusN, f32x4.splat(LOG2_HIGH), x));
  const q = multiplyAdd(horner4(r, 0.000198909809, 0.00139336416, 0.00833331048, 0.0416664667, 0.166666672), r, f32x4.splat(0.5));
  return multiplyAdd(f32x4.mul(r, r), q, r);
}

/** 2ⁿ, −126 ≤ n ≤ 127: n in the bits of the exponent. */
@inline
function power(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** e^x of any x: 2ⁿ in two factors, so that it may pass out of the range of normal numbers at either end. NaN stays NaN. */
export function exp(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-104)), f32x4.splat(89)); // beyond these it is 0 and ∞
  const t = rounded(x);
  const n = i32x4.sub(t, i32x4.splat(ROUNDER_BITS));
  const half = i32x4.shr_s(n, 1);
  const e = f32x4.add(expOfRest(x, t), f32x4.splat(1));
  return f32x4.mul(f32x4.mul(e, power(half)), power(i32x4.sub(n, half)));
}

/** e^x − 1 = 2ⁿ·(e^r − 1) + (2ⁿ − 1) of x ≤ 0, without the cancellation of e^x − 1 near 0. */
export function expm1(x: v128): v128 {
  x = f32x4.pmax(x, f32x4.splat(-20)); // below it is −1
  const t = rounded(x);
  const s = power(i32x4.sub(t, i32x4.splat(ROUNDER_BITS)));
  return multiplyAdd(s, expOfRest(x, t), f32x4.sub(s, f32x4.splat(1)));
}

/**
 * x + x³·q(x²), q of degree 4, for |x| < 0.55; above, where tanh x > ½ and little cancels, 1 − 2/(e^2|x| + 1) with the sign
 * of x, its e^2|x| + 1 = 2ⁿ·(e^r − 1) + (2ⁿ + 1).
 */
export function tanh(x: v128): v128 {
  const magnitude = f32x4.abs(x);
  const square = f32x4.mul(x, x);
  const q = horner4(square, -0.00661022775, 0.0213093888, -0.0539094284, 0.133331135, -0.333333313);
  const near = multiplyAdd(f32x4.mul(square, x), q, x);
  const y = f32x4.pmin(f32x4.add(magnitude, magnitude), f32x4.splat(40)); // beyond it is 1
  const t = rounded(y);
  const s = power(i32x4.sub(t, i32x4.splat(ROUNDER_BITS)));
  const ePlus1 = multiplyAdd(s, expOfRest(y, t), f32x4.add(s, f32x4.splat(1)));
  const far = f32x4.sub(f32x4.splat(1), f32x4.div(f32x4.splat(2), ePlus1));
  return v128.bitselect(near, v128.or(far, signOf(x)), f32x4.lt(magnitude, f32x4.splat(0.55)));
}

/**
 * 1/(1 + e^−x) = 2⁻ⁿ/((1 + 2⁻ⁿ) + (e^r − 1)) with −x = n·log 2 + r, where rounding e^−x first would cost a place. What
 * 1 + 2⁻ⁿ loses by rounding goes into the smaller part.
 */
export function sigmoid(x: v128): v128 {
  const y = f32x4.pmin(f32x4.pmax(f32x4.neg(x), f32x4.splat(-20)), f32x4.splat(104)); // beyond these it is 1 and 0
  const t = rounded(y);
  const n = i32x4.sub(t, i32x4.splat(ROUNDER_BITS));
  const half = i32x4.shr_s(n, 1);
  const first = power(i32x4.neg(half));
  const second = power(i32x4.sub(half, n));
  const one = f32x4.splat(1);
  const powerOf2 = f32x4.mul(first, second);
  const sum = f32x4.add(one, powerOf2);
  const lost = f32x4.sub(powerOf2, f32x4.sub(sum, one));
  const mantissa = f32x4.div(one, f32x4.add(sum, f32x4.add(expOfRest(y, t), lost)));
  return f32x4.mul(f32x4.mul(mantissa, first), second);
}

/** The sign bit alone. */
@inline
export function signOf(x: v128): v128 {
  return v128.and(x, f32x4.splat(-0.0));
}
