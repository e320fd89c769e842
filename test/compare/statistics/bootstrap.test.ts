import { expect, it } from 'vitest';
import { bootstrapMean, tailOf } from '../../../compare/statistics/bootstrap.ts';
import { stream } from '../../../src/numbers/random.ts';

const random = () => stream(8, 'bootstrap');
const THREE = [0.002, -0.001, 0.003];
const TIES = [0.0013, -0.0007, 0, 0.002, -0.0013, 0.0007, 0.0007, 0, -0.002, 0.0033];
const THIRTY = Array.from({ length: 30 }, (_, i) => (((i * 7) % 30) - 12) / 1000);

// SciPy 1.17.1: scipy.stats.norm.cdf(-sqrt(n/(n-1)) * scipy.stats.t.ppf(0.975, n-1))
it.each([
  [3, 6.834137311941282e-8],
  [5, 0.0009541005518824907],
  [10, 0.008550639024406366],
  [30, 0.01875390027822054],
])('of %i values so much lies outside on either side', (n, expected) => {
  expect(tailOf(n) / expected).toBeCloseTo(1, 9);
});

// SciPy 1.17.1, a the tail above: scipy.stats.bootstrap((d,), np.mean, method='percentile', confidence_level=1-2*a,
// n_resamples=1_000_000, rng=np.random.default_rng(1)).confidence_interval. Within the draws' own luck: the density of a
// normal distribution at the tail says that 10,000 draws know a percentile there to about 0.06 of its spread.
it.each([
  ['10 values with ties', TIES, [-0.00067, 0.00153], 0.0015684 / Math.sqrt(10)],
  ['30 values', THIRTY, [-0.00076667, 0.00576667], 0.0088034 / Math.sqrt(30)],
])('the interval of %s is that of SciPy', (_, values, [low, high], spread) => {
  const [ours, upper] = bootstrapMean(values, random());
  expect(Math.abs(ours - low!)).toBeLessThan(0.15 * spread);
  expect(Math.abs(upper - high!)).toBeLessThan(0.15 * spread);
});

it('of 2 and 3 values it reaches from the least to the greatest', () => {
  expect(bootstrapMean([0.004, 0.001], random())).toEqual([0.001, 0.004]);
  const [low, high] = bootstrapMean(THREE, random());
  expect([low, high]).toEqual([-0.001, expect.closeTo(0.003, 15)]);
});

it('of equal values it has no width', () => {
  expect(bootstrapMean([0, 0, 0], random())).toEqual([0, 0]);
  expect(bootstrapMean(new Array<number>(7).fill(0.1), random())).toEqual([0.1, 0.1]);
});

it('is the same for the same stream', () => {
  expect(bootstrapMean(TIES, random())).toEqual(bootstrapMean(TIES, random()));
});

it('one value has no spread to draw from', () => {
  expect(() => bootstrapMean([1], random())).toThrow(RangeError);
});
