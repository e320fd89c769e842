/**
 * xⁿ of 0 ≤ x ≤ 1 and n = 0, 1, …, by squaring, from n's first bit to its last. What each product loses by rounding goes along, so
 * that xⁿ is off by less than its last place, down to 10⁻²⁹⁰.
 */
export function power(x: number, n: number): number {
  if (n === 0) return 1;
  let bit = 1;
  while (2 * bit <= n) bit *= 2;
  let [high, low] = [x, 0];
  while (bit > 1) {
    bit /= 2;
    const square = high * high;
    const rest = lostIn(high, high, square) + 2 * high * low;
    high = square + rest;
    low = square - high + rest;
    if (Math.floor(n / bit) % 2 === 0) continue;
    const product = high * x;
    const left = lostIn(high, x, product) + low * x;
    high = product + left;
    low = product - high + left;
  }
  return high;
}

/** a·b less its rounded product, exactly (Dekker, 1971). */
function lostIn(a: number, b: number, product: number): number {
  const [a1, b1] = [upper(a), upper(b)];
  const [a2, b2] = [a - a1, b - b1];
  return a1 * b1 - product + a1 * b2 + a2 * b1 + a2 * b2;
}

/** The upper 26 bits. */
function upper(a: number): number {
  const lifted = 134217729 * a; // 2²⁷ + 1
  return lifted - (lifted - a);
}
