import { expect, it } from 'vitest';
import { differencePValue, equivalencePValue } from '../../../compare/statistics/paired.ts';
import { areEqual, spread } from '../../../compare/statistics/spread.ts';

const TWO = [0.004, 0.001];
const THREE = [0.002, -0.001, 0.003];
const TIES = [0.0013, -0.0007, 0, 0.002, -0.0013, 0.0007, 0.0007, 0, -0.002, 0.0033];
const THIRTY = Array.from({ length: 30 }, (_, i) => (((i * 7) % 30) - 12) / 1000);
const FAR = [0.01, 0.012, 0.009, 0.011, 0.01];
const digits = (value: number) => Number(value.toPrecision(9));

// SciPy 1.17.1: scipy.stats.ttest_1samp(d, 0).pvalue
it.each([
  ['2 differences', TWO, 0.34404173924526144],
  ['3', THREE, 0.38278660015163235],
  ['10 with ties', TIES, 0.44075677740755803],
  ['30', THIRTY, 0.13069126732940542],
  ['5 far from 0', FAR, 3.412216730314407e-5],
])('the paired t test of %s is that of SciPy', (_, differences, expected) => {
  expect(digits(differencePValue(differences))).toBe(digits(expected));
});

// SciPy 1.17.1: max(ttest_1samp(d, -0.005, alternative='greater').pvalue, ttest_1samp(d, 0.005, alternative='less').pvalue);
// statsmodels 0.15.0 gives the same: DescrStatsW(d).ttost_mean(-0.005, 0.005)[0]
it.each([
  ['2 differences', TWO, 0.17202086962263072],
  ['3', THREE, 0.046367645636722604],
  ['10 with ties', TIES, 3.3366095970488526e-6],
  ['30', THIRTY, 0.06534563366470282],
  ['5 beyond the margin', FAR, 0.9997750382622005],
])('the two one-sided tests of %s against ±0.005 are those of SciPy', (_, differences, expected) => {
  expect(digits(equivalencePValue(differences, 0.005))).toBe(digits(expected));
  expect(
    digits(
      equivalencePValue(
        differences.map((d) => -d),
        0.005,
      ),
    ),
    'either way round',
  ).toBe(digits(expected));
});

it('identical runs differ by nothing: no difference, and equivalence within any margin', () => {
  for (const n of [2, 3, 30]) {
    const differences = new Array<number>(n).fill(0);
    expect([differencePValue(differences), equivalencePValue(differences, 1e-6)]).toEqual([1, 0]);
  }
});

it('of equal differences the sign test answers: 2·(1/2)ⁿ', () => {
  const equal = (n: number) => new Array<number>(n).fill(1 / 1500);
  expect([2, 5, 6].map((n) => differencePValue(equal(n)))).toEqual([0.5, 0.0625, 0.03125]);
  expect([equivalencePValue(equal(3), 0.005), equivalencePValue(equal(3), 0.0005)]).toEqual([0, 1]);
});

it('a mean exactly at the margin is not within it', () => {
  expect(equivalencePValue([0.005, 0.005], 0.005)).toBe(1);
});

it('one difference alone shows nothing', () => {
  expect([differencePValue([0.1]), equivalencePValue([0], 0.005)]).toEqual([1, 1]);
});

it('rounding is no spread: 0.97 − 0.96 and 0.03 − 0.02 are one difference', () => {
  const differences = [0.97 - 0.96, 0.03 - 0.02, 0.52 - 0.51];
  expect(differences[0]).not.toBe(differences[1]);
  expect(areEqual(differences)).toBe(true);
  expect(differencePValue(differences)).toBe(0.25);
});

it('the standard deviation has the divisor n − 1, and is unknown of one value', () => {
  expect(spread([1, 2, 3, 4])).toEqual({ mean: 2.5, sd: Math.sqrt(5 / 3) });
  expect([spread([7]), spread([7, 7, 7]), spread([])]).toEqual([
    { mean: 7, sd: undefined },
    { mean: 7, sd: 0 },
    { mean: NaN, sd: undefined },
  ]);
});
