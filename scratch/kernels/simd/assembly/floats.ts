import { multiplyAdd, VECTOR } from './numbers';

/** Bytes of one float32. */
export const FLOAT: usize = 4;

/** (((a·x + b)·x + c)·x + d)·x + e */
@inline
export function horner4(x: v128, a: f32, b: f32, c: f32, d: f32, e: f32): v128 {
  let sum = multiplyAdd(f32x4.splat(a), x, f32x4.splat(b));
  sum = multiplyAdd(sum, x, f32x4.splat(c));
  sum = multiplyAdd(sum, x, f32x4.splat(d));
  return multiplyAdd(sum, x, f32x4.splat(e));
}

/** How far a pass goes at once: a vector while there is a whole one, then number by number. */
@inline
export function stride(at: usize, end: usize): usize {
  return at + VECTOR <= end ? VECTOR : FLOAT;
}

/** So many bytes of numbers; the others of the vector are 0. */
@inline
export function take(from: usize, bytes: usize): v128 {
  return bytes == VECTOR ? v128.load(from) : v128.load32_zero(from);
}

@inline
export function put(to: usize, x: v128, bytes: usize): void {
  if (bytes == VECTOR) v128.store(to, x);
  else v128.store32_lane(to, x, 0);
}
