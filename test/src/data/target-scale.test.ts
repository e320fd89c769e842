import { expect, it } from 'vitest';
import { fitTargetScale, scaleTargets, unscaleTargets } from '../../../src/data/target-scale.ts';
import { matrix } from '../../../src/numbers/matrix.ts';

const T = matrix([[1, 5], [3, 5], [8, 5]], 'float64'); // biome-ignore format: rows

it('values are standardised by mean and standard deviation, divisor n; a constant one is centred', () => {
  const scale = fitTargetScale(T, ['a', 'b'], true);
  expect(scale).toEqual({ names: ['a', 'b'], mean: [4, 5], unit: [Math.sqrt(26 / 3) + 1e-8, 1] });
  const scaled = scaleTargets(T, scale);
  expect([...scaled.data]).toEqual([-3, 0, -1, 0, 4, 0].map((d, i) => Math.fround(d / scale.unit[i % 2]!)));
});

it('or stay as they are', () => {
  const scale = fitTargetScale(T, ['a', 'b'], false);
  expect([...scaleTargets(T, scale).data]).toEqual([...T.data]);
});

it('what was scaled comes back in its own units', () => {
  const scale = fitTargetScale(T, ['a', 'b'], true);
  const back = unscaleTargets(scaleTargets(T, scale, 'float64'), scale);
  back.data.forEach((value, i) => expect(value).toBeCloseTo(T.data[i]!, 12));
});

it('a value that float32 cannot hold is named', () => {
  const scale = fitTargetScale(matrix([[1], [2]], 'float64'), ['price'], false);
  expect(() => scaleTargets(matrix([[1], [1e40]], 'float64'), scale)).toThrow(
    "Row 2, target 'price': 1e+40 is too far from the training mean 0 for float32. Is it a mistake, or on another scale?",
  );
});
