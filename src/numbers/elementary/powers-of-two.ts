/** All powers of two that float64 has, from 2⁻¹⁰⁷⁴ on. */
const POWERS = new Float64Array(1074 + 1024);
POWERS[1074] = 1;
for (let n = 1073; n >= 0; n--) POWERS[n] = POWERS[n + 1]! / 2;
for (let n = 1075; n < POWERS.length; n++) POWERS[n] = POWERS[n - 1]! * 2;

/** y·2ⁿ, |n| ≤ 1100, rounded once, below 2⁻¹⁰²² too: in two factors, so that neither passes out of the range. */
export function scaled(y: number, n: number): number {
  const half = n >> 1;
  return y * POWERS[1074 + half]! * POWERS[1074 + n - half]!;
}

/** 2ⁿ, −1074 ≤ n ≤ 1023. */
export function powerOfTwo(n: number): number {
  return POWERS[1074 + n]!;
}

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);
double[0] = 1;
const UPPER = halves[1] === 0 ? 0 : 1; // by the machine's order of bytes

/** n of x = 2ⁿ·m with √½ ≤ m < √2 (to 20 bits), x positive and at least 2⁻¹⁰²². */
export function exponentOf(x: number): number {
  double[0] = x;
  return ((halves[UPPER]! + ABOVE_ROOT_HALF) >> 20) - 1023;
}

/** What lifts the upper half of √2's bits to those of 2. */
const ABOVE_ROOT_HALF = 0x40000000 - 0x3ff6a09e;
