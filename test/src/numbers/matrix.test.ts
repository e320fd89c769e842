import { expect, it } from 'vitest';
import { copy, dtypeOf, matrix, shape, ShapeError, zeros } from '../../../src/numbers/matrix.ts';

it('is row-major, in float32 unless said otherwise', () => {
  expect(matrix([[1, 2], [3, 4], [5, 0.1]])).toEqual({ rows: 3, cols: 2, data: Float32Array.of(1, 2, 3, 4, 5, 0.1) });
  expect([dtypeOf(matrix([[1]])), dtypeOf(zeros(1, 1)), dtypeOf(zeros(1, 1, 'float64'))]).toEqual(['float32', 'float32', 'float64']);
  expect([shape(matrix([])), shape(zeros(3, 2)), zeros(3, 2).data.length]).toEqual(['(0, 0)', '(3, 2)', 6]);
});

it('has rows of one length', () => {
  expect(() => matrix([[1], [1, 2]])).toThrow(new ShapeError('Row 1 has 2 numbers, row 0 has 1.'));
  expect(new ShapeError('').name).toBe('ShapeError');
});

it('is copied in its own float type, or rounded to another', () => {
  const M = matrix([[0.1]], 'float64');
  const [same, rounded] = [copy(M), copy(M, 'float32')];
  M.data[0] = 9;
  expect([same.data, rounded.data]).toEqual([Float64Array.of(0.1), Float32Array.of(0.1)]);
});
