import { type Matrix, zeros } from './matrix.ts';

/** A·B, (m, k)·(k, n), in float64; the sum over k runs upwards. */
export function product(A: Matrix, B: Matrix): Matrix {
  const data = new Float64Array(A.rows * B.cols);
  const [a, b, n] = [inFloat64(A), inFloat64(B), B.cols];
  const terms = new Int32Array(A.cols); // the k whose A is not 0
  for (let i = 0, row = 0; i < A.rows; i++, row += n) {
    let count = 0;
    for (let k = 0; k < A.cols; k++) if (a[i * A.cols + k] !== 0) terms[count++] = k;
    let t = 0;
    for (; t + 4 <= count; t += 4) {
      // four to a pass, one after the other: a quarter of the loads and stores of C
      const [k0, k1, k2, k3] = [terms[t]!, terms[t + 1]!, terms[t + 2]!, terms[t + 3]!];
      const [a0, a1, a2, a3] = [a[i * A.cols + k0]!, a[i * A.cols + k1]!, a[i * A.cols + k2]!, a[i * A.cols + k3]!];
      const [b0, b1, b2, b3] = [k0 * n, k1 * n, k2 * n, k3 * n];
      for (let j = 0; j < n; j++) data[row + j] = data[row + j]! + a0 * b[b0 + j]! + a1 * b[b1 + j]! + a2 * b[b2 + j]! + a3 * b[b3 + j]!;
    }
    for (; t < count; t++) {
      const k = terms[t]!;
      for (let j = 0; j < n; j++) data[row + j]! += a[i * A.cols + k]! * b[k * n + j]!;
    }
  }
  return { rows: A.rows, cols: n, data };
}

/** A loop that meets arrays of one type alone is compiled for it, and takes a fraction of the time. */
function inFloat64({ data }: Matrix): Float64Array {
  return data instanceof Float64Array ? data : new Float64Array(data);
}

/** Mᵀ, in float64. */
export function transpose(M: Matrix): Matrix {
  const T = zeros(M.cols, M.rows, 'float64');
  for (let r = 0; r < M.rows; r++) for (let c = 0; c < M.cols; c++) T.data[c * M.rows + r] = M.data[r * M.cols + c]!;
  return T;
}

/** Σ over the rows, (1, cols), in float64. */
export function sumRows(M: Matrix): Matrix {
  const data = new Float64Array(M.cols);
  for (let r = 0, i = 0; r < M.rows; r++) for (let c = 0; c < M.cols; c++, i++) data[c]! += M.data[i]!;
  return { rows: 1, cols: M.cols, data };
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
