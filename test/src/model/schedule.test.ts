import { describe, expect, it } from 'vitest';
import { learningRateIn, type Schedule } from '../../../src/model/schedule.ts';

/** Of four epochs of five steps. */
const rates = (schedule: Schedule | undefined, steps: readonly number[], warmup?: number) =>
  steps.map((step) => learningRateIn({ learningRate: 0.8, epochs: 4, ...(schedule && { schedule }), ...(warmup && { warmup }) }, step, 5));

describe('the learning rate of a step', () => {
  it('is the same throughout where nothing else is said', () => {
    expect(rates(undefined, [1, 5, 6, 20])).toEqual([0.8, 0.8, 0.8, 0.8]);
  });

  it.each<[Schedule, readonly number[]]>([
    ['step(2)', [0.8, 0.8, 0.8, 0.08]],
    ['half(1)', [0.8, 0.8, 0.4, 0.1]],
    ['exponential(0.5)', [0.8, 0.8, 0.4, 0.1]],
    ['inverse-time(1)', [0.8, 0.8, 0.4, 0.2]],
    ['cosine', [0.8, 0.4 * (1 + Math.cos(Math.PI * 0.2)), 0.4 * (1 + Math.cos(Math.PI * 0.25)), 0.4 * (1 + Math.cos(Math.PI * 0.95))]],
  ])('under %s, in the steps 1, 5, 6 and 20', (schedule, expected) => {
    rates(schedule, [1, 5, 6, 20]).forEach((rate, i) => void expect(rate).toBeCloseTo(expected[i]!, 12));
  });

  it('grows from 0 in equal parts in the epochs of a warm-up, and then is what the schedule says', () => {
    const expected = [0.08, 0.4, 0.48, 0.8, 0.8];
    rates('constant', [1, 5, 6, 10, 11], 2).forEach((rate, i) => void expect(rate).toBeCloseTo(expected[i]!, 12));
    expect(rates('half(1)', [11, 20], 2)).toEqual([0.2, 0.1]);
  });
});
