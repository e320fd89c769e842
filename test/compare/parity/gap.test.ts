import { describe, expect, it } from 'vitest';
import { distance, type Gap, gaps, judge, ratio, relative } from '../../../compare/parity/gap.ts';
import { layer } from '../../tiny-plan.ts';

const gap = (of: Partial<Gap>): Gap => ({ gap: 0, floor: 0, size: 1, ...of });

describe('the verdict on gaps', () => {
  it.each<[string, Partial<Gap>]>([
    ['nothing', {}],
    ['what rounding explains, however much', { gap: 5, floor: 5 }],
    ['1e-5 of the size beyond it', { gap: 5 + 2e-5, floor: 5, size: 2.001 }],
    ['anything where rounding explains everything', { gap: NaN, floor: Infinity }],
    ['no change at all on either side', { size: 0 }],
  ])('agrees on %s', (_, of) => {
    expect(judge([gap({}), gap(of)], [])).toBe('agree');
  });

  it('warns above 1e-5 of the size and up to 1e-3, as far as rounding does not explain it', () => {
    expect(judge([gap({ gap: 1.001e-5 }), gap({})], [])).toBe('warning');
    expect(judge([gap({ gap: 9.99e-4 })], [])).toBe('warning');
    expect(judge([gap({ gap: 5.0019, floor: 5, size: 2 })], [])).toBe('warning');
  });

  it('differs above 1e-3, and where there is a gap and no size, or no number', () => {
    expect(judge([gap({}), gap({ gap: 1.001e-3 })], [])).toBe('differ');
    expect(judge([gap({ gap: 1, size: 0 })], [])).toBe('differ');
    expect(judge([gap({ gap: NaN })], [])).toBe('differ');
  });

  it('tells nothing where all agrees, but rounding explains more than a tenth of some gradient', () => {
    expect(judge([gap({})], [gap({ floor: 0.2, size: 2 }), gap({ floor: 0.05 })])).toBe('agree');
    expect(judge([gap({})], [gap({}), gap({ floor: 0.21, size: 2 })])).toBe('unresolved');
    expect(judge([gap({ gap: 1e-4 })], [gap({ floor: 1 })])).toBe('warning');
  });
});

describe('a gap', () => {
  it('is of each tensor, in units of how far the truth goes: 0 where there is none, ∞ where nothing goes anywhere', () => {
    const truth = [layer([[3, 4]], [0, 2], 'float64')];
    const [W, b] = gaps(
      [
        [3, 4.5],
        [0, 0],
      ],
      [
        [3.5, 4.5],
        [0, 2],
      ],
      truth,
      [0.1, 0.2],
    );
    expect(W).toEqual({ label: 'W1', name: 'W', layer: 1, gap: 0.5, floor: 0.1, size: 5, relativeMax: 0.125 });
    expect(b && relative(b)).toEqual({ name: 'b1', relativeL2: 1, relativeMax: 1, floor: 0.1 });
    expect([ratio(0, 0), ratio(1, 0), ratio(1, 4)]).toEqual([0, Infinity, 0.25]);
  });

  it('of all tensors together is relative to the second', () => {
    expect(distance([[3, 1], [2]], [[0, 1], [6]])).toBeCloseTo(5 / Math.sqrt(37), 15);
    expect(distance([[0]], [[0]])).toBe(0);
  });
});
