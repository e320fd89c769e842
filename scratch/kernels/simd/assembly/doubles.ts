// e^x and log x, two float64 at a time, operation for operation as src/numbers/elementary/ has them: the same bits.

const LOG2_E: f64 = 1.4426950408889634;
const LOG2_HIGH: f64 = 0.6931471803691238;
const LOG2_LOW: f64 = 1.9082149292705877e-10;
/** 1.5·2⁵²: a sum with it is rounded to a whole number, which then stands in its lowest bits. */
const ROUNDER: f64 = 6755399441055744;
const ROUNDER_BITS: i64 = 0x4338000000000000;
const BIAS: i64 = 1023;
const MANTISSA: i32 = 52; // bits
/** What lifts √2's bits to those of 2, as powers-of-two.ts has it. */
const ABOVE_ROOT_HALF: i64 = 0x00095f6200000000;

/** 2ⁿ, −1022 ≤ n ≤ 1023. */
@inline
function powerOfTwo(n: v128): v128 {
  return i64x2.shl(i64x2.add(n, i64x2.splat(BIAS)), MANTISSA);
}

/** a + b·x */
@inline
function linear(a: f64, b: v128, x: v128): v128 {
  return f64x2.add(f64x2.splat(a), f64x2.mul(b, x));
}

/** e^x of x ≤ 0, −∞ too. NaN stays NaN. */
export function exp(x: v128): v128 {
  x = f64x2.pmax(x, f64x2.splat(-746)); // below it is 0
  const t = f64x2.add(f64x2.mul(x, f64x2.splat(LOG2_E)), f64x2.splat(ROUNDER));
  const n = f64x2.sub(t, f64x2.splat(ROUNDER));
  const high = f64x2.sub(x, f64x2.mul(n, f64x2.splat(LOG2_HIGH)));
  const low = f64x2.mul(n, f64x2.splat(LOG2_LOW));
  const r = f64x2.sub(high, low);
  const r2 = f64x2.mul(r, r);
  const p34 = linear(6.613756321437934e-5, r2, linear(-1.6533902205465252e-6, r2, f64x2.splat(4.1381367970572385e-8)));
  const p = linear(0.16666666666666602, r2, linear(-0.0027777777777015593, r2, p34));
  const c = f64x2.sub(r, f64x2.mul(r2, p));
  const rest = f64x2.sub(high, f64x2.sub(low, f64x2.div(f64x2.mul(r, c), f64x2.sub(f64x2.splat(2), c))));
  const whole = i64x2.sub(t, i64x2.splat(ROUNDER_BITS));
  const half = i64x2.shr_s(whole, 1); // in two factors, so that neither passes out of the range
  return f64x2.mul(f64x2.mul(f64x2.add(f64x2.splat(1), rest), powerOfTwo(half)), powerOfTwo(i64x2.sub(whole, half)));
}

/** log x of finite x ≥ 1. NaN stays NaN. */
export function log(x: v128): v128 {
  const whole = i64x2.sub(i64x2.shr_u(i64x2.add(x, i64x2.splat(ABOVE_ROOT_HALF)), MANTISSA), i64x2.splat(BIAS));
  const n = f64x2.sub(i64x2.add(whole, i64x2.splat(ROUNDER_BITS)), f64x2.splat(ROUNDER));
  const f = f64x2.sub(f64x2.mul(x, powerOfTwo(i64x2.neg(whole))), f64x2.splat(1));
  const half = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const s2 = f64x2.mul(s, s);
  const s4 = f64x2.mul(s2, s2);
  const p12 = linear(0.6666666666666735, s2, f64x2.splat(0.3999999999940942));
  const p34 = linear(0.2857142874366239, s2, f64x2.splat(0.22222198432149784));
  const p56 = linear(0.1818357216161805, s2, f64x2.splat(0.15313837699209373));
  const p57 = f64x2.add(p56, f64x2.mul(s4, f64x2.splat(0.14798198605116586)));
  const p = f64x2.mul(s2, f64x2.add(f64x2.add(p12, f64x2.mul(s4, p34)), f64x2.mul(f64x2.mul(s4, s4), p57)));
  const small = f64x2.sub(f64x2.add(f64x2.mul(s, f64x2.add(half, p)), f64x2.mul(n, f64x2.splat(LOG2_LOW))), half);
  return f64x2.add(f64x2.add(small, f), f64x2.mul(n, f64x2.splat(LOG2_HIGH)));
}
