/** Bytes of one number, of the type that the module computes in, and how many of them a vector holds. */
export const NUMBER: usize = sizeof<Real>();
export const VECTOR: usize = 16;
export const LANES: usize = VECTOR / NUMBER;

/** a·b + c, rounded once where the module is built with relaxed SIMD and the machine has a fused multiply-add. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<Real>(a, b, c);
  return v128.add<Real>(v128.mul<Real>(a, b), c);
}

export function copyNumbers(to: usize, from: usize, count: usize): void {
  for (const end = to + count * NUMBER; to < end; to += NUMBER, from += NUMBER) store<Real>(to, load<Real>(from));
}
