import { LANES, NUMBER } from './numbers';

/** db = the sum of dY over its rows, a vector of columns at a time. */
export function biasGradient(dY: usize, db: usize, rows: usize, cols: usize): void {
  const row = cols * NUMBER;
  const bytes = rows * row;
  let j: usize = 0;
  for (; j + LANES <= cols; j += LANES) {
    let sum = v128.splat<Real>(0);
    for (let y = dY + j * NUMBER, end = y + bytes; y < end; y += row) sum = v128.add<Real>(sum, v128.load(y));
    v128.store(db + j * NUMBER, sum);
  }
  for (; j < cols; j++) {
    let sum: Real = 0;
    for (let y = dY + j * NUMBER, end = y + bytes; y < end; y += row) sum += load<Real>(y);
    store<Real>(db + j * NUMBER, sum);
  }
}
