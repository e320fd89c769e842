import { describe, expect, it } from 'vitest';
import { descend, everyKernel, matrixOf, normalMatrix } from './every-kernel.ts';

/** More numbers than two vectors of four hold, so that both the vectors and what is left over are seen. */
const repeat = (values: readonly number[]) => Array.from({ length: 11 }, (_, i) => values[i % values.length]!);

describe.each(everyKernel)('$label', ({ dtype, create }) => {
  it.each([
    ['NaN', NaN, NaN],
    ['−∞', -Infinity, 0],
    ['−1', -1, 0],
    ['0', 0, 0],
    ['1', 1, 1],
    ['∞', Infinity, Infinity],
  ])('max(0, %s) keeps a NaN, so that a training that diverged shows', (_, z, expected) => {
    const kernels = create();
    const [X, W, A] = [kernels.matrix(5, 1), kernels.matrix(1, 11), kernels.matrix(5, 11)];
    kernels.affine(X, W, matrixOf(kernels, [repeat([z])]), true, A); // X = 0 leaves b alone
    expect([...A.data]).toEqual(Array(55).fill(expected));
  });

  it('lets −0 through max(0, ·) unchanged', () => {
    const kernels = create();
    const [X, W, A] = [matrixOf(kernels, [[-1]]), kernels.matrix(1, 11), kernels.matrix(1, 11)];
    kernels.affine(X, W, matrixOf(kernels, [repeat([-0])]), true, A); // −1·0 + −0 = −0
    expect([...A.data]).toEqual(Array(11).fill(-0)); // toEqual tells −0 from 0
  });

  it('hands a NaN of X, W or dY on in every product', () => {
    const kernels = create();
    const [M, N, out] = [normalMatrix(kernels, 9, 9, 1), normalMatrix(kernels, 9, 9, 2), kernels.matrix(9, 9)];
    M.data[4 * 9 + 2] = NaN;
    const rowsOrColumnsOfNaN = () => out.data.filter(Number.isNaN).length;
    kernels.affine(M, N, kernels.matrix(1, 9), true, out);
    expect(rowsOrColumnsOfNaN()).toBe(9);
    kernels.affine(N, M, kernels.matrix(1, 9), true, out);
    expect(rowsOrColumnsOfNaN()).toBe(9);
    kernels.weightGradient(M, N, out);
    expect(rowsOrColumnsOfNaN()).toBe(9);
    kernels.inputGradient(N, M, out);
    expect(rowsOrColumnsOfNaN()).toBe(9);
  });

  it("relu'(z) is 1 where a > 0 and 0 at 0, −0 and NaN, whatever the gradient there", () => {
    const kernels = create();
    const a = [2, 0, -0, NaN, 1e-45, Infinity, 0];
    const A = matrixOf(kernels, [repeat(a)]);
    const dA = matrixOf(kernels, [repeat([5, 5, 5, 5, 5, NaN, NaN])]);
    kernels.activation('relu').gradient(A, dA);
    expect([...dA.data]).toEqual(repeat([5, 0, 0, 0, 5, NaN, 0]));
  });

  it('leaves the rows past the ones given as they are, in place', () => {
    const kernels = create();
    const [A, dA] = [kernels.matrix(5, 3), kernels.matrix(5, 3)];
    dA.data.fill(7);
    kernels.activation('relu').gradient({ ...A, rows: 3 }, { ...dA, rows: 3 });
    expect([...dA.data]).toEqual([...Array(9).fill(0), ...Array(6).fill(7)]);
  });

  it('descends: P − learningRate·G', () => {
    const kernels = create();
    const P = matrixOf(kernels, [repeat([1, -2, 0.5])]);
    descend(kernels, P, matrixOf(kernels, [repeat([4, 8, -2])]), 0.25);
    expect([...P.data]).toEqual(repeat([0, -4, 1]));
  });

  it('descends by a rate that binary cannot hold, within the roundings of rate, product and sum', () => {
    const kernels = create();
    const [P, G] = [normalMatrix(kernels, 37, 3, 1), normalMatrix(kernels, 37, 3, 2)];
    const before = Float64Array.from(P.data);
    descend(kernels, P, G, 0.1);
    const u = dtype === 'float32' ? 2 ** -24 : 2 ** -53;
    P.data.forEach((value, i) => {
      const step = 0.1 * G.data[i]!;
      const bound = u * (Math.abs(before[i]!) + 4 * Math.abs(step));
      expect(Math.abs(value - (before[i]! - step))).toBeLessThanOrEqual(bound);
    });
  });

  it('makes matrices of zeros in its float type', () => {
    const { rows, cols, data } = create().matrix(3, 5);
    expect([rows, cols, data.length]).toEqual([3, 5, 15]);
    expect(data).toBeInstanceOf(dtype === 'float32' ? Float32Array : Float64Array);
    expect(data.every((value) => value === 0)).toBe(true);
  });
});
