/** Bytes of one float32, and of the four that a vector holds. */
export const FLOAT: usize = 4;
export const VECTOR: usize = 16;

/** a·b + c, rounded once where the module is built with relaxed SIMD and the machine has a fused multiply-add. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** (((a·x + b)·x + c)·x + d)·x + e */
@inline
export function horner4(x: v128, a: f32, b: f32, c: f32, d: f32, e: f32): v128 {
  let sum = multiplyAdd(f32x4.splat(a), x, f32x4.splat(b));
  sum = multiplyAdd(sum, x, f32x4.splat(c));
  sum = multiplyAdd(sum, x, f32x4.splat(d));
  return multiplyAdd(sum, x, f32x4.splat(e));
}

export function copyFloats(to: usize, from: usize, count: usize): void {
  for (const end = to + count * FLOAT; to < end; to += FLOAT, from += FLOAT) store<f32>(to, load<f32>(from));
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
