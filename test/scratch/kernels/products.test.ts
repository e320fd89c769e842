import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstRows } from '../../../src/batches.ts';
import type { Dtype, Matrix } from '../../../src/matrix.ts';
import type { Kernels } from '../../../scratch/kernels/kernels.ts';
import { createNaive } from '../../../scratch/kernels/naive.ts';
import { everyKernel, matrixOf, normalMatrix } from './every-kernel.ts';

type Shape = [rows: number, inputs: number, outputs: number];
type Outputs = Readonly<Record<'Y' | 'A' | 'dW' | 'db' | 'dX', Matrix>>;

const SEED = 20_250;
const size = fc.integer({ min: 1, max: 300 });
const corners: Shape[] = [
  [1, 1, 1], [300, 300, 300], [299, 289, 277], [4, 8, 8], [3, 7, 7], [5, 9, 9], [64, 20, 64], [64, 64, 2], [1, 300, 9],
  [7, 1024, 9], [64, 2048, 8], // X's rows lie a multiple of 4096 bytes apart
];

describe.each(everyKernel)('$label', ({ dtype, create }) => {
  it('agrees with naive float64 on any shape, within the bound of its float type', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.tuple(size, size, size), fc.nat(), (shape, seed) => { agree(shape, seed, dtype, create()); }),
      { seed: SEED, numRuns: 12, examples: corners.map((shape): [Shape, number] => [shape, 1]) },
    );
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
    for (const [x, y, dx] of [[short, A2, dX2], [first(X, 2), first(A, 2), first(dX, 2)]] as const) {
      kernels.affine(x, W, b, true, y);
      kernels.inputGradient(y, W, dx);
    }
    expect([...A.data]).toEqual([...A2.data, ...Array(3 * 9).fill(-7)]);
    expect([...dX.data]).toEqual([...dX2.data, ...Array(3 * 3).fill(-7)]);
  });

  it.each([[1, 1, 1], [2, 8, 11], [5, 16, 11], [11, 3, 9]])('a (%i, %i)·(·, %i) product changes no input', (...shape) => {
    const { inputs } = run(create(), shape as Shape, 1, (x) => x);
    const untouched = inputsOf(create(), shape as Shape, 1, (x) => x);
    expect(inputs.map(({ data }) => [...data])).toEqual(untouched.map(({ data }) => [...data]));
  });

  it.each([[1, 1], [3, 5], [4, 8], [6, 11]])('writes a (%i, %i) result and nothing past it', (rows, cols) => {
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
    const X = matrixOf(kernels, [[1, 2], [3, 4], [5, 6]]);
    const W = matrixOf(kernels, [[1, 0], [-1, 2]]);
    const dY = matrixOf(kernels, [[1, 0], [0, 1], [1, 1]]);
    const [Y, dW, db, dX] = [kernels.matrix(3, 2), kernels.matrix(2, 2), kernels.matrix(1, 2), kernels.matrix(3, 2)];
    kernels.affine(X, W, matrixOf(kernels, [[10, -10]]), false, Y);
    kernels.weightGradient(X, dY, dW);
    kernels.biasGradient(dY, db);
    kernels.inputGradient(dY, W, dX);
    expect([Y, dW, db, dX].map(({ data }) => [...data])).toEqual([
      [9, -6, 9, -2, 9, 2], [6, 8, 8, 10], [2, 2], [1, -1, 0, 2, 1, 1],
    ]);
  });
});

/**
 * A sum of n products in any order, every operation rounded, is off by at most γ(n)·Σ|a||b|, γ(n) = n·u/(1 − n·u), with
 * u half the gap between 1 and the next number: 2⁻²⁴ in float32, 2⁻⁵³ in float64 (Higham, Accuracy and Stability of
 * Numerical Algorithms, 2nd edition, section 3.1). The reference rounds too, in float64.
 */
function gamma(terms: number, dtype: Dtype): number {
  const u = 2 ** -53;
  const own = dtype === 'float32' ? 2 ** -24 : u;
  return (terms * own) / (1 - terms * own) + (terms * u) / (1 - terms * u);
}

function agree(shape: Shape, seed: number, dtype: Dtype, kernels: Kernels): void {
  const reference = createNaive('float64');
  const got = run(kernels, shape, seed, (x) => x);
  const expected = run(reference, shape, seed, (x) => x);
  const sumOfMagnitudes = run(reference, shape, seed, Math.abs);
  const [rows, inputs, outputs] = shape;
  const terms = { Y: inputs + 1, A: inputs + 1, dW: rows, db: rows, dX: outputs };
  for (const name of ['Y', 'A', 'dW', 'db', 'dX'] as const) {
    const bound = gamma(terms[name], dtype);
    expected[name].data.forEach((value, i) => {
      const error = Math.abs(got[name].data[i]! - value);
      if (!(error <= bound * sumOfMagnitudes[name].data[i]!)) {
        throw new Error(`${name}[${i}] is ${got[name].data[i]}, should be ${value} (off by ${error})`);
      }
    });
  }
}

type Change = (x: number) => number;

/** X, W, b and dY of one layer, normal numbers that `change` went over. */
function inputsOf(kernels: Kernels, [rows, inputs, outputs]: Shape, seed: number, change: Change): Matrix[] {
  const shapes = [[rows, inputs], [inputs, outputs], [1, outputs], [rows, outputs]] as const;
  return shapes.map(([r, c], i) => {
    const M = normalMatrix(kernels, r, c, seed + i);
    M.data.set(M.data.map(change));
    return M;
  });
}

/** All products of one layer; the outputs begin as garbage. */
function run(kernels: Kernels, shape: Shape, seed: number, change: Change): Outputs & { readonly inputs: Matrix[] } {
  const all = inputsOf(kernels, shape, seed, change);
  const [X, W, b, dY] = all as [Matrix, Matrix, Matrix, Matrix];
  const [rows, inputs, outputs] = shape;
  const output = (r: number, c: number) => {
    const M = kernels.matrix(r, c);
    M.data.fill(NaN);
    return M;
  };
  const [Y, A] = [output(rows, outputs), output(rows, outputs)];
  const [dW, db, dX] = [output(inputs, outputs), output(1, outputs), output(rows, inputs)];
  kernels.affine(X, W, b, false, Y);
  kernels.affine(X, W, b, true, A);
  kernels.weightGradient(X, dY, dW);
  kernels.biasGradient(dY, db);
  kernels.inputGradient(dY, W, dX);
  return { inputs: all, Y, A, dW, db, dX };
}
