import { describe, expect, it } from 'vitest';
import { standardErrors, studentMean } from '../../../compare/statistics/student.ts';
import { type Stream, stream } from '../../../src/numbers/random.ts';

// SciPy 1.17.1: scipy.stats.t.interval(0.95, n-1, loc=np.mean(x), scale=scipy.stats.sem(x))
const FIVE = [0.16, 0.158, 0.17, 0.171, 0.182];

describe("the interval by Student's t", () => {
  it('of five values is that of SciPy', () => {
    const [low, high] = studentMean(FIVE);
    expect([low, high]).toEqual([expect.closeTo(0.15621295749780725, 12), expect.closeTo(0.18018704250219272, 12)]);
  });

  it('asks for 2.78 standard errors of five values, 12.7 of two', () => {
    expect(standardErrors(5) / 2.7764451051977987).toBeCloseTo(1, 9);
    expect(standardErrors(2) / 12.706204736432095).toBeCloseTo(1, 9);
  });

  it('of equal values has no width; of one there is none', () => {
    expect(studentMean([0.1, 0.1, 0.1])).toEqual([0.1, 0.1]);
    expect(() => studentMean([1])).toThrow(RangeError);
  });
});

describe('how often the interval holds the mean, simulated', () => {
  const SAMPLES = 20_000;
  const normal = (random: Stream) => random.normal();
  const exponential = (random: Stream) => -Math.log(1 - random.uniform(0, 1)); // skewness 2

  // Of normal values 95 %, by its derivation. Of exponential ones NumPy, 4,000,000 samples, t from SciPy: standard error 0.00016.
  it.each([
    ['5 normal values', 5, normal, 0, 0.95, 0],
    ['10 normal values', 10, normal, 0, 0.95, 0],
    ['5 exponential values', 5, exponential, 1, 0.88306, 0.00016],
    ['10 exponential values', 10, exponential, 1, 0.90053, 0.00016],
  ])('%s', (_name, n, draw, mean, expected, itsError) => {
    const random = stream(8, `coverage/${n}`);
    let held = 0;
    for (let s = 0; s < SAMPLES; s++) {
      const [low, high] = studentMean(Array.from({ length: n }, () => draw(random)));
      if (low <= mean && mean <= high) held++;
    }
    const error = Math.sqrt((expected * (1 - expected)) / SAMPLES + itsError ** 2); // of a count of 20,000, binomial: 0.0015 to 0.0023
    expect(Math.abs(held / SAMPLES - expected)).toBeLessThan(4 * error); // by luck once in 16,000
  });
});
