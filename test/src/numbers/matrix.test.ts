import { expect, it } from 'vitest';
import { mapTensors } from '../../../src/model/tensors.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { chunks, copy, dtypeOf, firstRows, Later, matrix, rowRange, ShapeError, shape, zeros } from '../../../src/numbers/matrix.ts';

it('is row-major, in float32 unless said otherwise', () => {
  expect(
    matrix([
      [1, 2],
      [3, 4],
      [5, 0.1],
    ]),
  ).toEqual({ rows: 3, cols: 2, data: Float32Array.of(1, 2, 3, 4, 5, 0.1) });
  expect([dtypeOf(matrix([[1]])), dtypeOf(zeros(1, 1)), dtypeOf(zeros(1, 1, 'float64'))]).toEqual(['float32', 'float32', 'float64']);
  expect([shape(matrix([])), shape(zeros(3, 2)), zeros(3, 2).data.length]).toEqual(['(0, 0)', '(3, 2)', 6]);
});

it('may be computed when it is first looked at, and then once', () => {
  let made = 0;
  const M = new Later(() => {
    made++;
    return matrix([[1, 2]]);
  });
  const twice = mapTensors([{ W: M, b: matrix([[3]]) }], (values) => map(values, (value) => 2 * value));
  expect([made, [...twice[0]!.b.data]]).toEqual([0, [6]]);
  expect([[...twice[0]!.W.data], twice[0]!.W.rows, twice[0]!.W.cols, [...M.data], made]).toEqual([[2, 4], 1, 2, [1, 2], 1]);
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

it('firstRows and rowRange are views', () => {
  const X = matrix([
    [0, 1],
    [10, 11],
    [20, 21],
    [30, 31],
  ]);
  const [first, middle] = [firstRows(X, 2), rowRange(X, 1, 3)];
  expect([
    [first.rows, ...first.data],
    [middle.rows, ...middle.data],
  ]).toEqual([
    [2, 0, 1, 10, 11],
    [2, 10, 11, 20, 21],
  ]);
  X.data[2] = 99;
  expect([first.data[2], middle.data[0]]).toEqual([99, 99]);
});

it('chunks are views of all rows in turn, each with the row it begins at, the short last one kept', () => {
  const X = matrix([
    [0, 1],
    [10, 11],
    [20, 21],
    [30, 31],
    [40, 41],
  ]);
  const cut = Array.from(chunks(X, 2), ({ from, rows }) => [from, rows.rows, rows.cols, ...rows.data]);
  expect(cut).toEqual([
    [0, 2, 2, 0, 1, 10, 11],
    [2, 2, 2, 20, 21, 30, 31],
    [4, 1, 2, 40, 41],
  ]);
  expect([...chunks(X, 2)].every(({ rows }) => rows.data.buffer === X.data.buffer)).toBe(true);
  expect([...chunks(zeros(0, 2), 2)]).toEqual([]);
});
