import { map } from '../../src/numbers/algebra.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';

/** The relative error of one rounding to float32: half a unit in the last place. */
export const HALF_ULP = 2 ** -24;

/** Below it float32 has fewer digits, or none where a library takes such numbers for 0. */
const SMALLEST = 2 ** -126;

/** So many roundings a library's function of one number may be off by: exp, tanh, a root, a quotient. */
export const OF_A_FUNCTION = 4;

/** Up or down, and how far: 1 or −1 as a coin falls, or a number between. */
export type Coin = () => number;

/** M, each number up or down by so many roundings: half an ulp each of a number of the size that `sizes` gives. What is exact, 0, stays. */
export function pushed(coin: Coin, M: Matrix, sizes: (value: number, i: number) => number): Matrix {
  return map(M, (value, i) => {
    const size = sizes(value, i);
    return size > 0 ? value + coin() * (HALF_ULP * size + SMALLEST) : value;
  });
}

/**
 * In roundings, how far a sum s of n terms x may be off. Each partial sum is rounded by half an ulp of itself; taken as
 * independent (Higham and Mary, A new approach to probabilistic rounding error analysis, 2019) these come to u·√Σs_k²,
 * and u is √3 times their typical size. The partial sums of terms in no particular order are about s·k/n, give or
 * take √Σx²/2 at most. So √n·√(s² + Σx²) is some three times the typical error, and not n times as the worst case is.
 */
export function ofSum(s: Matrix, squares: Matrix, terms: number): Matrix {
  return map(s, (value, i) => Math.sqrt(terms * (value * value + squares.data[i]!)));
}

export function squared(M: Matrix): Matrix {
  return map(M, (value) => value * value);
}
