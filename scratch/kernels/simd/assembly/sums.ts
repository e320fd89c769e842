import { FLOAT } from './floats';

/** db = the sum of dY over its rows, four columns at a time. */
export function biasGradient(dY: usize, db: usize, rows: usize, cols: usize): void {
  const row = cols * FLOAT;
  const bytes = rows * row;
  let j: usize = 0;
  for (; j + 4 <= cols; j += 4) {
    let sum = f32x4.splat(0);
    for (let y = dY + j * FLOAT, end = y + bytes; y < end; y += row) sum = f32x4.add(sum, v128.load(y));
    v128.store(db + j * FLOAT, sum);
  }
  for (; j < cols; j++) {
    let sum: f32 = 0;
    for (let y = dY + j * FLOAT, end = y + bytes; y < end; y += row) sum += load<f32>(y);
    store<f32>(db + j * FLOAT, sum);
  }
}
