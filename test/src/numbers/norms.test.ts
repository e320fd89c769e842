import { expect, it } from 'vitest';
import { difference, largest, norm } from '../../../src/numbers/norms.ts';

it('norm is √Σx²', () => {
  expect([norm([3, -4]), norm([]), norm(Float32Array.of(1, 1, 1, 1))]).toEqual([5, 0, 2]);
});

it('norm is finite where the squares overflow, and infinite or NaN where a value is', () => {
  expect(norm([3e200, -4e200]) / 5e200).toBeCloseTo(1, 14);
  expect([norm([Number.MAX_VALUE]), norm([1, Infinity]), norm([1e300, NaN])]).toEqual([Number.MAX_VALUE, Infinity, NaN]);
});

it('largest is max|x|, 0 of no values, NaN if any is', () => {
  expect([largest([1, -3, 2]), largest([]), largest([5, NaN, 7]), largest([-Infinity, 1])]).toEqual([3, 0, NaN, Infinity]);
});

it('difference is a − b in float64, even of float32 values', () => {
  const [a, b] = [Float32Array.of(1, 16777216), Float32Array.of(2 ** -30, 0.5)];
  expect([...difference(a, b)]).toEqual([1 - 2 ** -30, 16777215.5]);
});
