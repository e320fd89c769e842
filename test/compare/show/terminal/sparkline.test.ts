import { expect, it } from 'vitest';
import { sparkline } from '../../../../compare/show/terminal/sparkline.ts';

it('draws the lowest and the highest value as such, and what is between in proportion', () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8)).toBe('▁▂▃▄▅▆▇█');
  expect(sparkline([9, 5, 7], 8)).toBe('█▁▅');
});

it('takes first and last of more values than it has bars', () => {
  expect(sparkline([0, 100, 7, 100, 3.5], 3)).toBe('▁█▅');
});

it('is level where all are the same, and has gaps where a value is not finite', () => {
  expect([sparkline([3, 3], 8), sparkline([1, NaN, 2, Infinity], 8), sparkline([], 8)]).toEqual(['▄▄', '▁ █ ', '']);
});
