import { describe, expect, it } from 'vitest';
import { firstRows, type Matrix } from '../../../src/numbers/matrix.ts';
import { everyKernel, matrixOf, normalMatrix } from './every-kernel.ts';
import { disagreement, inputsOf, productsOf, referenceOf, type Shape } from './layer-products.ts';

/** Rows, inputs and outputs a block of every kernel fits in never, once or twice, with and without a remainder; see any-shape too. */
const SMALL: readonly Shape[] = [
  [1, 1, 1],
  [3, 7, 2],
  [4, 8, 8],
  [5, 9, 9],
  [8, 16, 3],
  [11, 3, 17],
  [6, 19, 1],
  [9, 31, 16],
  [17, 5, 3],
  [5, 1024, 3], // X's rows lie 4096 bytes apart
];

describe.each(everyKernel)('$label', ({ dtype, create }) => {
  it('agrees with naive float64 on small shapes, within the bound of its float type', () => {
    for (const shape of SMALL) expect(disagreement(referenceOf(shape, 1), create(), dtype)).toBe('');
  });

  it('agrees with naive float64 shape after shape in the same memory', () => {
    const kernels = create();
    for (const shape of SMALL) expect(disagreement(referenceOf(shape, 2), kernels, dtype)).toBe('');
  });

  it.each([
    ['a view', firstRows],
    ['the same data and fewer rows', (M: Matrix, rows: number): Matrix => ({ ...M, rows })],
  ])('computes with the first rows of a matrix, given as %s, and leaves the others alone', (_, first) => {
    const kernels = create();
    const [X, W, b] = [normalMatrix(kernels, 5, 3, 1), normalMatrix(kernels, 3, 9, 2), normalMatrix(kernels, 1, 9, 3)];
    const [A, dX, A2, dX2] = [kernels.matrix(5, 9), kernels.matrix(5, 3), kernels.matrix(2, 9), kernels.matrix(2, 3)];
    A.data.fill(-7);
    dX.data.fill(-7);
    const short = matrixOf(kernels, [[...X.data.subarray(0, 3)], [...X.data.subarray(3, 6)]]);
    for (const [x, y, dx] of [
      [short, A2, dX2],
      [first(X, 2), first(A, 2), first(dX, 2)],
    ] as const) {
      kernels.affine(x, W, b, true, y);
      kernels.inputGradient(y, W, dx);
    }
    expect([...A.data]).toEqual([...A2.data, ...Array(3 * 9).fill(-7)]);
    expect([...dX.data]).toEqual([...dX2.data, ...Array(3 * 3).fill(-7)]);
  });

  it.each([
    [1, 1, 1],
    [2, 8, 11],
    [5, 16, 11],
    [11, 3, 9],
  ])('a (%i, %i)·(·, %i) product changes no input', (rows, inner, columns) => {
    const given = inputsOf([rows, inner, columns], 1);
    const { inputs } = productsOf(create(), given);
    expect(Object.values(inputs).map(({ data }) => [...data])).toEqual(Object.values(given).map(({ data }) => [...data]));
  });

  it.each([
    [1, 1],
    [3, 5],
    [4, 8],
    [6, 11],
  ])('writes a (%i, %i) result and nothing past it', (rows, cols) => {
    const kernels = create();
    const X = normalMatrix(kernels, rows, 2, 1);
    const W = normalMatrix(kernels, 2, cols, 2);
    const Y = kernels.matrix(rows, cols);
    const after = kernels.matrix(4, 8);
    kernels.affine(X, W, kernels.matrix(1, cols), false, Y);
    expect(after.data.every((value) => value === 0)).toBe(true);
  });

  it('multiplies by hand: Y = X·W + b, dW = Xᵀ·dY, db, dX = dY·Wᵀ', () => {
    const kernels = create();
    const X = matrixOf(kernels, [
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const W = matrixOf(kernels, [
      [1, 0],
      [-1, 2],
    ]);
    const dY = matrixOf(kernels, [
      [1, 0],
      [0, 1],
      [1, 1],
    ]);
    const [Y, dW, db, dX] = [kernels.matrix(3, 2), kernels.matrix(2, 2), kernels.matrix(1, 2), kernels.matrix(3, 2)];
    kernels.affine(X, W, matrixOf(kernels, [[10, -10]]), false, Y);
    kernels.weightGradient(X, dY, dW);
    kernels.biasGradient(dY, db);
    kernels.inputGradient(dY, W, dX);
    expect([Y, dW, db, dX].map(({ data }) => [...data])).toEqual([
      [9, -6, 9, -2, 9, 2],
      [6, 8, 8, 10],
      [2, 2],
      [1, -1, 0, 2, 1, 1],
    ]);
  });
});
