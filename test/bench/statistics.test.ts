import { describe, expect, it } from 'vitest';
import { median, ratio, spread } from '../../bench/statistics.ts';

describe('median', () => {
  it('is the middle one, or the mean of the middle two, and leaves the values as they are', () => {
    const values = [9, 1, 5];
    expect(median(values)).toBe(5);
    expect(values).toEqual([9, 1, 5]);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});

describe('spread', () => {
  it('is half the distance between the quartiles, over the median', () => {
    expect(spread([80, 90, 100, 110, 120])).toBeCloseTo((110 - 90) / 2 / 100, 12);
    expect(spread([7, 7, 7])).toBe(0);
  });

  it('does not heed one round that went astray', () => {
    expect(spread([100, 100, 100, 100, 1])).toBe(0);
  });
});

describe('ratio', () => {
  it('is taken within each round: what slows a whole round down changes nothing', () => {
    expect(ratio([30, 3, 300], [10, 1, 100])).toBe(3);
  });

  it('is the median of those ratios, not the ratio of the medians', () => {
    expect(ratio([10, 20, 90], [10, 5, 30])).toBe(3); // 1, 4, 3; the medians' would be 20/10
  });

  it('refuses rounds that do not match', () => {
    expect(() => ratio([1, 2], [1])).toThrow(RangeError);
    expect(() => ratio([], [])).toThrow(RangeError);
  });
});
