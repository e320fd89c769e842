import type { Kernels } from '../../../scratch/kernels/kernels.ts';
import { createNaive } from '../../../scratch/kernels/naive.ts';
import type { Dtype, Matrix } from '../../../src/numbers/matrix.ts';
import { normalMatrix } from './every-kernel.ts';

export type Shape = readonly [rows: number, inputs: number, outputs: number];
type Inputs = Readonly<Record<'X' | 'W' | 'b' | 'dY', Matrix>>;
type Outputs = Readonly<Record<'Y' | 'A' | 'dW' | 'db' | 'dX', Matrix>>;

/** What a layer of that shape answers in naive float64, and the same of all numbers' magnitudes, which bounds its rounding. */
export interface Reference {
  readonly shape: Shape;
  readonly inputs: Inputs;
  readonly expected: Outputs;
  readonly sumOfMagnitudes: Outputs;
}

/** X, W, b and dY of one layer, normal numbers of float32. */
export function inputsOf([rows, inputs, outputs]: Shape, seed: number): Inputs {
  const kernels = createNaive('float64');
  const normal = (r: number, c: number, i: number) => normalMatrix(kernels, r, c, seed + i);
  return { X: normal(rows, inputs, 0), W: normal(inputs, outputs, 1), b: normal(1, outputs, 2), dY: normal(rows, outputs, 3) };
}

/** All products of one layer, computed in these kernels' memory; the outputs begin as garbage. */
export function productsOf(kernels: Kernels, given: Inputs): { inputs: Inputs; outputs: Outputs } {
  const taken = (M: Matrix) => {
    const own = kernels.matrix(M.rows, M.cols);
    own.data.set(M.data);
    return own;
  };
  const garbage = (rows: number, cols: number) => {
    const M = kernels.matrix(rows, cols);
    M.data.fill(NaN);
    return M;
  };
  const inputs = { X: taken(given.X), W: taken(given.W), b: taken(given.b), dY: taken(given.dY) };
  const { X, W, b, dY } = inputs;
  const [Y, A, dX] = [garbage(X.rows, W.cols), garbage(X.rows, W.cols), garbage(X.rows, X.cols)];
  const [dW, db] = [garbage(W.rows, W.cols), garbage(1, W.cols)];
  kernels.affine(X, W, b, false, Y);
  kernels.affine(X, W, b, true, A);
  kernels.weightGradient(X, dY, dW);
  kernels.biasGradient(dY, db);
  kernels.inputGradient(dY, W, dX);
  return { inputs, outputs: { Y, A, dW, db, dX } };
}

export function referenceOf(shape: Shape, seed: number): Reference {
  const inputs = inputsOf(shape, seed);
  const magnitude = (M: Matrix): Matrix => ({ ...M, data: M.data.map(Math.abs) });
  const { X, W, b, dY } = inputs;
  const magnitudes = { X: magnitude(X), W: magnitude(W), b: magnitude(b), dY: magnitude(dY) };
  const naive = createNaive('float64');
  return {
    shape,
    inputs,
    expected: productsOf(naive, inputs).outputs,
    sumOfMagnitudes: productsOf(naive, magnitudes).outputs,
  };
}

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

/** The first number of all products that is further from the reference than its float type allows, in words, or ''. */
export function disagreement({ shape, inputs: given, expected, sumOfMagnitudes }: Reference, kernels: Kernels, dtype: Dtype): string {
  const { outputs: got } = productsOf(kernels, given);
  const [rows, inputs, outputs] = shape;
  const terms = { Y: inputs + 1, A: inputs + 1, dW: rows, db: rows, dX: outputs };
  for (const name of ['Y', 'A', 'dW', 'db', 'dX'] as const) {
    const bound = gamma(terms[name], dtype);
    const [found, right, magnitude] = [got[name].data, expected[name].data, sumOfMagnitudes[name].data];
    const wrong = found.findIndex((value, i) => !(Math.abs(value - right[i]!) <= bound * magnitude[i]!));
    if (wrong >= 0) return `(${shape.join(', ')}): ${name}[${wrong}] is ${found[wrong]}, should be ${right[wrong]}`;
  }
  return '';
}
