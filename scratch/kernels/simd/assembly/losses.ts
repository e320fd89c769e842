import { exp, log } from './doubles';
import { NUMBER, VECTOR } from './numbers';

/** What a weight would lose by a gradient below it is beyond the digits of any but the tiniest: see fast/losses.ts. */
const TINY: f32 = 7.888609052210118e-31; // 2⁻¹⁰⁰

/**
 * The mean of log Σe^z − z_y over the rows, and its gradient (softmax z − 1 at y)/rows, two rows at a time in float64; sums run as
 * fast/losses.ts has them.  Z (rows, cols), y (rows) of 4 bytes each, dZ (rows, cols), exponentials: room for 2·cols float64.
 */
export function softmaxCrossEntropy(Z: usize, y: usize, dZ: usize, rows: usize, cols: usize, exponentials: usize): f64 {
  const row = cols * NUMBER;
  let loss: f64 = 0;
  for (let r: usize = 0; r < rows; r += 2) {
    const isPair = r + 1 < rows; // the last row alone stands in both lanes
    const second = isPair ? row : 0;
    const label0 = load<u32>(y), label1 = isPair ? load<u32>(y, 4) : label0;
    let max = pair(Z, Z + second);
    for (let at: usize = NUMBER; at < row; at += NUMBER) max = f64x2.max(max, pair(Z + at, Z + second + at));
    let sum = f64x2.splat(0);
    for (let at: usize = 0, e = exponentials; at < row; at += NUMBER, e += VECTOR) {
      const each = exp(f64x2.sub(pair(Z + at, Z + second + at), max));
      v128.store(e, each);
      sum = f64x2.add(sum, each);
    }
    const labels = i64x2.replace_lane(i64x2.splat(label0), 1, label1);
    for (let k: usize = 0, at: usize = 0, e = exponentials; k < cols; k++, at += NUMBER, e += VECTOR) {
      const one = v128.and(i64x2.eq(labels, i64x2.splat(k)), f64x2.splat(1));
      put(dZ + at, dZ + second + at, f64x2.div(f64x2.sub(f64x2.div(v128.load(e), sum), one), f64x2.splat(<f64>rows)));
    }
    const ofLabels = pair(Z + label0 * NUMBER, Z + second + label1 * NUMBER);
    const losses = f64x2.sub(f64x2.add(log(sum), max), ofLabels);
    loss += f64x2.extract_lane(losses, 0);
    if (isPair) loss += f64x2.extract_lane(losses, 1);
    Z += 2 * row; dZ += 2 * row; y += 8;
  }
  return loss / <f64>rows;
}

/** A number of either row, in float64. */
@inline
function pair(first: usize, second: usize): v128 {
  if (NUMBER == 8) return v128.load64_lane(second, v128.load64_zero(first), 1);
  return f64x2.promote_low_f32x4(v128.load32_lane(second, v128.load32_zero(first), 1));
}

/** Rounded to the type of the module; in float32 what is tiny becomes 0, and a NaN stays one. */
@inline
function put(first: usize, second: usize, x: v128): void {
  if (NUMBER == 8) {
    v128.store64_lane(second, x, 1);
    v128.store64_lane(first, x, 0);
  } else {
    const rounded = f32x4.demote_f64x2_zero(x);
    const kept = v128.andnot(rounded, f32x4.lt(f32x4.abs(rounded), f32x4.splat(TINY)));
    v128.store32_lane(second, kept, 1);
    v128.store32_lane(first, kept, 0);
  }
}
