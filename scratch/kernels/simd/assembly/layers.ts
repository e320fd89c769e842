import { NUMBER } from './numbers';
import { product, transpose } from './threads/shared-products';

/** Y = X·W + b, then max(0, ·) where `relu`.  X (rows, inputs), W (inputs, outputs). */
export function affine(
  X: usize, W: usize, b: usize, relu: bool, Y: usize, rows: usize, inputs: usize, outputs: usize, scratch: usize,
): void {
  product(
    X, inputs * NUMBER, NUMBER, W, outputs * NUMBER, NUMBER,
    b, relu ? 0 : -Infinity, Y, rows, inputs, outputs, scratch,
  );
}

/** dW = Xᵀ·dY. Xᵀ is X with its two steps exchanged, or a copy in `transposed` where that is not 0. */
export function weightGradient(
  X: usize, dY: usize, dW: usize, rows: usize, inputs: usize, outputs: usize, scratch: usize, transposed: usize,
): void {
  const copied = transposed != 0;
  if (copied) transpose(X, rows, inputs, transposed);
  product(
    copied ? transposed : X, copied ? rows * NUMBER : NUMBER, copied ? NUMBER : inputs * NUMBER, dY, outputs * NUMBER, NUMBER,
    0, -Infinity, dW, inputs, rows, outputs, scratch,
  );
}

/** dX = dY·Wᵀ. Wᵀ is W with its two steps exchanged. */
export function inputGradient(
  dY: usize, W: usize, dX: usize, rows: usize, inputs: usize, outputs: usize, scratch: usize,
): void {
  product(
    dY, outputs * NUMBER, NUMBER, W, NUMBER, outputs * NUMBER,
    0, -Infinity, dX, rows, outputs, inputs, scratch,
  );
}
