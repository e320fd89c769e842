import { gatherTargets, type Target, targetRoom } from '../model/target.ts';
import { firstRows, type Matrix, zeros } from '../numbers/matrix.ts';

/** Rows that a network can be given, each with its class or its values. */
export interface Samples<T extends Target = Target> {
  readonly X: Matrix; // (rows, features)
  readonly y: T; // (rows) classes, or (rows, K) values
}

/** Rows of classes. */
export type LabelledSamples = Samples<Uint32Array>;

/**
 * The rows of `samples` in the given order, `batchSize` at a time; the short last batch is kept.
 * Each batch is valid until the next is asked for: all are gathered into the same memory, `room` where it is given.
 */
export function* batches<T extends Target>(samples: Samples<T>, order: Uint32Array, batchSize: number, room?: Matrix): Generator<Samples<T>> {
  const size = Math.min(batchSize, order.length);
  const into = room ? { X: room, y: targetRoom(samples.y, size) } : roomFor(samples, size);
  for (let start = 0; start < order.length; start += size) {
    yield gather(samples, order.subarray(start, start + size), into);
  }
}

/** The given rows, copied into the first rows of `room`. */
export function gather<T extends Target>(samples: Samples<T>, rows: Uint32Array, room: Samples<T> = roomFor(samples, rows.length)): Samples<T> {
  const { X, y } = samples;
  const { cols } = X;
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r]!;
    room.X.data.set(X.data.subarray(row * cols, (row + 1) * cols), r * cols);
  }
  return { X: firstRows(room.X, rows.length), y: gatherTargets(y, rows, room.y) };
}

function roomFor<T extends Target>({ X, y }: Samples<T>, rows: number): Samples<T> {
  return { X: zeros(rows, X.cols), y: targetRoom(y, rows) };
}

/** The number of batches in an epoch of `rows` rows. */
export function batchesPerEpoch(rows: number, batchSize: number): number {
  return Math.ceil(rows / batchSize);
}
