import type { Dataset } from '../../src/data/dataset.ts';
import { toBytes } from './quantise.ts';
import type { Misclassified } from './schema.ts';

/** So many images of misclassified rows are kept. */
const KEPT = 24;

/**
 * The test rows that any network gets wrong: first those on which the networks disagree, then those that all get wrong.
 * @param test as read, not standardised: an image as its maker meant it
 */
export function misclassifiedRows(test: Dataset<Uint32Array>, predictions: readonly ArrayLike<number>[]): Misclassified {
  const rows = Array.from(test.y.keys()).filter((row) => predictions.some((predicted) => predicted[row] !== test.y[row]));
  const disputed = (row: number) => predictions.some((predicted) => predicted[row] !== predictions[0]![row]);
  const sorted = [...rows.filter(disputed), ...rows.filter((row) => !disputed(row))];
  const { data, cols } = test.X;
  let [darkest, brightest] = [Infinity, -Infinity];
  for (const x of data) {
    darkest = Math.min(darkest, x);
    brightest = Math.max(brightest, x);
  }
  return {
    total: rows.length,
    rows: sorted.slice(0, KEPT).map((row) => ({
      row,
      label: test.y[row]!,
      pixels: toBytes(data.subarray(row * cols, (row + 1) * cols), darkest, brightest),
    })),
  };
}
