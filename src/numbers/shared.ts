import { type Dtype, type Matrix, zeros } from './matrix.ts';

/** A matrix of zeros in memory that every thread reads where it lies, rather than being sent a copy; in its own where the engine shares none. */
export function sharedRoom(rows: number, cols: number, dtype: Dtype = 'float32'): Matrix {
  if (typeof SharedArrayBuffer === 'undefined') return zeros(rows, cols, dtype); // a page that is not isolated
  return {
    rows,
    cols,
    data: dtype === 'float64' ? new Float64Array(new SharedArrayBuffer(8 * rows * cols)) : new Float32Array(new SharedArrayBuffer(4 * rows * cols)),
  };
}

export function isShared({ buffer }: ArrayBufferView): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer;
}
