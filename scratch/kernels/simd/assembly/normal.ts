import { horner4 } from './floats';
import { multiplyAdd } from './numbers';

/** u = (a − SHIFT)/(a + SHIFT) takes all a ≥ 0 to −1 … 1, where a polynomial of degree 9 has a relative error of 1.4e-7. */
const SHIFT: f32 = 3.75;
/** From here on e^(−a²/2) is so small that the product is 0. */
const FAR: f32 = 15;

/** Φ(−a) = e^(−a²/2)·q(u), a ≥ 0, with e = e^(−a²/2) given; q by bench/exactness/coefficients.ts. */
@inline
export function normalTail(a: v128, e: v128): v128 {
  a = f32x4.pmin(a, f32x4.splat(FAR));
  const u = f32x4.div(f32x4.sub(a, f32x4.splat(SHIFT)), f32x4.add(a, f32x4.splat(SHIFT)));
  let q = horner4(u, -0.0000553565515, -0.00000301534033, 0.000622416148, -0.000720574055, -0.00483917492);
  q = multiplyAdd(q, u, f32x4.splat(0.0252030306));
  q = multiplyAdd(q, u, f32x4.splat(-0.0672613159));
  q = multiplyAdd(q, u, f32x4.splat(0.125483602));
  q = multiplyAdd(q, u, f32x4.splat(-0.178464323));
  q = multiplyAdd(q, u, f32x4.splat(0.100039214));
  return f32x4.mul(e, q);
}
