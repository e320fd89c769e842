import type { Point } from './bank.ts';
import { nearestLine, round, shown, times } from './numbers.ts';

const sigmoid = (u: number) => 1 / (1 + Math.exp(-u));
const SHAPES: readonly { readonly text: string; readonly g: (u: number) => number }[] = [
  { text: 'tanh(#)', g: Math.tanh },
  { text: 'σ(#)', g: sigmoid },
  { text: 'arctan(#)', g: Math.atan },
  { text: 'log(1 + exp(#))', g: (u) => (u > 30 ? u : Math.log1p(Math.exp(u))) },
  { text: '(#)·σ(#)', g: (u) => u * sigmoid(u) },
  { text: 'sin(#)', g: Math.sin },
  { text: 'cos(#)', g: Math.cos },
  { text: 'exp(#)', g: Math.exp },
  { text: 'exp(−(#)²)', g: (u) => Math.exp(-u * u) },
  { text: '1/(1 + (#)²)', g: (u) => 1 / (1 + u * u) },
  { text: '(1 − tanh²(#))', g: (u) => 1 - Math.tanh(u) ** 2 },
  { text: 'σ(#)(1 − σ(#))', g: (u) => sigmoid(u) * (1 - sigmoid(u)) },
  { text: '(#)/√(1 + (#)²)', g: (u) => u / Math.sqrt(1 + u * u) },
  { text: '√(1 + (#)²)', g: (u) => Math.sqrt(1 + u * u) },
  { text: '(#)/(1 + |#|)', g: (u) => u / (1 + Math.abs(u)) },
  { text: 'log(cosh(#))', g: (u) => Math.abs(u) + Math.log1p(Math.exp(-2 * Math.abs(u))) - Math.LN2 },
  { text: 'log(1 + (#)²)', g: (u) => Math.log1p(u * u) },
  { text: 'max(−1, min(1, #))', g: (u) => Math.max(-1, Math.min(1, u)) },
  { text: 'huber(#)', g: (u) => (Math.abs(u) <= 1 ? 0.5 * u * u : Math.abs(u) - 0.5) },
];

/** α·Σ g(k·x) + β. */
interface Scaled {
  readonly text: string; // of one term, with α
  readonly shift: string;
  readonly β: number;
  readonly term: (x: number) => number; // α·g(k·x)
}

/** v = α·g(k·x) + β. */
export function innerScale(
  name: string,
  x: readonly number[],
  v: readonly number[],
  tolerance: number,
): { text: string; at(point: Point): number } | undefined {
  const found = scaledSum(
    name,
    x.map((value) => [value]),
    v,
    tolerance,
  );
  return found && { text: found.text + found.shift, at: (point) => found.term(point[name]!) + found.β };
}

/** Each of v as a sum over numbers x: k by a search in one dimension, α and β by least squares. */
export function scaledSum(name: string, x: readonly (readonly number[])[], v: readonly number[], tolerance: number): Scaled | undefined {
  const sums = new Float64Array(x.length);
  const target = new Float64Array(v);
  for (const { text, g } of SHAPES) {
    const at = (k: number) => {
      for (let i = 0; i < sums.length; i++) {
        let sum = 0;
        for (const value of x[i]!) sum += g(k * value);
        sums[i] = sum;
      }
      return nearestLine(sums, target);
    };
    let best = { k: 1, relative: Infinity };
    for (let i = -24; i <= 24; i++) {
      for (const k of [1.12 ** i, -(1.12 ** i)]) {
        const { relative } = at(k);
        if (relative < best.relative) best = { k, relative };
      }
    }
    if (best.relative > 0.05) continue;
    const free = minimum(best.k / 1.13, best.k * 1.13, (k) => at(k).relative);
    const near = [1, 2, 3, 4, 5]
      .map((digits) => Number(free.toPrecision(digits)))
      .concat(Array.from({ length: 9 }, (_, q) => Math.round(free * (q + 1)) / (q + 1)));
    const k = near.find((r) => Math.abs(r - free) < 1e-3 * Math.abs(free) && at(r).relative < tolerance) ?? free;
    const { α: slope, β: offset, relative } = at(k);
    if (relative > tolerance) continue;
    const α = round(slope)?.value ?? slope;
    const β = Math.abs(offset) < 1e-7 * Math.abs(slope) ? 0 : (round(offset)?.value ?? offset);
    const inner = k === 1 ? name : `${times(k)}${name}`;
    const body = text.replaceAll('#', inner);
    return {
      text: `${times(α)}${k === 1 ? body.replaceAll(`(${name})/`, `${name}/`).replaceAll(`(${name})²`, `${name}²`) : body}`,
      shift: β === 0 ? '' : ` ${β < 0 ? '−' : '+'} ${shown(Math.abs(β))}`,
      β,
      term: (value) => α * g(k * value),
    };
  }
  return undefined;
}

/** Where f is least between two points, by thirds. */
function minimum(from: number, to: number, f: (x: number) => number): number {
  let [a, b] = [Math.min(from, to), Math.max(from, to)];
  for (let i = 0; i < 70; i++) {
    const [left, right] = [a + (b - a) * 0.382, a + (b - a) * 0.618];
    if (f(left) < f(right)) b = right;
    else a = left;
  }
  return (a + b) / 2;
}
