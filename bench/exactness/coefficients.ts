// tsx bench/exactness/coefficients.ts: prints the polynomials of scratch/kernels/simd/assembly/exponentials.ts and gelu.ts.
import { erf } from '../../src/numbers/special.ts';

type Real = (x: number) => number;

/**
 * The polynomial of that degree, lowest power first, that meets f at the Chebyshev nodes of [from, to]: its largest
 * error is within a factor of about two of the smallest that any polynomial has.
 */
function interpolated(f: Real, degree: number, from: number, to: number): number[] {
  const nodes = Array.from({ length: degree + 1 }, (_, k) => (from + to) / 2 + ((to - from) / 2) * Math.cos((Math.PI * (k + 0.5)) / (degree + 1)));
  const divided = nodes.map(f); // Newton's divided differences, in place
  for (let order = 1; order <= degree; order++) {
    for (let k = degree; k >= order; k--) divided[k] = (divided[k]! - divided[k - 1]!) / (nodes[k]! - nodes[k - order]!);
  }
  const powers = [divided[degree]!]; // Horner's rule on the factors (x − node)
  for (let k = degree - 1; k >= 0; k--) {
    powers.unshift(0);
    for (let i = 0; i < powers.length - 1; i++) powers[i]! -= nodes[k]! * powers[i + 1]!;
    powers[0]! += divided[k]!;
  }
  return powers;
}

/** The largest relative error of weight·(polynomial in float32) against f on [from, to]. */
function error(f: Real, powers: readonly number[], from: number, to: number): number {
  let worst = 0;
  for (let i = 0; i <= 20_000; i++) {
    const x = from + ((to - from) * i) / 20_000;
    const p = powers.reduceRight((sum, c) => sum * x + Math.fround(c), 0);
    worst = Math.max(worst, Math.abs(p / f(x) - 1));
  }
  return worst;
}

/** Σ xᵏ/(k + 2)! = (e^x − 1 − x)/x², without cancellation. */
function expRest(x: number): number {
  let [sum, term] = [0, 1 / 2];
  for (let k = 3; sum + term !== sum; k++) {
    sum += term;
    term *= x / k;
  }
  return sum;
}

/** (tanh x/x − 1)/x² as a function of s = x²; by its series near 0, where the difference cancels. */
function tanhRest(s: number): number {
  const x = Math.sqrt(s);
  if (x > 0.2) return (Math.tanh(x) / x - 1) / s;
  const series = [-1 / 3, 2 / 15, -17 / 315, 62 / 2835, -1382 / 155925, 21844 / 6081075, -929569 / 638512875, 6404582 / 10854718875];
  return series.reduceRight((sum, c) => sum * s + c, 0);
}

/** e^(a²/2)·Φ(−a), a ≥ 0: from 3 on by its continued fraction (Abramowitz and Stegun, 26.2.14), below from erf. */
export function tail(a: number): number {
  if (a < 3) return 0.5 * Math.exp((a * a) / 2) * (1 - erf(a / Math.SQRT2));
  let rest = a;
  for (let k = 200; k >= 1; k--) rest = a + k / rest;
  return 1 / (rest * Math.sqrt(2 * Math.PI));
}

const [SHIFT, FAR] = [Number(process.argv[2] ?? 3.75), 15]; // of gelu.ts: u = (a − SHIFT)/(a + SHIFT), a ≤ FAR
const tailAt = (u: number) => tail((SHIFT * (1 + u)) / (1 - u));

const table: readonly [name: string, f: Real, degree: number, from: number, to: number][] = [
  ['e^r − 1 = r + r²·q(r)', expRest, 5, -Math.LN2 / 2, Math.LN2 / 2],
  ['tanh x = x + x³·q(x²)', tanhRest, 4, 0, 0.55 ** 2],
  ['Φ(−a) = e^(−a²/2)·q(u)', tailAt, Number(process.argv[3] ?? 9), -1, (FAR - SHIFT) / (FAR + SHIFT)],
];
for (const [name, f, degree, from, to] of table) {
  const powers = interpolated(f, degree, from, to);
  console.log(`${name}, relative error of q ${error(f, powers, from, to).toExponential(1)}`);
  console.log(powers.map((c) => `  ${Number(Math.fround(c).toPrecision(9))}`).join('\n'));
}
