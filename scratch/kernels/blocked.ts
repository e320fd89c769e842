import type { Dtype, Matrix } from '../../src/numbers/matrix.ts';
import { elementwise } from './elementwise.ts';
import type { Kernels } from './kernels.ts';

/** The products in blocks of 4 rows × 8 steps of k: a number of B, once loaded, is used 4 times, a number of C 8. */
export function createBlocked(dtype: Dtype): Kernels {
  const elements = elementwise(dtype);
  let transposed = elements.matrix(0, 0).data; // room for Wᵀ, made once for the largest W

  function affine(X: Matrix, W: Matrix, b: Matrix, relu: boolean, Y: Matrix): void {
    for (let r = 0; r < Y.rows; r++) for (let j = 0; j < Y.cols; j++) Y.data[r * Y.cols + j] = b.data[j]!;
    addProduct(X.data, X.cols, 1, W.data, Y.rows, X.cols, Y.cols, Y.data);
    if (relu) for (let i = 0; i < Y.rows * Y.cols; i++) if (Y.data[i]! < 0) Y.data[i] = 0;
  }

  function weightGradient(X: Matrix, dY: Matrix, dW: Matrix): void {
    dW.data.fill(0);
    addProduct(X.data, 1, X.cols, dY.data, dW.rows, X.rows, dW.cols, dW.data); // Xᵀ: the two steps exchanged
  }

  function inputGradient(dY: Matrix, W: Matrix, dX: Matrix): void {
    if (transposed.length < W.data.length) transposed = elements.matrix(W.cols, W.rows).data;
    for (let i = 0; i < W.rows; i++) {
      for (let j = 0; j < W.cols; j++) transposed[j * W.rows + i] = W.data[i * W.cols + j]!;
    }
    dX.data.fill(0, 0, dX.rows * dX.cols);
    addProduct(dY.data, dY.cols, 1, transposed, dX.rows, dY.cols, dX.cols, dX.data);
  }

  return { name: 'blocked', description: 'blocked kernels', ...elements, affine, weightGradient, inputGradient };
}

type Numbers = Matrix['data'];

const ROWS = 4; // of A and C
const DEPTH = 8; // columns of A, rows of B

/**
 * C += A·B. A (m, depth) has element (i, k) at A[i·rowStep + k·depthStep], so that it may be read transposed;
 * B (depth, n) and C (m, n) are row-major. Columns of A that fill no block go four numbers at a time, rows one.
 */
function addProduct(A: Numbers, rowStep: number, depthStep: number, B: Numbers, m: number, depth: number, n: number, C: Numbers): void {
  const blockedRows = m - (m % ROWS);
  const blockedDepth = depth - (depth % DEPTH);
  for (let i = 0; i < blockedRows; i += ROWS) {
    for (let k = 0; k < blockedDepth; k += DEPTH) {
      addBlock(A, i * rowStep + k * depthStep, rowStep, depthStep, B, k * n, n, C, i * n);
    }
  }
  for (let i = 0; i < blockedRows; i += ROWS) {
    for (let k = blockedDepth; k < depth; k++) addColumn(A, i * rowStep + k * depthStep, rowStep, B, k * n, n, C, i * n);
  }
  for (let i = blockedRows; i < m; i++) {
    for (let k = 0; k < depth; k++) addRow(A[i * rowStep + k * depthStep]!, B, k * n, n, C, i * n);
  }
}

/**
 * One pass over j: four rows of C, from c on, gain the 4 × 8 block of A at a times eight rows of B, from b on.
 *
 *                          b0  ──j──►
 *                           ⋮
 *                          b7  ─────►
 *     a00 a01 … a07        c0  ─────►
 *      ⋮                    ⋮
 *     a30 a31 … a37        c3  ─────►
 */
