// By the algorithms of fdlibm (Sun Microsystems, 1993: k_sin.c, k_cos.c, s_atan.c), whose coefficients these are: see exponential.ts.
import { reduced } from './quadrants.ts';
import { whole } from './whole.ts';

export function sin(x: number): number {
  return turned(x, 0);
}

export function cos(x: number): number {
  return turned(x, 1);
}

/** π/2 in two parts; the first has 33 bits, so that a whole number of 20 bits times it is exact (Cody and Waite, 1980). */
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_LOW = 6.077100506506192e-11;
const FAR = 2 ** 20;
/** Of n quarter turns: nearer to 0 than n times this the digits of what is left are too few. */
const TOO_NEAR = 1e-9;

/** sin(x + turns·π/2) */
function turned(x: number, turns: 0 | 1): number {
  if (Math.abs(x) <= Math.PI / 4) return ofQuadrant(turns, x, 0);
  if (!Number.isFinite(x)) return NaN;
  const n = whole(x * (2 / Math.PI));
  const first = x - n * HALF_PI_HIGH; // exact: the two are near each other
  const rest = n * HALF_PI_LOW;
  const high = first - rest;
  if (Math.abs(x) < FAR && Math.abs(high) > Math.abs(n) * TOO_NEAR) return ofQuadrant((n & 3) + turns, high, first - high - rest);
  const far = reduced(x);
  return ofQuadrant(far.quadrant + turns, far.high, far.low);
}

/** sin(quadrant·π/2 + x + low) */
function ofQuadrant(quadrant: number, x: number, low: number): number {
  const magnitude = quadrant & 1 ? nearCos(x, low) : nearSin(x, low);
  return quadrant & 2 ? -magnitude : magnitude;
}

/** sin x = x − x³/6 + x³·p(x²), |x| ≤ π/4, with what is below its last place. */
function nearSin(x: number, low: number): number {
  const x2 = x * x;
  const x3 = x2 * x;
  const p35 = 2.7557313707070068e-6 + x2 * (-2.5050760253406863e-8 + x2 * 1.58969099521155e-10);
  const p = 0.00833333333332249 + x2 * (-0.0001984126982985795 + x2 * p35);
  return x - (x2 * (0.5 * low - x3 * p) - low + x3 * 0.16666666666666632);
}

/** cos x = 1 − x²/2 + x⁴·p(x²), likewise; what 1 − x²/2 loses by rounding is made up for. */
function nearCos(x: number, low: number): number {
  const x2 = x * x;
  const p35 = 2.480158728947673e-5 + x2 * (-2.7557314351390663e-7 + x2 * (2.087572321298175e-9 + x2 * -1.1359647557788195e-11));
  const p = x2 * (0.0416666666666666 + x2 * (-0.001388888888887411 + x2 * p35));
  const half = 0.5 * x2;
  const first = 1 - half;
  return first + (1 - first - half + (x2 * p - x * low));
}

/** arctan x = arctan c + arctan((x − c)/(1 + c·x)), with the nearest c of ½, 1, 1½ and ∞. */
export function arctan(x: number): number {
  if (x === 0) return x; // −0 too
  const a = Math.abs(x);
  if (!(a >= 7 / 16)) return x - x * arctanRest(x * x);
  const angle =
    a < 11 / 16
      ? beyond((2 * a - 1) / (2 + a), 0.4636476090008061, 2.2698777452961687e-17)
      : a < 19 / 16
        ? beyond((a - 1) / (a + 1), 0.7853981633974483, 3.061616997868383e-17)
        : a < 39 / 16
          ? beyond((a - 1.5) / (1 + 1.5 * a), 0.982793723247329, 1.3903311031230998e-17)
          : beyond(-1 / a, 1.5707963267948966, 6.123233995736766e-17);
  return x < 0 ? -angle : angle;
}

/** high + low + arctan t */
function beyond(t: number, high: number, low: number): number {
  return high - (t * arctanRest(t * t) - low - t);
}

/** 1 − arctan t/t, of t². */
function arctanRest(t2: number): number {
  const t4 = t2 * t2;
  const odd = 0.14285714272503466 + t4 * (0.09090887133436507 + t4 * (0.06661073137387531 + t4 * (0.049768779946159324 + t4 * 0.016285820115365782)));
  const even = -0.11111110405462356 + t4 * (-0.0769187620504483 + t4 * (-0.058335701337905735 + t4 * -0.036531572744216916));
  return t2 * (0.3333333333333293 + t4 * odd) + t4 * (-0.19999999999876483 + t4 * even);
}
