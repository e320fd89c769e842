/**
 * `count` orthonormal vectors of `length` ≥ count numbers in float64: the Q of the QR of drawn columns, R's diagonal positive.
 * Modified Gram–Schmidt, each vector twice over, which is enough for orthogonality to rounding (Giraud et al., 2005).
 * @param draw the next number, vector by vector
 */
export function orthonormal(count: number, length: number, draw: () => number): Float64Array[] {
  const vectors: Float64Array[] = [];
  for (let k = 0; k < count; k++) {
    const v = Float64Array.from({ length }, draw);
    for (let pass = 1; pass <= 2; pass++) {
      for (const q of vectors) subtract(v, dot(q, v), q); // v −= (q·v)q
      divide(v, Math.sqrt(dot(v, v)));
    }
    vectors.push(v);
  }
  return vectors;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function subtract(v: Float64Array, factor: number, q: Float64Array): void {
  for (let i = 0; i < v.length; i++) v[i] = v[i]! - factor * q[i]!;
}

function divide(v: Float64Array, norm: number): void {
  for (let i = 0; i < v.length; i++) v[i] = v[i]! / norm;
}
