import type { Target } from '../model/target.ts';
import type { Matrix } from '../numbers/matrix.ts';
import { type Dataset, takeBeside } from './dataset.ts';

/**
 * Two parts of a data set whose rows are put in order where they lie: `first` and `second` together must be all of them. The parts
 * are the two ends of the set's own X, of which nothing else may be asked from then on: a large one has no room for copies.
 */
export function inPlace<T extends Target>(dataset: Dataset<T>, first: readonly number[], second: readonly number[]): [Dataset<T>, Dataset<T>] {
  const { X } = dataset;
  reorder(X, [...first, ...second]);
  const part = (rows: readonly number[], from: number): Dataset<T> => {
    const data = X.data.subarray(from * X.cols, (from + rows.length) * X.cols);
    return { ...dataset, ...takeBeside(dataset, rows), X: { rows: rows.length, cols: X.cols, data } };
  };
  return [part(first, 0), part(second, first.length)];
}

/** Row i becomes what row order[i] was: each cycle of the permutation by itself, with room for one row. */
function reorder({ rows, cols, data }: Matrix, order: readonly number[]): void {
  if (order.length !== rows) throw new RangeError(`An order of ${rows} rows is expected, got one of ${order.length}.`);
  const isPlaced = new Uint8Array(rows);
  for (let start = 0; start < rows; start++) {
    if (isPlaced[start]) continue;
    const held = data.slice(start * cols, (start + 1) * cols);
    let to = start;
    for (let from = order[to]!; from !== start; from = order[to]!) {
      data.copyWithin(to * cols, from * cols, (from + 1) * cols);
      isPlaced[to] = 1;
      to = from;
    }
    data.set(held, to * cols);
    isPlaced[to] = 1;
  }
}
