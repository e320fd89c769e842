import { describe, expect, it } from 'vitest';
import { DEFAULT_MODEL } from '../../../compare/diagnose/diagnose.ts';
import { compare, type Observation } from '../../../compare/diagnose/observation.ts';
import { planProbes } from '../../../compare/diagnose/probe-plan.ts';
import { matrix } from '../../../src/numbers/matrix.ts';

const probe = planProbes(DEFAULT_MODEL, 16, 8).probes[0]!;
const observed = (row: number[]): Observation => ({
  probe,
  step: 0,
  quantity: 'gradient',
  name: 'b',
  layer: 2,
  values: matrix([row], 'float64'),
  floor: 0,
});
const gap = (is: number[], expected: number[]) => compare(observed(is), observed(expected));

describe('tensors whose squares overflow float64', () => {
  it('are as far apart as smaller ones of the same proportions', () => {
    const small = gap([1e4, 2e4], [1e4, 3e4]);
    expect(small.agrees).toBe(false);
    for (const size of [1e150, 1e200, 1e300]) {
      const large = gap([1e4 * size, 2e4 * size], [1e4 * size, 3e4 * size]);
      expect(large.agrees).toBe(false);
      expect(large.relative).toBeCloseTo(small.relative, 12);
      expect(large.share / small.share).toBeCloseTo(1, 4);
    }
  });

  it('agree to within the tolerance', () => {
    expect(gap([1e300, 1e300 * (1 + 1e-7)], [1e300, 1e300]).agrees).toBe(true);
    expect(gap([Number.MAX_VALUE, 1], [-Number.MAX_VALUE, 1]).agrees).toBe(false);
    expect(gap([1e300, NaN], [1e300, Infinity]).agrees).toBe(true);
    expect(gap([1e300, NaN], [2e300, Infinity]).agrees).toBe(false);
  });
});
