// AssemblyScript, compiled by ../compile.ts. A matrix is the address of its first float; the caller vouches for shapes.
import { FLOAT } from './floats';
import { transpose } from './pack';
import { product } from './product';

export { activate, activationGradient } from './activations';
export { biasGradient } from './sums';
export { adam, descend, momentum } from './updates';

/** Y = X·W + b, then max(0, ·) where `relu`.  X (rows, inputs), W (inputs, outputs). */
export function affine(
  X: usize, W: usize, b: usize, relu: bool, Y: usize, rows: usize, inputs: usize, outputs: usize, scratch: usize,
): void {
  product(
    X, inputs * FLOAT, FLOAT, W, outputs * FLOAT, FLOAT,
    b, relu ? 0 : -Infinity, Y, rows, inputs, outputs, scratch,
  );
}

/** Rows of X so many bytes apart would share one set of the first-level cache, which holds but eight or twelve lines. */
const CACHE_WAY: usize = 4096;

/** dW = Xᵀ·dY. Xᵀ is X with its two steps exchanged, or where these would collide in the cache, a copy in `transposed`. */
export function weightGradient(
  X: usize, dY: usize, dW: usize, rows: usize, inputs: usize, outputs: usize, scratch: usize, transposed: usize,
): void {
  const collide = inputs * FLOAT % CACHE_WAY == 0;
  if (collide) transpose(X, rows, inputs, transposed);
  product(
    collide ? transposed : X, collide ? rows * FLOAT : FLOAT, collide ? FLOAT : inputs * FLOAT, dY, outputs * FLOAT, FLOAT,
    0, -Infinity, dW, inputs, rows, outputs, scratch,
  );
}

/** dX = dY·Wᵀ. Wᵀ is W with its two steps exchanged. */
export function inputGradient(
  dY: usize, W: usize, dX: usize, rows: usize, inputs: usize, outputs: usize, scratch: usize,
): void {
  product(
    dY, outputs * FLOAT, FLOAT, W, FLOAT, outputs * FLOAT,
    0, -Infinity, dX, rows, outputs, inputs, scratch,
  );
}
