import { exp } from './elementary/exponential.ts';
import { log1p } from './elementary/logarithm.ts';

/** 1/(1 + e^−x) */
export function logistic(x: number): number {
  return 1 / (1 + exp(-x));
}

/** log(1 + e^x), without overflow. */
export function softplus(x: number): number {
  return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
}

/** From here on erf is 1 to the last bit. */
const ERF_IS_ONE = 6;

/**
 * The error function, by its series 2/√π·e^(−x²)·Σ 2ⁿ·x^(2n+1)/(2n+1)!! (Abramowitz and Stegun, 7.1.6), whose terms are of
 * one sign, so that nothing cancels.
 */
export function erf(x: number): number {
  if (Math.abs(x) >= ERF_IS_ONE) return Math.sign(x);
  const twice = 2 * x * x;
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= twice / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * exp(-x * x) * sum;
}

/** Φ(x), the standard normal distribution function. */
export function normalDistribution(x: number): number {
  return 0.5 * (1 + erf(x / Math.SQRT2));
}

/** φ(x), its density. */
export function normalDensity(x: number): number {
  return exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}
