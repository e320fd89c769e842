import { type Matrix, zeros } from './matrix.ts';

/** f of every number, rounded to float32. */
export function map32({ rows, cols, data }: Matrix, f: (value: number, index: number) => number): Matrix {
  return { rows, cols, data: Float32Array.from(data, f) };
}

/** A (rows, cols) matrix of drawn numbers, rounded to float32. */
export function filled(rows: number, cols: number, value: () => number): Matrix {
  return map32(zeros(rows, cols), value);
}
