// By the algorithms of fdlibm (Sun Microsystems, 1993: e_log.c, s_log1p.c), whose coefficients these are, put together as FreeBSD
// has it since 2011, without branches: see exponential.ts.
import { LOG2_HIGH, LOG2_LOW } from './exponential.ts';
import { exponentOf, powerOfTwo } from './powers-of-two.ts';

/** log x = n·log 2 + log(1 + f) */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  if (x < SMALLEST_NORMAL) return log(x * 2 ** 54) - 54 * Math.LN2;
  const n = exponentOf(x);
  return together(x * powerOfTwo(0 - n) - 1, n, 0);
}

const SMALLEST_NORMAL = 2 ** -1022;

/** log(1 + x), near 0 too: what 1 + x loses by rounding (Knuth's two-sum) is added, divided by 1 + x to a first digit. */
export function log1p(x: number): number {
  if (!(x > -1 && x < Infinity)) return x === -1 ? -Infinity : x > 0 ? x : NaN;
  if (x === 0) return x; // −0 too
  const sum = 1 + x;
  const added = sum - 1;
  const lost = 1 - (sum - added) + (x - added);
  const n = exponentOf(sum);
  const down = powerOfTwo(0 - n);
  const f = sum * down - 1;
  return together(f, n, lost * down * (1 - f * (1 - f)));
}

/** n·log 2 + log(1 + f) + c, √½ ≤ 1 + f < √2: log(1 + f) = f − f²/2 + s·(f²/2 + p(s²)), s = f/(2 + f), c small. */
function together(f: number, n: number, c: number): number {
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const s2 = s * s;
  const s4 = s2 * s2;
  const p12 = 0.6666666666666735 + s2 * 0.3999999999940942;
  const p34 = 0.2857142874366239 + s2 * 0.22222198432149784;
  const p56 = 0.1818357216161805 + s2 * 0.15313837699209373;
  const p = s2 * (p12 + s4 * p34 + s4 * s4 * (p56 + s4 * 0.14798198605116586)); // in parts that do not wait for each other
  return s * (half + p) + (n * LOG2_LOW + c) - half + f + n * LOG2_HIGH;
}
