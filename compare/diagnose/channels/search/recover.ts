import { Bank, type Bounds, type Expression, joined, type Point, within } from './bank.ts';
import { type Column, factorOf, largestOf, leastSquares, round, total } from './numbers.ts';

/** A formula that gives every number of a table. */
export interface Formula {
  readonly text: string;
  readonly cost: number;
  readonly values: Column;
  at(point: Point): number;
}

/** Whether scaled values are the target's, point by point. */
export function fits(target: ArrayLike<number>, values: ArrayLike<number>, tolerance: number): boolean {
  const size = largestOf(target);
  for (let i = 0; i < target.length; i++) if (!(Math.abs(target[i]! - values[i]!) <= tolerance * (Math.abs(target[i]!) + 0.02 * size))) return false;
  return true;
}

/**
 * The simplest α·e + β, or α·(e₁ ∘ e₂), that gives every number of the target: looked for on the bank's first points, verified on
 * all of them. Undefined where there is none within the bounds.
 */
export function recover(leaves: readonly Expression[], given: ArrayLike<number>, tolerance: number, bounds: Partial<Bounds> = {}): Formula | undefined {
  const target = Float64Array.from(given);
  if (target.length > MANY) return fromSample(leaves, target, tolerance, bounds);
  if (target.length < 6 || !target.every(Number.isFinite)) return undefined;
  const mean = total(target) / target.length;
  if (target.every((v) => Math.abs(v - mean) <= tolerance * Math.abs(mean))) return constant(mean, target);
  const bank = new Bank(leaves, { cost: 4, size: 9000, fingerprinted: 30, ...bounds });
  const found = [...scaled(bank, target, tolerance), ...shifted(bank, target, tolerance)];
  if (!found.some(({ cost }) => cost <= 4)) found.push(...met(bank, target, tolerance));
  return found.toSorted((a, b) => a.cost - b.cost)[0];
}

/** More points than tell formulas apart: the others are only to verify. */
const MANY = 120;

function fromSample(leaves: readonly Expression[], target: Column, tolerance: number, bounds: Partial<Bounds>): Formula | undefined {
  const every = Math.ceil(target.length / MANY);
  const sampled = (values: Column) => values.filter((_, i) => i % every === 0);
  const formula = recover(
    leaves.map((leaf) => ({ ...leaf, values: sampled(leaf.values) })),
    sampled(target),
    tolerance,
    bounds,
  );
  if (!formula) return undefined;
  const values = target.map((_, i) => formula.at(Object.fromEntries(leaves.map(({ text, values: at }) => [text, at[i]!]))));
  return fits(target, values, tolerance) ? { ...formula, values } : undefined;
}

function constant(mean: number, target: Column): Formula {
  const { text, value } = round(mean, 1e-6) ?? { text: mean.toPrecision(4), value: mean };
  return { text, cost: 1, values: target.map(() => value), at: () => value };
}

function* scaled(bank: Bank, target: Column, tolerance: number): Generator<Formula> {
  for (const e of bank.alike(target, 20 * tolerance)) yield* fitted(e, target, tolerance);
}

/** α·e + β of the simple ones. */
function* shifted(bank: Bank, target: Column, tolerance: number): Generator<Formula> {
  const n = bank.points;
  const t = target.subarray(0, n);
  for (const e of bank.all) {
    if (e.cost > 3) return;
    const { x, relative } = leastSquares([e.values.subarray(0, n), new Float64Array(n).fill(1)], t);
    if (relative < 10 * tolerance && Math.abs(x[1]!) > 100 * tolerance * largestOf(t)) yield* fitted(e, target, tolerance, x[1]);
  }
}

/** Where the cheap ones do not do: t/e, t·e and t − e are looked up, which squares what is reached. */
function* met(bank: Bank, target: Column, tolerance: number): Generator<Formula> {
  let best = Infinity;
  for (const e of bank.all.slice(0, 3000)) {
    if (e.cost + 2 > best) return;
    for (const [rest, operation] of parts(e, target)) {
      for (const other of bank.alike(rest, 20 * tolerance)) {
        for (const formula of joinings(e, other, operation, rest, target, tolerance)) {
          best = Math.min(best, formula.cost);
          yield formula;
        }
      }
    }
  }
}

