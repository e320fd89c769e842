/** The float type that numbers are stored in; JavaScript computes in float64 and rounds on storing. */
export type Dtype = 'float32' | 'float64';

/** A row-major matrix: element (r, c) lies at data[r * cols + c]. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float32Array | Float64Array;
}

/** A matrix that is computed when it is first looked at. */
export class Later implements Matrix {
  readonly #make: () => Matrix;
  #made: Matrix | undefined;

  constructor(make: () => Matrix) {
    this.#make = make;
  }

  get rows(): number {
    return this.#here().rows;
  }

  get cols(): number {
    return this.#here().cols;
  }

  get data(): Matrix['data'] {
    return this.#here().data;
  }

  #here(): Matrix {
    this.#made ??= this.#make();
    return this.#made;
  }
}

/** Two shapes that do not fit together: a mistake of the caller's, never of the data. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** A (rows, cols) matrix of zeros. */
export function zeros(rows: number, cols: number, dtype: Dtype = 'float32'): Matrix {
  return { rows, cols, data: new (arrayOf(dtype))(rows * cols) };
}

/**
 * A matrix of the given rows, each an array of numbers.
 * @throws ShapeError if the rows are not all of one length.
 */
export function matrix(rows: readonly (readonly number[])[], dtype: Dtype = 'float32'): Matrix {
  const cols = rows[0]?.length ?? 0;
  rows.forEach((row, r) => {
    if (row.length !== cols) throw new ShapeError(`Row ${r} has ${row.length} numbers, row 0 has ${cols}.`);
  });
  return { rows: rows.length, cols, data: arrayOf(dtype).from(rows.flat()) };
}

/** A copy that shares no memory with the original, rounded to `dtype` (the matrix's own unless given). */
export function copy(M: Matrix, dtype: Dtype = dtypeOf(M)): Matrix {
  return { rows: M.rows, cols: M.cols, data: arrayOf(dtype).from(M.data) };
}

export function dtypeOf(M: Matrix): Dtype {
  return M.data instanceof Float64Array ? 'float64' : 'float32';
}

/** '(3, 2)', as every message writes a shape. */
export function shape(M: Matrix): string {
  return `(${M.rows}, ${M.cols})`;
}

/** The first rows of a matrix, as a view. */
export function firstRows(M: Matrix, rows: number): Matrix {
  return rows === M.rows ? M : { rows, cols: M.cols, data: M.data.subarray(0, rows * M.cols) };
}

/** Rows [from, to) of a matrix, as a view. */
export function rowRange(M: Matrix, from: number, to: number): Matrix {
  return { rows: to - from, cols: M.cols, data: M.data.subarray(from * M.cols, to * M.cols) };
}

function arrayOf(dtype: Dtype): Float32ArrayConstructor | Float64ArrayConstructor {
  return dtype === 'float64' ? Float64Array : Float32Array;
}

/** A matrix `size` rows at a time, as views, each with the row that it begins at; the short last one is kept. */
export function* chunks(M: Matrix, size: number): Generator<{ readonly from: number; readonly rows: Matrix }> {
  for (let from = 0; from < M.rows; from += size) yield { from, rows: rowRange(M, from, Math.min(from + size, M.rows)) };
}
