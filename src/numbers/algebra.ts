import { type Matrix, zeros } from './matrix.ts';

/** A·B, (m, k)·(k, n), in float64; the sum over k runs upwards. */
export function product(A: Matrix, B: Matrix): Matrix {
  const C = zeros(A.rows, B.cols, 'float64');
  for (let i = 0; i < A.rows; i++) {
    for (let k = 0; k < A.cols; k++) {
      const a = A.data[i * A.cols + k]!;
      if (a === 0) continue;
      for (let j = 0; j < B.cols; j++) C.data[i * C.cols + j]! += a * B.data[k * B.cols + j]!;
    }
  }
  return C;
}

/** Mᵀ, in float64. */
export function transpose(M: Matrix): Matrix {
  const T = zeros(M.cols, M.rows, 'float64');
  for (let r = 0; r < M.rows; r++) for (let c = 0; c < M.cols; c++) T.data[c * M.rows + r] = M.data[r * M.cols + c]!;
  return T;
}

/** Σ over the rows, (1, cols), in float64. */
export function sumRows(M: Matrix): Matrix {
  const sum = zeros(1, M.cols, 'float64');
  M.data.forEach((value, i) => (sum.data[i % M.cols]! += value));
  return sum;
}

/** M with the (1, cols) row added to each of its rows. */
export function addRow(M: Matrix, row: Matrix): Matrix {
  return map(M, (value, i) => value + row.data[i % M.cols]!);
}

/** A ⊙ B, element by element. */
export function times(A: Matrix, B: Matrix): Matrix {
  return map(A, (value, i) => value * B.data[i]!);
}

/** factor·M */
export function scale(M: Matrix, factor: number): Matrix {
  return map(M, (value) => value * factor);
}

/** f of every number, in float64. */
export function map(M: Matrix, f: (value: number, index: number) => number): Matrix {
  const data = new Float64Array(M.data.length);
  for (let i = 0; i < data.length; i++) data[i] = f(M.data[i]!, i);
  return { rows: M.rows, cols: M.cols, data };
}

/** The numbers of row r, as a view. */
export function rowOf({ data, cols }: Matrix, r: number): Matrix['data'] {
  return data.subarray(r * cols, (r + 1) * cols);
}
