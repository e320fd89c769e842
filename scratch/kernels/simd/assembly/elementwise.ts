import { FLOAT, multiplyAdd, VECTOR } from './floats';

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

/** dA becomes dA where A > 0, else 0. */
export function reluGradient(A: usize, dA: usize, length: usize): void {
  const end = dA + length * FLOAT;
  for (; dA + VECTOR <= end; dA += VECTOR, A += VECTOR) {
    v128.store(dA, v128.and(v128.load(dA), f32x4.gt(v128.load(A), f32x4.splat(0))));
  }
  for (; dA < end; dA += FLOAT, A += FLOAT) if (!(load<f32>(A) > 0)) store<f32>(dA, 0);
}

/** P becomes P − learningRate·G. */
export function descend(P: usize, G: usize, learningRate: f32, length: usize): void {
  const minusRate = f32x4.splat(-learningRate);
  const end = P + length * FLOAT;
  for (; P + VECTOR <= end; P += VECTOR, G += VECTOR) {
    v128.store(P, multiplyAdd(minusRate, v128.load(G), v128.load(P)));
  }
  for (; P < end; P += FLOAT, G += FLOAT) store<f32>(P, load<f32>(P) - learningRate * load<f32>(G));
}
