import { Fault } from '../../src/fault.ts';
import type { LayerWeights, TensorName } from '../../src/model/tensors.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { whatCame } from './wording.ts';

/**
 * Whatever a network answers where numbers are due, as a Matrix: a Matrix, an array of rows, or a vector, which
 * becomes one row. Float32Arrays stay as they are, all else is float64.
 * @param says who answered what: 'mine.ts: predict()'
 * @throws Fault with the place of the first thing that is no number
 */
export function acceptMatrix(value: unknown, says: string): Matrix {
  if (isMatrixLike(value)) return acceptShape(value, says);
  if (isVector(value)) return { rows: 1, cols: value.length, data: floats(value, says) };
  if (Array.isArray(value) && value.length > 0) return acceptRows(value, says);
  throw new Fault(`${says} must be a matrix or an array of rows; it is ${whatCame(value)}.`);
}

/** @throws Fault unless it is an array of layers, each with W and b, and γ and β where the layer is normalised */
export function acceptWeights(value: unknown, says: string): LayerWeights[] {
  if (!Array.isArray(value)) throw new Fault(`${says} must be an array of layers { W, b }; it is ${whatCame(value)}.`);
  return Array.from(value, (layer: unknown, l) => {
    const { W, b, gamma, beta } = (typeof layer === 'object' && layer !== null ? layer : {}) as Partial<Record<TensorName, unknown>>;
    const row = (name: string, values: unknown) => asRow(acceptMatrix(values, `${says}: ${name}${l + 1}`));
    if (W === undefined || b === undefined) {
      throw new Fault(`${says}: layer ${l + 1} must be an object with 'W' and 'b'; it is ${whatCame(layer)}.`);
    }
    return {
      W: acceptMatrix(W, `${says}: W${l + 1}`),
      b: row('b', b),
      ...(gamma !== undefined && { gamma: row('gamma', gamma) }),
      ...(beta !== undefined && { beta: row('beta', beta) }),
    };
  });
}

/** A bias is a row, however it is kept. */
function asRow(M: Matrix): Matrix {
  return M.rows === 1 || M.cols === 1 ? { rows: 1, cols: M.data.length, data: M.data } : M;
}

interface MatrixLike {
  readonly rows: unknown;
  readonly cols: unknown;
  readonly data: unknown;
}

function isMatrixLike(value: unknown): value is MatrixLike {
  return typeof value === 'object' && value !== null && 'data' in value && 'rows' in value && 'cols' in value;
}

function acceptShape({ rows, cols, data }: MatrixLike, says: string): Matrix {
  if (!isSize(rows) || !isSize(cols)) {
    throw new Fault(`${says}: 'rows' and 'cols' of a matrix must be whole numbers; they are ${whatCame(rows)} and ${whatCame(cols)}.`);
  }
  const numbers = isVector(data) ? floats(data, says) : undefined;
  if (numbers && numbers.length === rows * cols) return { rows, cols, data: numbers };
  const came = numbers ? `${numbers.length} numbers` : whatCame(data);
  throw new Fault(`${says}: a matrix of ${rows} rows and ${cols} columns needs ${rows * cols} numbers in 'data'; it has ${came}.`);
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function acceptRows(rows: readonly unknown[], says: string): Matrix {
  const wrong = rows.findIndex((row) => !isVector(row));
  if (wrong >= 0) throw new Fault(`${says}: row ${wrong} must be an array of numbers; it is ${whatCame(rows[wrong])}.`);
  const vectors = rows as ArrayLike<number>[];
  const cols = vectors[0]!.length;
  const data = vectors.every((row) => row instanceof Float32Array) ? new Float32Array(rows.length * cols) : new Float64Array(rows.length * cols);
  vectors.forEach((row, r) => {
    if (row.length !== cols) {
      throw new Fault(`${says}: its rows must be of one length; row 0 has ${cols} numbers, row ${r} has ${row.length}.`);
    }
    data.set(floats(row, `${says}: row ${r}`), r * cols);
  });
  return { rows: rows.length, cols, data };
}

/** Typed arrays hold nothing but numbers; of plain ones the first element tells rows from numbers. */
function isVector(value: unknown): value is ArrayLike<number> {
  if (ArrayBuffer.isView(value)) return !(value instanceof DataView);
  return Array.isArray(value) && value.length > 0 && !isArray(value[0]);
}

function isArray(value: unknown): boolean {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

function floats(vector: ArrayLike<unknown>, says: string): Float32Array | Float64Array {
  if (vector instanceof Float32Array || vector instanceof Float64Array) return vector;
  for (let i = 0; i < vector.length; i++) {
    // before any memory is taken: a sparse array may be of any length
    if (typeof vector[i] !== 'number') throw new Fault(`${says}: element ${i} must be a number; it is ${whatCame(vector[i])}.`);
  }
  return Float64Array.from(vector as ArrayLike<number>);
}
