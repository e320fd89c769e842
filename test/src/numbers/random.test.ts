import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stream } from '../../../src/numbers/random.ts';

const times = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, draw);
const mean = (xs: readonly number[]): number => xs.reduce((sum, x) => sum + x, 0) / xs.length;

describe('a random stream', () => {
  // Computed by a program in Python that shares nothing with ours: hashlib's SHA-256, xoroshiro128+ after its authors'
  // paper, Marsaglia's polar method. Red means that a library's bits have changed, and with them every seeded result.
  it('gives the numbers that its definition gives', () => {
    const initial = stream(8, 'initial');
    expect(times(3, () => initial.uniform(0, 1))).toEqual([0.07156028949402848, 0.6955800547325528, 0.9511631765620548]);
    const suffixed = stream(-3, 'order/3');
    expect(times(2, () => suffixed.uniform(0, 1))).toEqual([0.7385527902671866, 0.8603144208825297]);
    const normals = stream(8, 'initial');
    expect(times(2, normals.normal)).toEqual([0.20312675304051203, -0.44497158663597547]);
    expect([...stream(8, 'order').permutation(10)]).toEqual([8, 9, 1, 6, 3, 7, 5, 2, 0, 4]);
    expect([...stream(9, 'order').permutation(10)]).toEqual([5, 4, 7, 3, 6, 8, 2, 9, 1, 0]);
  });

  it('is a function of seed and purpose alone', () => {
    const other = stream(1, 'order');
    const first = stream(1, 'initial');
    const drawn = times(5, () => (other.normal(), first.normal()));
    const again = stream(1, 'initial');
    expect(times(5, again.normal)).toEqual(drawn);
  });

  it('has nothing in common with its neighbours', () => {
    const n = 4000;
    const sequences = [
      [1, 'initial'],
      [2, 'initial'],
      [1, 'order'],
      [1, 'order/1'],
      [1, 'order/2'],
      [-1, 'initial'],
    ] as const;
    const drawn = sequences.map(([seed, purpose]) => times(n, stream(seed, purpose).normal));
    for (const [i, a] of drawn.entries()) {
      for (const b of drawn.slice(i + 1)) {
        const correlation = mean(a.map((x, k) => x * b[k]!)); // of standard normal numbers: 0 ± 1/√n
        expect(Math.abs(correlation)).toBeLessThan(4.5 / Math.sqrt(n));
      }
    }
  });

  it('draws standard normal numbers', () => {
    const n = 200_000;
    const xs = times(n, stream(8, 'moments').normal);
    const moment = (power: number): number => mean(xs.map((x) => x ** power));
    // E xᵖ = 0, 1, 0, 3 and Var xᵖ = 1, 2, 15, 96 for p = 1 … 4; five standard errors allowed
    for (const [power, expected, variance] of [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ] as const) {
      expect(Math.abs(moment(power) - expected)).toBeLessThan(5 * Math.sqrt(variance / n));
    }
  });

  it('draws uniform numbers from the interval, its lower end included', () => {
    const n = 200_000;
    const random = stream(8, 'moments');
    const xs = times(n, () => random.uniform(-2, 4));
    expect(xs.every((x) => x >= -2 && x < 4)).toBe(true);
    expect(Math.abs(mean(xs) - 1)).toBeLessThan(5 * Math.sqrt(3 / n)); // variance 6²/12
    expect(Math.abs(mean(xs.map((x) => (x - 1) ** 2)) - 3)).toBeLessThan(5 * Math.sqrt(7.2 / n)); // 6⁴/180
  });

  it('permutes: every index once', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer(), (n, seed) => {
        const order = stream(seed, 'order').permutation(n);
        expect(order).toBeInstanceOf(Uint32Array);
        expect([...order].sort((a, b) => a - b)).toEqual([...Array(n).keys()]);
      }),
    );
  });

  it('permutes without a bias: the 24 orders of 4 are equally frequent', () => {
    const draws = 48_000;
    const random = stream(8, 'chi-square');
    const seen = new Map<string, number>();
    for (let i = 0; i < draws; i++) {
      const order = random.permutation(4).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    const expected = draws / 24;
    const chiSquare = [...seen.values()].reduce((sum, times) => sum + (times - expected) ** 2 / expected, 0);
    expect(seen.size).toBe(24);
    expect(chiSquare).toBeLessThan(49.73); // 23 degrees of freedom, p = 0.001
  });

  it('refuses a seed that is not a whole number', () => {
    for (const seed of [0.5, Number.NaN, Infinity, 2 ** 53]) {
      expect(() => stream(seed, 'order')).toThrow(new RangeError(`A seed is a whole number, got ${seed}.`));
    }
    expect(stream(-0, 'order').uniform(0, 1)).toBe(stream(0, 'order').uniform(0, 1));
  });
});
