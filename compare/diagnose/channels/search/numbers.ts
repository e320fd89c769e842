/** A column of a table, one number a point. */
export type Column = Float64Array;
type Numbers = ArrayLike<number>;

export function dot(a: Numbers, b: Numbers): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

export function total(a: Numbers): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]!;
  return sum;
}

/** Σ|v| */
export function sizeOf(a: Numbers): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]!);
  return sum;
}

export function largestOf(a: Numbers): number {
  let size = 0;
  for (let i = 0; i < a.length; i++) if (Math.abs(a[i]!) > size) size = Math.abs(a[i]!);
  return size;
}

/** Whether every number is within `tolerance` of the largest; numbers that are not finite must be the same. */
export function close(a: Numbers, b: Numbers, tolerance: number): boolean {
  if (a.length !== b.length) return false;
  const size = Math.max(1e-300, largestOf(a), largestOf(b));
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i]) && !(Math.abs(a[i]! - b[i]!) <= tolerance * size)) return false;
  return true;
}

/** The factor c of c·v that comes nearest to t. */
export function factorOf(t: Numbers, v: Numbers): number {
  const size = dot(v, v);
  return size > 0 ? dot(t, v) / size : 0;
}

/** Coefficients of the columns that come nearest to t (modified Gram–Schmidt, twice), and how far t stays from them relative to its size. */
export function leastSquares(columns: readonly Numbers[], target: Numbers): { readonly x: number[]; readonly relative: number } {
  const t = new Float64Array(target); // loops over arrays of one type are compiled for it
  const sizes = columns.map((c) => Math.sqrt(dot(c, c)) || 1);
  const scaled = columns.map((c, i) => over(c, sizes[i]!));
  const Q: Column[] = [];
  const R = columns.map(() => new Array<number>(columns.length).fill(0));
  scaled.forEach((column, i) => {
    const v = column.slice();
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const p = dot(Q[j]!, v);
        R[j]![i]! += p;
        for (let n = 0; n < v.length; n++) v[n]! -= p * Q[j]![n]!;
      }
    }
    const length = Math.sqrt(dot(v, v));
    R[i]![i] = length;
    Q.push(length > 1e-10 ? over(v, length) : new Float64Array(v.length));
  });
  const x = new Array<number>(columns.length).fill(0);
  for (let i = columns.length - 1; i >= 0; i--) {
    let s = dot(Q[i]!, t);
    for (let j = i + 1; j < columns.length; j++) s -= R[i]![j]! * x[j]!;
    x[i] = R[i]![i]! > 1e-10 ? s / R[i]![i]! : 0;
  }
  const fit = new Float64Array(t.length);
  scaled.forEach((c, i) => {
    for (let n = 0; n < fit.length; n++) fit[n]! += x[i]! * c[n]!;
  });
  let residual = 0;
  for (let n = 0; n < t.length; n++) residual += (t[n]! - fit[n]!) ** 2;
  const size = dot(t, t);
  return { x: x.map((v, i) => v / sizes[i]!), relative: size === 0 ? 0 : Math.sqrt(residual / size) };
}

/** The line α·x + β that comes nearest to t, and how far t stays from it relative to its size: two columns of `leastSquares` without their memory. */
export function nearestLine(x: Numbers, t: Numbers): { readonly α: number; readonly β: number; readonly relative: number } {
  const n = t.length;
  const [middleX, middleT] = [total(x) / n, total(t) / n];
  let [along, square] = [0, 0];
  for (let i = 0; i < n; i++) {
    along += (x[i]! - middleX) * t[i]!;
    square += (x[i]! - middleX) ** 2;
  }
  const α = square > 1e-20 * dot(x, x) ? along / square : 0;
  const β = middleT - α * middleX;
  let residual = 0;
  for (let i = 0; i < n; i++) residual += (t[i]! - α * x[i]! - β) ** 2;
  const size = dot(t, t);
  return { α, β, relative: size === 0 ? 0 : Math.sqrt(residual / size) };
}

function over(values: Numbers, divisor: number): Column {
  const shares = new Float64Array(values);
  for (let n = 0; n < shares.length; n++) shares[n]! /= divisor;
  return shares;
}

/** The number as people write it: 1/3, 0.9, 1e-8, 1/K; undefined where it is no round one. */
export function round(x: number, relative = 1e-6, K = 0): { readonly value: number; readonly text: string } | undefined {
  const is = (value: number) => Math.abs(value - x) <= relative * Math.abs(x);
  const named = [...[1, -1, 2, -2].map((value) => ({ value, text: String(value) })), ...shares(K)].find(({ value }) => is(value));
  if (named) return named;
  for (let q = 1; q <= 10; q++) {
    const p = Math.round(x * q);
    if (p !== 0 && Math.abs(p) <= 64 && is(p / q)) return { value: p / q, text: q === 1 ? `${p}` : `${p}/${q}` };
  }
  for (let digits = 1; digits <= 4; digits++) {
    const value = Number(x.toPrecision(digits));
    if (is(value)) return { value, text: String(value) };
  }
  const inverse = Math.round(1 / x);
  return Math.abs(inverse) > 10 && Math.abs(inverse) < 1e6 && is(1 / inverse) ? { value: 1 / inverse, text: `1/${inverse}` } : undefined;
}

function shares(K: number): { value: number; text: string }[] {
  return K > 2 ? [1, -1, 2].map((n) => ({ value: n / K, text: `${n}/K` })) : [];
}

/** A number for a sentence: round where it is, else four digits. */
export function shown(x: number, K = 0): string {
  return round(x, 1e-4, K)?.text ?? String(Number(x.toPrecision(4)));
}

/** A number for a declaration, as programs read it: 0.9, not 9/10, and without the dust of its making. */
export function decimal(x: number): string {
  return String(Number(snapped(x, 1e-4).toPrecision(6)));
}

/** The round number next to x where there is one so near, else x. */
export function snapped(x: number, relative: number, K = 0): number {
  return round(x, relative, K)?.value ?? x;
}

/** '2·' before a product, '−' for −1, nothing for 1. */
export function times(factor: number, K = 0): string {
  if (Math.abs(factor - 1) < 1e-6) return '';
  return Math.abs(factor + 1) < 1e-6 ? '−' : `${shown(factor, K).replace('-', '−')}·`;
}
