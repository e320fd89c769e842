import type { Matrix } from '../../../src/numbers/matrix.ts';

/** Numbers as they keep them: a vector, or rows of one length. */
export type Vector = readonly number[] | Float32Array | Float64Array;
export type Numbers = Vector | readonly Vector[];

export function isVector(value: unknown): value is Vector {
  return (
    value instanceof Float64Array || value instanceof Float32Array || (Array.isArray(value) && value.length > 0 && value.every((v) => typeof v === 'number'))
  );
}

function isRows(value: unknown): value is readonly Vector[] {
  return Array.isArray(value) && value.length > 0 && value.every(isVector) && value.every((row) => row.length === (value[0] as Vector).length);
}

export function isNumbers(value: unknown): value is Numbers {
  return isVector(value) || isRows(value);
}

/** (rows, cols), or (length) of a vector. */
export function shapeOf(value: Numbers): readonly number[] {
  return isVector(value) ? [value.length] : [value.length, value[0]!.length];
}

export function sameShape(one: Numbers, other: Numbers): boolean {
  return shapeOf(one).join() === shapeOf(other).join();
}

/** Row after row. */
export function flat(value: Numbers): number[] {
  return isVector(value) ? Array.from(value) : value.flatMap((row) => Array.from(row));
}

/** (rows, cols) in float64 of numbers that are that many. */
export function asMatrix(value: Numbers, rows: number, cols: number): Matrix {
  return { rows, cols, data: Float64Array.from(flat(value)) };
}

export function turned({ rows, cols, data }: Matrix): Matrix {
  const T = new Float64Array(data.length);
  for (let r = 0; r < rows; r++) for (let c = 0; c < cols; c++) T[c * rows + r] = data[r * cols + c]!;
  return { rows: cols, cols: rows, data: T };
}

export function rowsOf({ rows, cols, data }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, r) => Array.from(data.subarray(r * cols, (r + 1) * cols)));
}

/** Every array of numbers in what they returned, with the name or path that it lies under. */
export function numbersIn(value: unknown, path = '', depth = 0): { path: string; numbers: Numbers }[] {
  if (isNumbers(value)) return [{ path, numbers: value }];
  if (depth > 4 || typeof value !== 'object' || value === null) return [];
  const entries: [string, unknown][] = value instanceof Map ? [...value].map(([key, of]) => [String(key), of]) : Object.entries(value);
  return entries.flatMap(([key, of]) => numbersIn(of, Array.isArray(value) ? `${path}[${key}]` : key, depth + 1));
}

/** '(5, 8)', '[2 of (6, 5)]', 'an object': what was handed over, briefly. */
export function shown(value: unknown): string {
  if (isNumbers(value)) return `(${shapeOf(value).join(', ')})`;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.length}${value.length > 0 ? ` of ${shown(value[0])}` : ''}]`;
  return typeof value === 'object' && value !== null ? `{ ${Object.keys(value).slice(0, 8).join(', ')} }` : String(value);
}
