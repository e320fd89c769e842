// The passes over numbers one by one that most trainings take, in the type that the module computes in.
import { multiplyAdd, NUMBER, VECTOR } from './numbers';

/** In place: w becomes w − η·g. */
export function descend(P: usize, G: usize, bytes: usize, η: Real): void {
  const end = P + bytes;
  const pace = v128.splat<Real>(-η);
  for (; P + VECTOR <= end; P += VECTOR, G += VECTOR) v128.store(P, multiplyAdd(pace, v128.load(G), v128.load(P)));
  for (; P < end; P += NUMBER, G += NUMBER) store<Real>(P, load<Real>(P) - η * load<Real>(G));
}

/** In place: dA where a > 0, else 0, whatever dA. */
export function gate(A: usize, dA: usize, bytes: usize): void {
  const end = dA + bytes;
  const zero = v128.splat<Real>(0);
  for (; dA + VECTOR <= end; dA += VECTOR, A += VECTOR) v128.store(dA, v128.and(v128.load(dA), v128.gt<Real>(v128.load(A), zero)));
  for (; dA < end; dA += NUMBER, A += NUMBER) if (!(load<Real>(A) > 0)) store<Real>(dA, 0);
}
