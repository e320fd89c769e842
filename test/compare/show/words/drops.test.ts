import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../../compare/results/schema.ts';
import { dropsSince } from '../../../../compare/show/words/drops.ts';
import { diverged, networkResult, parity, tinyComparison } from '../../tiny-comparison.ts';

const withAccuracy = (accuracy: number) =>
  tinyComparison({ networks: [networkResult('mine', { test: { ...networkResult('mine').test!, accuracy } })], parity: [] });
const drops = (before: Comparison, now: Comparison) => dropsSince(before, now, 0.005);

describe('what fell since an earlier run', () => {
  it('is an accuracy that is lower by more than the margin, not one within it, nor one that rose', () => {
    expect(drops(withAccuracy(0.75), withAccuracy(0.7))).toEqual(['test accuracy of mine fell from 0.7500 to 0.7000, by more than the margin of 0.005.']);
    expect(drops(withAccuracy(0.75), withAccuracy(0.747))).toEqual([]);
    expect(drops(withAccuracy(0.75), withAccuracy(1))).toEqual([]);
  });

  it('is a network that diverges now, or is gone; one that diverged before can only rise', () => {
    const broken = tinyComparison({ networks: [diverged('mine')], parity: [] });
    expect(drops(withAccuracy(0.75), broken)).toEqual(['mine diverged, which it had not.']);
    expect(drops(broken, withAccuracy(0.25))).toEqual([]);
    expect(drops(withAccuracy(0.75), tinyComparison({ networks: [networkResult('yours')], parity: [] }))).toEqual(['mine is not in this run.']);
  });

  it('is parity that is lost', () => {
    const differing = tinyComparison({ parity: [parity({ verdict: 'differ' })] });
    expect(drops(tinyComparison(), differing)).toEqual(['scratch and tfjs differ, which they had not.']);
    expect(drops(differing, differing)).toEqual([]);
    expect(drops(differing, tinyComparison())).toEqual([]);
  });
});
