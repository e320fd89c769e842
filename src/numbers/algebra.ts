import type { Matrix } from './matrix.ts';

/** A·B, (m, k)·(k, n), in float64; the sum over k runs upwards. */
export function product(A: Matrix, B: Matrix): Matrix {
  return summed(A.rows, { a: inFloat64(A), terms: A.cols, down: A.cols, along: 1 }, B);
}

/** Aᵀ·B, (k, m)ᵀ·(k, n): the same numbers as product(transpose(A), B), without Aᵀ being made. */
export function transposedTimes(A: Matrix, B: Matrix): Matrix {
  return summed(A.cols, { a: inFloat64(A), terms: A.rows, down: 1, along: A.cols }, B);
}

/** Where the factors of a row of the result lie: a[i·down + k·along]. */
interface Factors {
  readonly a: Float64Array;
  readonly terms: number;
  readonly down: number;
  readonly along: number;
}

function summed(rows: number, { a, terms: count, down, along }: Factors, B: Matrix): Matrix {
  const [b, n] = [inFloat64(B), B.cols];
  const data = new Float64Array(rows * n);
  const [terms, factors] = [new Int32Array(count), new Float64Array(count)]; // the rows of B whose factor is not 0
  for (let i = 0, row = 0; i < rows; i++, row += n) {
    let last = 0;
    for (let k = 0, at = i * down; k < count; k++, at += along) {
      if (a[at] === 0) continue;
      factors[last] = a[at]!;
      terms[last++] = k * n;
    }
    let t = 0;
    for (; t + 4 <= last; t += 4) {
      // four to a pass, one after the other: a quarter of the loads and stores of C
      const [a0, a1, a2, a3] = [factors[t]!, factors[t + 1]!, factors[t + 2]!, factors[t + 3]!];
      const [b0, b1, b2, b3] = [terms[t]!, terms[t + 1]!, terms[t + 2]!, terms[t + 3]!];
      for (let j = 0; j < n; j++) data[row + j] = data[row + j]! + a0 * b[b0 + j]! + a1 * b[b1 + j]! + a2 * b[b2 + j]! + a3 * b[b3 + j]!;
    }
    for (; t < last; t++) {
      const [factor, from] = [factors[t]!, terms[t]!];
      for (let j = 0; j < n; j++) data[row + j]! += factor * b[from + j]!;
    }
  }
  return { rows, cols: n, data };
}

/** A·Bᵀ, (m, k)·(n, k)ᵀ: the same numbers as product(A, transpose(B)), without Bᵀ being made. */
export function timesTransposed(A: Matrix, B: Matrix): Matrix {
  if (A.cols !== B.cols) return product(A, transpose(B)); // which has NaN where there is nothing to multiply with
  const [a, b, n, count] = [inFloat64(A), inFloat64(B), B.rows, A.cols];
  const data = new Float64Array(A.rows * n);
  const terms = new Int32Array(count); // the k whose A is not 0
  for (let i = 0, row = 0; i < A.rows; i++, row += n) {
    const from = i * count;
    let last = 0;
    for (let k = 0; k < count; k++) if (a[from + k] !== 0) terms[last++] = k;
    let j = 0;
    for (; j + 4 <= n; j += 4) {
      // four sums at a time: none waits for another
      const [b0, b1, b2, b3] = [j * count, (j + 1) * count, (j + 2) * count, (j + 3) * count];
      let [c0, c1, c2, c3] = [0, 0, 0, 0];
      for (let t = 0; t < last; t++) {
        const k = terms[t]!;
        const factor = a[from + k]!;
        c0 += factor * b[b0 + k]!;
        c1 += factor * b[b1 + k]!;
        c2 += factor * b[b2 + k]!;
        c3 += factor * b[b3 + k]!;
      }
      [data[row + j], data[row + j + 1], data[row + j + 2], data[row + j + 3]] = [c0, c1, c2, c3];
    }
    for (; j < n; j++) {
      let sum = 0;
      for (let t = 0; t < last; t++) sum += a[from + terms[t]!]! * b[j * count + terms[t]!]!;
      data[row + j] = sum;
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
  const data = new Float64Array(M.data.length);
  for (let r = 0, i = 0; r < M.rows; r++) for (let c = 0, to = r; c < M.cols; c++, i++, to += M.rows) data[to] = M.data[i]!;
  return { rows: M.cols, cols: M.rows, data };
}

/** Σ over the rows, (1, cols), in float64. */
export function sumRows(M: Matrix): Matrix {
  const data = new Float64Array(M.cols);
  for (let r = 0, i = 0; r < M.rows; r++) for (let c = 0; c < M.cols; c++, i++) data[c]! += M.data[i]!;
  return { rows: 1, cols: M.cols, data };
}

/** M with the (1, cols) row added to each of its rows. */
export function addRow(M: Matrix, row: Matrix): Matrix {
  const data = new Float64Array(M.data.length);
  for (let r = 0, i = 0; r < M.rows; r++) for (let c = 0; c < M.cols; c++, i++) data[i] = M.data[i]! + row.data[c]!;
  return { rows: M.rows, cols: M.cols, data };
}

/** A ⊙ B, element by element. */
export function times(A: Matrix, B: Matrix): Matrix {
  const data = new Float64Array(A.data.length);
  for (let i = 0; i < data.length; i++) data[i] = A.data[i]! * B.data[i]!;
  return { rows: A.rows, cols: A.cols, data };
}

/** factor·M */
export function scale(M: Matrix, factor: number): Matrix {
  const data = new Float64Array(M.data.length);
  for (let i = 0; i < data.length; i++) data[i] = M.data[i]! * factor;
  return { rows: M.rows, cols: M.cols, data };
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
