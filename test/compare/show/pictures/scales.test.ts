import { describe, expect, it } from 'vitest';
import { accuracyScale, formatTick, logTicks, lossScale } from '../../../../compare/show/pictures/scales.ts';

describe('the axes', () => {
  it('label powers of ten, with 2 and 5 between few of them, and never more than a dozen', () => {
    expect(logTicks(0.8, 30)).toEqual([1, 2, 5, 10, 20]);
    expect(logTicks(0.9e-5, 1.1)).toEqual([1e-5, 1e-4, 1e-3, 0.01, 0.1, 1]);
    expect(logTicks(1e-30, 1e30).length).toBeLessThan(13);
  });

  it('write small numbers with an exponent, large ones with commas', () => {
    expect([0, 0.05, 0.001, 1e-5, 25000, 1e6, 1e28].map(formatTick)).toEqual(['0', '0.05', '0.001', '1e-5', '25,000', '1e6', '1e28']);
  });

  it('are finite whatever the values', () => {
    for (const values of [[], [NaN], [0], [0, 0], [1e308, 1e-308], [1.79e308, 1], [1.79e308, 0], [5e-324, 1], [5e-324], [Infinity, 1], [-1, 1]]) {
      for (const {
        domain: [from, to],
      } of [lossScale(values), accuracyScale(values)]) {
        expect([Number.isFinite(from), Number.isFinite(to), to > from], String(values)).toEqual([true, true, true]);
      }
    }
  });
});