// biome-ignore format: a block of numbers, its rows in rows
function addBlock(
  A: Numbers, a: number, row: number, s: number, B: Numbers, b: number, n: number, C: Numbers, c: number,
): void {
  const a1 = a + row, a2 = a1 + row, a3 = a2 + row;
  const a00 = A[a]!, a01 = A[a + s]!, a02 = A[a + 2 * s]!, a03 = A[a + 3 * s]!;
  const a04 = A[a + 4 * s]!, a05 = A[a + 5 * s]!, a06 = A[a + 6 * s]!, a07 = A[a + 7 * s]!;
  const a10 = A[a1]!, a11 = A[a1 + s]!, a12 = A[a1 + 2 * s]!, a13 = A[a1 + 3 * s]!;
  const a14 = A[a1 + 4 * s]!, a15 = A[a1 + 5 * s]!, a16 = A[a1 + 6 * s]!, a17 = A[a1 + 7 * s]!;
  const a20 = A[a2]!, a21 = A[a2 + s]!, a22 = A[a2 + 2 * s]!, a23 = A[a2 + 3 * s]!;
  const a24 = A[a2 + 4 * s]!, a25 = A[a2 + 5 * s]!, a26 = A[a2 + 6 * s]!, a27 = A[a2 + 7 * s]!;
  const a30 = A[a3]!, a31 = A[a3 + s]!, a32 = A[a3 + 2 * s]!, a33 = A[a3 + 3 * s]!;
  const a34 = A[a3 + 4 * s]!, a35 = A[a3 + 5 * s]!, a36 = A[a3 + 6 * s]!, a37 = A[a3 + 7 * s]!;
  const b1 = b + n, b2 = b1 + n, b3 = b2 + n, b4 = b3 + n, b5 = b4 + n, b6 = b5 + n, b7 = b6 + n;
  const c1 = c + n, c2 = c1 + n, c3 = c2 + n;
  for (let j = 0; j < n; j++) {
    const x0 = B[b + j]!, x1 = B[b1 + j]!, x2 = B[b2 + j]!, x3 = B[b3 + j]!;
    const x4 = B[b4 + j]!, x5 = B[b5 + j]!, x6 = B[b6 + j]!, x7 = B[b7 + j]!;
    C[c + j]! += a00 * x0 + a01 * x1 + a02 * x2 + a03 * x3 + a04 * x4 + a05 * x5 + a06 * x6 + a07 * x7;
    C[c1 + j]! += a10 * x0 + a11 * x1 + a12 * x2 + a13 * x3 + a14 * x4 + a15 * x5 + a16 * x6 + a17 * x7;
    C[c2 + j]! += a20 * x0 + a21 * x1 + a22 * x2 + a23 * x3 + a24 * x4 + a25 * x5 + a26 * x6 + a27 * x7;
    C[c3 + j]! += a30 * x0 + a31 * x1 + a32 * x2 + a33 * x3 + a34 * x4 + a35 * x5 + a36 * x6 + a37 * x7;
  }
}

/** Four rows of C, from c on, gain the four numbers of A below a times a row of B, from b on. */
function addColumn(A: Numbers, a: number, row: number, B: Numbers, b: number, n: number, C: Numbers, c: number): void {
  const a0 = A[a]!,
    a1 = A[a + row]!,
    a2 = A[a + 2 * row]!,
    a3 = A[a + 3 * row]!;
  const c1 = c + n,
    c2 = c1 + n,
    c3 = c2 + n;
  for (let j = 0; j < n; j++) {
    const x = B[b + j]!;
    C[c + j]! += a0 * x;
    C[c1 + j]! += a1 * x;
    C[c2 + j]! += a2 * x;
    C[c3 + j]! += a3 * x;
  }
}

/** A row of C, from c on, gains a times a row of B, from b on. */
function addRow(a: number, B: Numbers, b: number, n: number, C: Numbers, c: number): void {
  for (let j = 0; j < n; j++) C[c + j]! += a * B[b + j]!;
}
