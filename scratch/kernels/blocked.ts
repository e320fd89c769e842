import type { Dtype, Matrix } from '../../src/matrix.ts';
import { elementwise } from './elementwise.ts';
import type { Kernels } from './kernels.ts';

/** The products in blocks of 4 rows × 4 steps of k: each number loaded is used four times instead of once. */
export function createBlocked(dtype: Dtype): Kernels {
  const elements = elementwise(dtype);
  let transposed = elements.matrix(0, 0).data;   // room for Wᵀ, made once for the largest W

  function affine(X: Matrix, W: Matrix, b: Matrix, relu: boolean, Y: Matrix): void {
    for (let r = 0; r < Y.rows; r++) for (let j = 0; j < Y.cols; j++) Y.data[r * Y.cols + j] = b.data[j]!;
    addProduct(X.data, X.cols, 1, W.data, Y.rows, X.cols, Y.cols, Y.data);
    if (relu) for (let i = 0; i < Y.rows * Y.cols; i++) Y.data[i] = Math.max(0, Y.data[i]!);   // hands a NaN on
  }

  function weightGradient(X: Matrix, dY: Matrix, dW: Matrix): void {
    dW.data.fill(0);
    addProduct(X.data, 1, X.cols, dY.data, dW.rows, X.rows, dW.cols, dW.data);   // Xᵀ: its strides the other way round
  }

  function inputGradient(dY: Matrix, W: Matrix, dX: Matrix): void {
    if (transposed.length < W.data.length) transposed = elements.matrix(W.cols, W.rows).data;
    for (let i = 0; i < W.rows; i++) for (let j = 0; j < W.cols; j++) transposed[j * W.rows + i] = W.data[i * W.cols + j]!;
    dX.data.fill(0, 0, dX.rows * dX.cols);
    addProduct(dY.data, dY.cols, 1, transposed, dX.rows, dY.cols, dX.cols, dX.data);
  }

  return { name: 'blocked', ...elements, affine, weightGradient, inputGradient };
}

type Numbers = Matrix['data'];

/**
 * C += A·B. A (m, depth) has element (i, k) at A[i·rowStep + k·depthStep], so that it may be read transposed;
 * B (depth, n) and C (m, n) are row-major.
 */
function addProduct(
  A: Numbers, rowStep: number, depthStep: number, B: Numbers, m: number, depth: number, n: number, C: Numbers,
): void {
  const m4 = m - (m % 4);
  const depth4 = depth - (depth % 4);
  for (let i = 0; i < m4; i += 4) {
    for (let k = 0; k < depth4; k += 4) addBlock(A, i * rowStep + k * depthStep, rowStep, depthStep, B, k * n, n, C, i * n);
    for (let k = depth4; k < depth; k++) for (let r = i; r < i + 4; r++) addRow(A[r * rowStep + k * depthStep]!, B, k * n, n, C, r * n);
  }
  for (let r = m4; r < m; r++) for (let k = 0; k < depth; k++) addRow(A[r * rowStep + k * depthStep]!, B, k * n, n, C, r * n);
}

/**
 * One pass over j: four rows of C, from c on, gain the 4 × 4 block of A at a times four rows of B, from b on.
 *
 *                       b  ──j──────►
 *                       b1 ─────────►
 *                       b2 ─────────►
 *                       b3 ─────────►
 *     a00 a01 a02 a03   c  ─────────►
 *     a10 a11 a12 a13   c1 ─────────►
 *     a20 a21 a22 a23   c2 ─────────►
 *     a30 a31 a32 a33   c3 ─────────►
 */
function addBlock(
  A: Numbers, a: number, rowStep: number, depthStep: number, B: Numbers, b: number, n: number, C: Numbers, c: number,
): void {
  const a1 = a + rowStep, a2 = a1 + rowStep, a3 = a2 + rowStep;
  const s1 = depthStep, s2 = 2 * depthStep, s3 = 3 * depthStep;
  const a00 = A[a]!,  a01 = A[a + s1]!,  a02 = A[a + s2]!,  a03 = A[a + s3]!;
  const a10 = A[a1]!, a11 = A[a1 + s1]!, a12 = A[a1 + s2]!, a13 = A[a1 + s3]!;
  const a20 = A[a2]!, a21 = A[a2 + s1]!, a22 = A[a2 + s2]!, a23 = A[a2 + s3]!;
  const a30 = A[a3]!, a31 = A[a3 + s1]!, a32 = A[a3 + s2]!, a33 = A[a3 + s3]!;
  const b1 = b + n, b2 = b1 + n, b3 = b2 + n;
  const c1 = c + n, c2 = c1 + n, c3 = c2 + n;
  for (let j = 0; j < n; j++) {
    const x0 = B[b + j]!, x1 = B[b1 + j]!, x2 = B[b2 + j]!, x3 = B[b3 + j]!;
    C[c + j]! += a00 * x0 + a01 * x1 + a02 * x2 + a03 * x3;
    C[c1 + j]! += a10 * x0 + a11 * x1 + a12 * x2 + a13 * x3;
    C[c2 + j]! += a20 * x0 + a21 * x1 + a22 * x2 + a23 * x3;
    C[c3 + j]! += a30 * x0 + a31 * x1 + a32 * x2 + a33 * x3;
  }
}

/** A row of C, from c on, gains a times a row of B, from b on. */
function addRow(a: number, B: Numbers, b: number, n: number, C: Numbers, c: number): void {
  for (let j = 0; j < n; j++) C[c + j]! += a * B[b + j]!;
}
