/** Bytes of one float32, and of the four that a vector holds. */
export const FLOAT: usize = 4;
export const VECTOR: usize = 16;

/** a·b + c, rounded once where the module is built with relaxed SIMD and the machine has a fused multiply-add. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

export function copyFloats(to: usize, from: usize, count: usize): void {
  for (const end = to + count * FLOAT; to < end; to += FLOAT, from += FLOAT) store<f32>(to, load<f32>(from));
}
