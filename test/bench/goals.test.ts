import { describe, expect, it } from 'vitest';
import { check, type Goal, goalsOf, worstStep } from '../../bench/goals.ts';
import type { Results, ScalingPoint } from '../../bench/results.ts';
import { results, row, table } from './results-under-test.ts';

const goal = (bound: Goal['bound'], limit: number, value: number | undefined): Goal => ({ text: '', bound, limit, unit: '×', measure: () => value });
const verdictOf = (text: string, of: Results) => check(of).find(({ goal }) => goal.text === text);
const point = (size: number, epochSeconds: number, multiplyAdds: number): ScalingPoint => ({ of: 'width', size, epochSeconds, multiplyAdds });

describe('check', () => {
  it.each([
    ['at least', 3, 3, 'met'],
    ['at least', 3, 2.99, 'missed'],
    ['at most', 120, 120, 'met'],
    ['at most', 120, 120.1, 'missed'],
    ['at least', 3, undefined, 'not measured'],
    ['at least', 3, NaN, 'missed'],
  ] as const)('%s %d, measured %s: %s', (bound, limit, value, verdict) => {
    expect(check(results([]), [goal(bound, limit, value)])[0]!.verdict).toBe(verdict);
  });

  it('compares two rows of the same workload by their ratio within the rounds', () => {
    const slow = table('W784', [row('simd', [1]), row('tfjs-native', [1])]);
    const W20 = table('W20', [row('simd', [310, 30, 62]), row('tfjs-native', [10, 1, 2])]);
    expect(verdictOf('W20: simd against tfjs-native', results([slow, W20]))).toMatchObject({ value: 31, verdict: 'met' });
    expect(verdictOf('W784: simd against tfjs-native', results([slow, W20]))).toMatchObject({ value: 1, verdict: 'missed' });
  });

  it('does not judge what was not measured', () => {
    expect(new Set(check(results([])).map(({ verdict }) => verdict))).toEqual(new Set(['not measured']));
  });

  it('takes memory in megabytes of 10⁶ bytes, and start-up as the median of the starts in milliseconds', () => {
    const starts = [0.9, 0.2, 0.24].map((wallSeconds) => ({ wallSeconds, cpuSeconds: 0 }));
    const of = results([table('W784', [row('simd', [1], { peakBytes: 121e6 })]), table('W20', [row('simd', [1], { starts })])]);
    expect(verdictOf('W784: simd: peak memory', of)).toMatchObject({ value: 121, verdict: 'missed' });
    expect(verdictOf('W20: simd: start to first epoch', of)).toMatchObject({ value: 240, verdict: 'met' });
  });

  it('has no goal twice', () => {
    for (const node of ['v20.1.0', 'v24.0.0']) {
      const texts = goalsOf({ node }).map(({ text }) => text);
      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  it('asks for more where Node runs kernels of 256 bits', () => {
    const W20 = table('W20', [row('simd', [35]), row('tfjs-native', [1])]);
    expect(verdictOf('W20: simd against tfjs-native', results([W20], { node: 'v22.9.0' }))?.verdict).toBe('met');
    expect(verdictOf('W20: simd against tfjs-native', results([W20], { node: 'v24.0.0' }))?.verdict).toBe('missed');
  });
});

describe('worstStep', () => {
  it('is the lowest rate over that of the next smaller size: 10, 20, 8 multiply-adds a second give 8/20', () => {
    expect(worstStep([point(1, 1, 10), point(2, 1, 20), point(3, 2, 16)])).toBeCloseTo(0.4, 12);
  });

  it('has nothing to say about one size', () => {
    expect(worstStep([point(1, 1, 10)])).toBeUndefined();
  });
});
