// One pass over a parameter P, its gradient G and what an optimiser remembers of it: w becomes w − η·(d + λ·w), where
// the optimiser has d from g + 2·l2·w + l1·sign w.
import { signOf } from './exponentials';
import { put, stride, take } from './floats';
import { multiplyAdd, VECTOR } from './numbers';

const SMALLEST_NORMAL: f32 = 1.17549435e-38; // 2⁻¹²⁶

/** d = g. Numbers that fill no vector have η·d rounded before it is taken off, in both variants: trainings are to stay as they were. */
export function descend(P: usize, G: usize, bytes: usize, η: f32, λ: f32, l1: f32, l2: f32): void {
  const end = P + bytes;
  if (λ == 0 && l1 == 0 && l2 == 0) { // as is usual: asking at every vector takes twice the time
    for (; P + VECTOR <= end; P += VECTOR, G += VECTOR) v128.store(P, stepped(v128.load(P), v128.load(G), η));
  }
  while (P < end) {
    const some = stride(P, end);
    const w = take(P, some);
    const d = decayed(penalised(take(G, some), w, l1, l2), w, λ);
    put(P, some == VECTOR ? stepped(w, d, η) : f32x4.sub(w, f32x4.mul(f32x4.splat(η), d)), some);
    P += some; G += some;
  }
}

/** v ← μ·v + share·g, d = v; `ahead` (Nesterov): d = g + μ·v */
export function momentum(
  P: usize, G: usize, V: usize, bytes: usize, η: f32, λ: f32, l1: f32, l2: f32, μ: f32, share: f32, ahead: bool,
): void {
  for (const end = P + bytes; P < end;) {
    const some = stride(P, end);
    const w = take(P, some);
    const g = penalised(take(G, some), w, l1, l2);
    const v = kept(multiplyAdd(f32x4.splat(μ), take(V, some), f32x4.mul(f32x4.splat(share), g)));
    put(V, v, some);
    put(P, stepped(w, decayed(ahead ? multiplyAdd(f32x4.splat(μ), v, g) : v, w, λ), η), some);
    P += some; G += some; V += some;
  }
}

/** m ← β₁·m + share₁·g, v ← β₂·v + share₂·g², d = rate·m/(√v + ε) */
export function adam(
  P: usize, G: usize, M: usize, V: usize, bytes: usize, η: f32, λ: f32, l1: f32, l2: f32,
  β1: f32, share1: f32, β2: f32, share2: f32, rate: f32, ε: f32,
): void {
  for (const end = P + bytes; P < end;) {
    const some = stride(P, end);
    const w = take(P, some);
    const g = penalised(take(G, some), w, l1, l2);
    const m = kept(multiplyAdd(f32x4.splat(β1), take(M, some), f32x4.mul(f32x4.splat(share1), g)));
    const v = kept(multiplyAdd(f32x4.splat(β2), take(V, some), f32x4.mul(f32x4.mul(f32x4.splat(share2), g), g)));
    put(M, m, some);
    put(V, v, some);
    const d = f32x4.div(f32x4.mul(f32x4.splat(rate), m), f32x4.add(f32x4.sqrt(v), f32x4.splat(ε)));
    put(P, stepped(w, decayed(d, w, λ), η), some);
    P += some; G += some; M += some; V += some;
  }
}

/** Where there is no penalty g is left alone, so that an infinite w makes no NaN of it. */
@inline
function penalised(g: v128, w: v128, l1: f32, l2: f32): v128 {
  if (l2 != 0) g = multiplyAdd(f32x4.splat(2 * l2), w, g);
  if (l1 != 0) g = f32x4.add(g, v128.and(v128.or(f32x4.splat(l1), signOf(w)), f32x4.ne(w, f32x4.splat(0))));
  return g;
}

/**
 * What is remembered of a unit that no longer learns shrinks by a factor a step, to below 2⁻¹²⁶, where a processor takes a
 * hundred times as long for each operation, and stays there for ever: so small it counts as 0. A NaN stays one.
 */
@inline
function kept(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), f32x4.splat(SMALLEST_NORMAL)));
}

@inline
function decayed(d: v128, w: v128, λ: f32): v128 {
  return λ != 0 ? multiplyAdd(f32x4.splat(λ), w, d) : d;
}

@inline
function stepped(w: v128, d: v128, η: f32): v128 {
  return multiplyAdd(f32x4.splat(-η), d, w);
}