function parts(e: Expression, target: Column): [Column, '·' | '/' | '+'][] {
  const plain: [Column, '+'] = [target.map((t, i) => t - e.values[i]!), '+'];
  if (!e.values.every((v) => Math.abs(v) > 1e-9)) return [plain];
  return [[target.map((t, i) => t / e.values[i]!), '·'], [target.map((t, i) => t * e.values[i]!), '/'], plain];
}

function* joinings(e: Expression, other: Expression, operation: '·' | '/' | '+', rest: Column, target: Column, tolerance: number): Generator<Formula> {
  const [a, b] = [other.values, e.values];
  const values = { '·': (i: number) => a[i]! * b[i]!, '/': (i: number) => a[i]! / b[i]!, '+': (i: number) => a[i]! }[operation];
  if (!mayFit(operation === '+' ? rest : target, values, target, tolerance)) return;
  if (operation !== '+') return yield* fitted(joined(other, operation, e, 0), target, tolerance);
  const factor = round(factorOf(rest, other.values), 30 * tolerance);
  if (!factor) return;
  const size = Math.abs(factor.value);
  const term: Expression =
    size === 1
      ? other
      : {
          ...other,
          values: other.values.map((v) => v * size),
          text: `${factor.text.replace('-', '')}·${within(other, 2)}`,
          binds: 2,
          at: (p) => size * other.at(p),
        };
  yield* fitted(joined(e, factor.value < 0 ? '−' : '+', term, size === 1 ? 0 : 1.5), target, tolerance, undefined, 1);
}

/** Whether some α, which is yet to be rounded, may give α·values: asked before a formula is made of them, as it seldom does. */
function mayFit(wanted: Column, values: (i: number) => number, target: Column, tolerance: number): boolean {
  let [along, square] = [0, 0];
  for (let i = 0; i < wanted.length; i++) {
    const v = values(i);
    along += wanted[i]! * v;
    square += v * v;
  }
  const α = square > 0 ? along / square : 0;
  const [size, rounding] = [largestOf(target), Math.max(1e-7, 30 * tolerance)];
  for (let i = 0; i < wanted.length; i++) {
    const scaled = α * values(i);
    if (!(Math.abs(wanted[i]! - scaled) <= tolerance * (Math.abs(target[i]!) + 0.02 * size) + rounding * Math.abs(scaled))) return false;
  }
  return true;
}

/** α·e + β if that is the target on every point; α and β round where they can be. */
function* fitted(e: Expression, target: Column, tolerance: number, shift?: number, factor?: number): Generator<Formula> {
  const without = shift === undefined ? target : target.map((t) => t - shift);
  const free = factor ?? factorOf(without, e.values);
  if (free === 0) return;
  const α = round(free, Math.max(1e-7, 3 * tolerance));
  const β = shift === undefined ? undefined : round(shift, Math.max(1e-6, 30 * tolerance));
  const [a, b] = [α?.value ?? free, shift === undefined ? 0 : (β?.value ?? shift)];
  const values = e.values.map((v) => a * v + b);
  if (!fits(target, values, tolerance)) return;
  const body = a === 1 ? e.text : a === -1 ? `−${within(e, 2)}` : `${α?.text.replace('-', '−') ?? free.toPrecision(5)}·${within(e, 2)}`;
  const tail = b === 0 ? '' : ` ${b < 0 ? '−' : '+'} ${(β?.text ?? b.toPrecision(4)).replace('-', '')}`;
  const looks = 0.6 * (body.split('/').length + body.split('exp').length - 2) + (a === 1 ? 0 : a === -1 ? 0.5 : α ? 1.5 : 3) + (b === 0 ? 0 : β ? 1.5 : 3);
  yield { text: body + tail, cost: e.cost + looks, values, at: (point) => a * e.at(point) + b };
}
