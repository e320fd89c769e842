import { cephes } from '../../src/host/cephes.ts';

/** P(T ≤ t) of Student's t with a whole number of degrees of freedom. */
export function studentT(t: number, degrees: number): number {
  if (!Number.isFinite(t)) return Number.isNaN(t) ? NaN : t > 0 ? 1 : 0;
  return cephes.stdtr(degrees, t);
}

/** The t that P(T ≤ t) = p. */
export function studentTQuantile(p: number, degrees: number): number {
  return cephes.stdtri(degrees, p);
}

/** P(Z ≤ z) of the standard normal distribution. */
export function standardNormal(z: number): number {
  return cephes.ndtr(z);
}

/** P(at most k heads of n throws of a fair coin), 0 ≤ k ≤ n. */
export function fairCoin(k: number, n: number): number {
  return k >= n ? 1 : cephes.bdtr(k, n, 0.5);
}
