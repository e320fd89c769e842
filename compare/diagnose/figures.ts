/** Above it a factor is written with its power of ten. */
const LARGE = 1e6;
/** Digits of a difference that are worth showing. */
const TELLING = 2;
/** As many digits as a float64 has. */
const ALL = 17;

/** Four significant digits, or as many as are asked for, without a trail of zeros: '0.0016', '1e-7', '64', '−2'. */
export function short(value: number, digits = 4): string {
  const rounded = Number(value.toPrecision(digits));
  const plain = (Math.abs(rounded) >= 1e-4 && Math.abs(rounded) < 1e6) || rounded === 0 || !Number.isFinite(rounded);
  return (plain ? String(rounded) : rounded.toExponential().replace('e+', 'e')).replace(/^-/, '−');
}

/** '5.333 for 1.119', '1.167032 for 1.16701': with as many digits as it takes to see that they differ. */
export function wordPair(is: number, expected: number): string {
  const apart = Math.abs(is - expected) / Math.abs(expected);
  const digits = Math.min(ALL, Math.max(4, TELLING - exponent(apart)));
  return `${short(is, digits)} for ${short(expected, digits)}`;
}

/** '÷ 64.000', '× 2.000', '× −1.000', '× 1.000019': never as if it were 1. */
export function wordFactor(factor: number): string {
  const divides = Math.abs(factor) < 1 && factor > 0;
  const size = divides ? 1 / factor : Math.abs(factor);
  const decimals = Math.min(ALL, Math.max(3, TELLING - 1 - exponent(Math.abs(size - 1))));
  return `${divides ? '÷' : '×'} ${factor < 0 ? '−' : ''}${size < LARGE ? size.toFixed(decimals) : short(size)}`;
}

/** '0.2633', 'above 0.9999' */
export function wordCosine(cosine: number): string {
  if (Math.abs(cosine) < 0.99995) return cosine.toFixed(4).replace('-', '−');
  return cosine > 0 ? 'above 0.9999' : 'below −0.9999';
}

/** n of d·10ⁿ; 0 where there is none. */
function exponent(value: number): number {
  return value > 0 && Number.isFinite(value) ? Math.floor(Math.log10(value)) : 0;
}
