import { firstRows, type Matrix, zeros } from '../numbers/matrix.ts';

/** Labelled rows that a network can be given. */
export interface Samples {
  readonly X: Matrix; // (rows, features)
  readonly y: Uint32Array; // (rows)
}

/**
 * The rows of `samples` in the given order, `batchSize` at a time; the short last batch is kept.
 * Each batch is valid until the next is asked for: all are gathered into the same memory, `room` where it is given.
 */
export function* batches(samples: Samples, order: Uint32Array, batchSize: number, room?: Matrix): Generator<Samples> {
  const size = Math.min(batchSize, order.length);
  const into = room ? { X: room, y: new Uint32Array(size) } : roomFor(samples.X, size);
  for (let start = 0; start < order.length; start += size) {
    yield gather(samples, order.subarray(start, start + size), into);
  }
}

/** The given rows, copied into the first rows of `room`. */
export function gather({ X, y }: Samples, rows: Uint32Array, room: Samples = roomFor(X, rows.length)): Samples {
  const { cols } = X;
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r]!;
    room.X.data.set(X.data.subarray(row * cols, (row + 1) * cols), r * cols);
    room.y[r] = y[row]!;
  }
  return { X: firstRows(room.X, rows.length), y: room.y.subarray(0, rows.length) };
}

function roomFor(X: Matrix, rows: number): Samples {
  return { X: zeros(rows, X.cols), y: new Uint32Array(rows) };
}

/** The number of batches in an epoch of `rows` rows. */
export function batchesPerEpoch(rows: number, batchSize: number): number {
  return Math.ceil(rows / batchSize);
}
