import { exp, expm1, sigmoid, tanh } from './exponentials';
import { FLOAT, put, stride, take } from './floats';
import { multiplyAdd, VECTOR } from './numbers';
import { normalTail } from './normal';

/** What each is called, in the order in which ../activations.ts lists them. */
export enum Kind { RELU, LEAKY_RELU, ELU, TANH, SIGMOID, GELU, GELU_TANH, SILU, EXP }

/** In place: Z becomes f(Z). A loop for each, compiled for it alone, takes up to half the time of one that asks in every turn. */
export function activate(kind: Kind, α: f32, Z: usize, bytes: usize): void {
  switch (kind) {
    case Kind.RELU: return all(Kind.RELU, α, Z, bytes);
    case Kind.LEAKY_RELU: return all(Kind.LEAKY_RELU, α, Z, bytes);
    case Kind.ELU: return all(Kind.ELU, α, Z, bytes);
    case Kind.TANH: return all(Kind.TANH, α, Z, bytes);
    case Kind.SIGMOID: return all(Kind.SIGMOID, α, Z, bytes);
    case Kind.GELU: return all(Kind.GELU, α, Z, bytes);
    case Kind.GELU_TANH: return all(Kind.GELU_TANH, α, Z, bytes);
    case Kind.SILU: return all(Kind.SILU, α, Z, bytes);
    default: return all(Kind.EXP, α, Z, bytes);
  }
}

@inline
function all(kind: Kind, α: f32, Z: usize, bytes: usize): void {
  const end = Z + bytes;
  for (; Z + VECTOR <= end; Z += VECTOR) v128.store(Z, f(kind, v128.load(Z), f32x4.splat(α)));
  for (; Z < end; Z += FLOAT) put(Z, f(kind, take(Z, FLOAT), f32x4.splat(α)), FLOAT);
}

/** In place: dA becomes dA ⊙ f'(Z), with A = f(Z) given; Z is read only where the derivative is taken there. */
export function activationGradient(kind: Kind, α: f32, A: usize, Z: usize, dA: usize, bytes: usize): void {
  const at = kind < Kind.GELU ? A : Z;
  const from = dA, end = dA + bytes;
  if (kind == Kind.RELU) { // by itself, as it is used most
    for (; dA + VECTOR <= end; dA += VECTOR) v128.store(dA, gated(v128.load(dA), v128.load(at + (dA - from))));
  }
  while (dA < end) {
    const some = stride(dA, end);
    put(dA, chained(kind, take(dA, some), take(at + (dA - from), some), f32x4.splat(α)), some);
    dA += some;
  }
}

@inline
function f(kind: Kind, z: v128, α: v128): v128 {
  const zero = f32x4.splat(0);
  switch (kind) {
    case Kind.RELU: return f32x4.pmax(z, zero); // z < 0 ? 0 : z, so that a NaN stays one
    case Kind.LEAKY_RELU: return v128.bitselect(z, f32x4.mul(α, z), f32x4.gt(z, zero));
    case Kind.ELU: return v128.bitselect(z, f32x4.mul(α, expm1(z)), f32x4.gt(z, zero));
    case Kind.TANH: return tanh(z);
    case Kind.SIGMOID: return sigmoid(z);
    case Kind.GELU: return f32x4.mul(z, distribution(z, exp(minusHalfSquare(z))));
    case Kind.GELU_TANH: return f32x4.mul(z, sigmoid(inner(z)));
    case Kind.SILU: return f32x4.mul(z, sigmoid(z));
    default: return exp(z);
  }
}

/** dA·f', of x = a for those whose derivative a tells, of x = z for the others. */
function chained(kind: Kind, dA: v128, x: v128, α: v128): v128 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  switch (kind) {
    case Kind.RELU: return gated(dA, x);
    case Kind.LEAKY_RELU: return v128.bitselect(dA, f32x4.mul(dA, α), f32x4.gt(x, zero));
    case Kind.ELU: return v128.bitselect(dA, f32x4.mul(dA, f32x4.add(x, α)), f32x4.gt(x, zero));
    case Kind.TANH: return f32x4.mul(dA, multiplyAdd(f32x4.neg(x), x, one));
    case Kind.SIGMOID: return f32x4.mul(dA, f32x4.mul(x, f32x4.sub(one, x)));
    case Kind.GELU: return f32x4.mul(dA, geluSlope(x));
    case Kind.GELU_TANH: return f32x4.mul(dA, geluTanhSlope(x));
    default: return f32x4.mul(dA, siluSlope(x));
  }
}

/** dA where a unit spoke, else 0, whatever dA. */
@inline
function gated(dA: v128, a: v128): v128 {
  return v128.and(dA, f32x4.gt(a, f32x4.splat(0)));
}

@inline
function minusHalfSquare(z: v128): v128 {
  return f32x4.mul(f32x4.mul(z, z), f32x4.splat(-0.5));
}

/** Φ(z), with e = e^(−z²/2) given. */
@inline
function distribution(z: v128, e: v128): v128 {
  const tail = normalTail(f32x4.abs(z), e);
  return v128.bitselect(tail, f32x4.sub(f32x4.splat(1), tail), f32x4.lt(z, f32x4.splat(0)));
}

/** Φ(z) + z·φ(z), φ(z) = e^(−z²/2)/√(2π). */
function geluSlope(z: v128): v128 {
  const e = exp(minusHalfSquare(z));
  return multiplyAdd(f32x4.mul(z, f32x4.splat(0.398942292)), e, distribution(z, e));
}

const CUBIC: f32 = 0.044715;
const TWICE_SCALE: f32 = 1.59576917; // 2·√(2/π)

/** 2·√(2/π)(z + 0.044715z³), whose sigmoid is ½(1 + tanh) of its half. */
@inline
function inner(z: v128): v128 {
  const z2 = f32x4.mul(z, z);
  return f32x4.mul(f32x4.mul(f32x4.splat(TWICE_SCALE), z), multiplyAdd(z2, f32x4.splat(CUBIC), f32x4.splat(1)));
}

/** s + z·s(1 − s)·inner'(z), s = σ(inner z); where s(1 − s) is 0 the second term is, whatever z². */
function geluTanhSlope(z: v128): v128 {
  const s = sigmoid(inner(z));
  const bend = f32x4.mul(s, f32x4.sub(f32x4.splat(1), s));
  const rise = f32x4.mul(f32x4.splat(TWICE_SCALE), multiplyAdd(f32x4.mul(z, z), f32x4.splat(3 * CUBIC), f32x4.splat(1)));
  return f32x4.add(s, v128.and(f32x4.mul(f32x4.mul(z, bend), rise), f32x4.ne(bend, f32x4.splat(0))));
}

/** s·(1 + z(1 − s)), s = σ(z). */
function siluSlope(z: v128): v128 {
  const one = f32x4.splat(1);
  const s = sigmoid(z);
  return f32x4.mul(s, multiplyAdd(z, f32x4.sub(one, s), one));
}
