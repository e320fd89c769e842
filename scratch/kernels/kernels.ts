import type { Matrix } from '../../src/numbers/matrix.ts';

export type KernelName = 'naive' | 'blocked' | 'simd';

/**
 * All the arithmetic of a dense network that is worth making fast, and the memory that it is done in.
 *
 * Every matrix given to a kernel was made by its own `matrix()` or is the first rows of one; outputs come last, are
 * overwritten whole and never share memory with an input, except where 'in place' is said. Shapes are the caller's
 * duty (the layers check them once, when the network is made or a batch comes in), so that no kernel checks again.
 */
export interface Kernels {
  readonly name: KernelName;

  /** A (rows, cols) matrix of zeros in the memory that these kernels compute in. */
  matrix(rows: number, cols: number): Matrix;

  /**
   * Y = X·W + b, followed by max(0, ·) where `relu`.  X (B, in), W (in, out), b (1, out), Y (B, out).
   * max(0, NaN) is NaN, so that a training that diverged shows in its loss.
   */
  affine(X: Matrix, W: Matrix, b: Matrix, relu: boolean, Y: Matrix): void;

  /** dW = Xᵀ·dY.  X (B, in), dY (B, out), dW (in, out). */
  weightGradient(X: Matrix, dY: Matrix, dW: Matrix): void;

  /** db = the sum of dY over its rows.  dY (B, out), db (1, out). */
  biasGradient(dY: Matrix, db: Matrix): void;

  /** dX = dY·Wᵀ.  dY (B, out), W (in, out), dX (B, in). */
  inputGradient(dY: Matrix, W: Matrix, dX: Matrix): void;

  /**
   * In place: dA becomes dZ = dA ⊙ relu'(z), where relu'(z) = 1 if a > 0, else 0.  A, dA (B, out).
   * Where relu'(z) = 0, dZ = 0 whatever dA.
   */
  reluGradient(A: Matrix, dA: Matrix): void;

  /** In place: P becomes P − learningRate·G.  P, G of one shape. */
  descend(P: Matrix, G: Matrix, learningRate: number): void;
}
