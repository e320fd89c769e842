import { expOfRest } from './exponential.ts';
import { powerOfTwo } from './powers-of-two.ts';
import { whole } from './whole.ts';

/**
 * x + x³·p(x²)/q(x²) for |x| < 0.625, with the coefficients of Moshier's Cephes (tanh.c, 1995); above, where little cancels,
 * 1 − 2/(e^2|x| + 1) with the sign of x. What its e^2|x| + 1 = (2ⁿ + 1) + 2ⁿ·(e^r − 1) loses by rounding
 * is made up for, and what 1 − … does.
 */
export function tanh(x: number): number {
  const magnitude = Math.abs(x);
  if (x === 0) return x; // −0 too
  if (!(magnitude >= 0.625)) {
    const s = x * x;
    const p = (-0.9643991794250523 * s - 99.28772310019185) * s - 1614.6876844170845;
    const q = ((s + 112.81167849163293) * s + 2235.4883906010045) * s + 4844.063053251255;
    return x + x * s * (p / q);
  }
  if (magnitude > 22) return Math.sign(x);
  const n = whole(2 * Math.LOG2E * magnitude);
  const power = powerOfTwo(n);
  const above = power * expOfRest(2 * magnitude, n);
  const sum = power + 1 + above;
  const lost = power + 1 - sum + above;
  const from1 = 2 / sum;
  const rest = 1 - from1;
  return Math.sign(x) * (rest + (1 - rest - from1 + (from1 * lost) / sum));
}
