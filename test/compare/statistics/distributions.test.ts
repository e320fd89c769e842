import { expect, it } from 'vitest';
import { fairCoin, standardNormal, studentT, studentTQuantile } from '../../../compare/statistics/distributions.ts';

/** To ten digits, however small. */
const expectSame = (ours: number, theirs: number) => expect(ours / theirs).toBeCloseTo(1, 10);

it("Student's t is that of SciPy 1.17.1: scipy.stats.t.cdf(t, df), t.ppf(p, df)", () => {
  expectSame(studentT(-2.262, 9), 0.025006422751227313);
  expectSame(studentT(0.5, 1), 0.6475836176504333);
  expectSame(studentT(-60, 9), 2.5005952358364503e-13);
  expectSame(studentT(-8.5, 29), 1.1490166431409574e-9);
  expectSame(studentTQuantile(0.975, 1), 12.706204736174694);
  expectSame(studentTQuantile(0.975, 2), 4.302652729749462);
  expectSame(studentTQuantile(0.975, 29), 2.045229642132703);
  expect([studentT(Infinity, 3), studentT(-Infinity, 3), studentT(NaN, 3)]).toEqual([1, 0, NaN]);
});

it('the normal distribution is that of SciPy 1.17.1: scipy.stats.norm.cdf(z)', () => {
  expectSame(standardNormal(-5.27), 6.821187941186243e-8);
  expectSame(standardNormal(1.96), 0.9750021048517795);
  expect(standardNormal(0)).toBe(0.5);
});

it('a fair coin is that of SciPy 1.17.1: scipy.stats.binom.cdf(k, n, 0.5)', () => {
  expectSame(fairCoin(0, 5), 0.03125);
  expectSame(fairCoin(3, 20), 0.0012884140014648438);
  expectSame(fairCoin(400, 1000), 1.3642320780329735e-10);
  expect([fairCoin(5, 5), fairCoin(0, 0)]).toEqual([1, 1]);
});
