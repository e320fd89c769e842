import { type Column, dot } from './numbers.ts';

/** The numbers of one point, by name. */
export type Point = Readonly<Record<string, number>>;

/** An expression with its values on the points of a table. */
export interface Expression {
  readonly text: string;
  readonly cost: number;
  readonly values: Column;
  /** 1 for sums, 2 for products, 4 for powers, 9 for what stands alone: what must be put in brackets. */
  readonly binds: number;
  at(point: Point): number;
}

interface Indexed extends Expression {
  readonly projection: number;
  readonly direction: number; // |projection| of the values scaled to length 1
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

const FUNCTIONS: readonly { readonly f: (x: number) => number; readonly binds: number; text(e: Expression): string }[] = [
  { f: Math.exp, binds: 9, text: ({ text }) => `exp(${text})` },
  { f: (x) => Math.exp(-x), binds: 9, text: (e) => `exp(−${within(e, 2)})` },
  { f: Math.log, binds: 9, text: ({ text }) => `log(${text})` },
  { f: Math.tanh, binds: 9, text: ({ text }) => `tanh(${text})` },
  { f: sigmoid, binds: 9, text: ({ text }) => `σ(${text})` },
  { f: (x) => x * x, binds: 4, text: (e) => `${within(e, 5)}²` },
  { f: Math.sqrt, binds: 9, text: ({ text }) => `√(${text})` },
  { f: Math.abs, binds: 9, text: ({ text }) => `|${text}|` },
  { f: (x) => Math.max(0, x), binds: 9, text: ({ text }) => `max(0, ${text})` },
  { f: (x) => (x > 0 ? 1 : 0), binds: 9, text: ({ text }) => `1[${text} > 0]` },
  { f: (x) => 1 - x, binds: 1, text: (e) => `1 − ${within(e, 2)}` },
];

/** The expression, in brackets where it binds less than that. */
export function within({ text, binds }: Expression, least: number): string {
  return binds < least ? `(${text})` : text;
}

/** A leaf of the search: a quantity that is known at the place. */
export function leaf(text: string, values: ArrayLike<number>): Expression {
  return { text, cost: 1, values: Float64Array.from(values), binds: /[ ·]/.test(text) ? 1 : 9, at: (point) => point[text]! };
}

export interface Bounds {
  readonly cost: number;
  readonly size: number;
  readonly fingerprinted: number;
}

/**
 * All expressions over the leaves up to a cost, each function of the points once, the cheapest first. Two are the same where
 * their values on the first points are.
 */
export class Bank {
  readonly all: Indexed[] = [];
  readonly points: number; // those that are looked at in the search; the others are to verify
  readonly #weights: Column;
  readonly #known = new Set<string>();
  readonly #byDirection: Indexed[];

  constructor(leaves: readonly Expression[], { cost, size, fingerprinted }: Bounds) {
    const total = leaves[0]!.values.length;
    this.points = Math.min(total, fingerprinted);
    this.#weights = Float64Array.from({ length: this.points }, (_, i) => 0.5 + ((i * 0.6180339887498949 + 0.137) % 1));
    const levels: Indexed[][] = [[]];
    levels[1] = this.#kept([...leaves, { text: '1', cost: 1, values: new Float64Array(total).fill(1), binds: 9, at: () => 1 }]);
    for (let c = 2; c <= cost; c++) levels[c] = this.#kept(this.all.length < size ? combined(levels, c) : [], size);
    this.#byDirection = this.all.toSorted((a, b) => a.direction - b.direction);
  }

  /** Those whose values may be a multiple of the target's. */
  alike(target: Column, slack: number): Indexed[] {
    const size = this.length(target);
    if (!(size > 0) || !Number.isFinite(size)) return [];
    const wanted = Math.abs(this.#project(target)) / size;
    let low = 0;
    for (let high = this.#byDirection.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.#byDirection[middle]!.direction < wanted - slack) low = middle + 1;
      else high = middle;
    }
    const found: Indexed[] = [];
    for (; low < this.#byDirection.length && this.#byDirection[low]!.direction <= wanted + slack && found.length < 12; low++)
      found.push(this.#byDirection[low]!);
    return found;
  }

  length(values: Column): number {
    const seen = values.subarray(0, this.points);
    return Math.sqrt(dot(seen, seen));
  }

  #project(values: Column): number {
    return dot(this.#weights, values.subarray(0, this.points));
  }

  #kept(candidates: Iterable<Expression>, size = Infinity): Indexed[] {
    const level: Indexed[] = [];
    for (const candidate of candidates) {
      const { values } = candidate;
      if (!isModerate(values)) continue;
      const [projection, length] = [this.#project(values), this.length(values)];
      if (length < 1e-12) continue;
      const key = [projection, values[0]!, values.at(-1)!, length].map((v) => v.toPrecision(9)).join(' ');
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      level.push({ ...candidate, projection, direction: Math.abs(projection) / length });
      if (this.all.push(level.at(-1)!) >= size) break;
    }
    return level;
  }
}

function isModerate(values: Column): boolean {
  for (let i = 0; i < values.length; i++) if (!(Math.abs(values[i]!) <= 1e12)) return false; // nor NaN
  return true;
}

function* combined(levels: readonly (readonly Expression[])[], cost: number): Generator<Expression> {
  for (const e of levels[cost - 1]!) {
    if (e.text === '1') continue;
    for (const { f, binds, text } of FUNCTIONS) yield { text: text(e), cost, values: e.values.map(f), binds, at: (point) => f(e.at(point)) };
  }
  for (let i = 1; i <= cost - 2; i++) {
    for (const a of levels[i]!) {
      for (const b of levels[cost - 1 - i]!) {
        if (i < cost - 1 - i || (i === cost - 1 - i && a.text <= b.text)) yield* [joined(a, '·', b, 0), joined(a, '+', b, 0)];
        yield* [joined(a, '−', b, 0), joined(a, '/', b, 0)];
      }
    }
  }
}

const OPERATIONS = {
  '·': { f: (a: number, b: number) => a * b, left: 2, right: 2, binds: 2, sign: '·' },
  '+': { f: (a: number, b: number) => a + b, left: 1, right: 1, binds: 1, sign: ' + ' },
  '−': { f: (a: number, b: number) => a - b, left: 1, right: 2, binds: 1, sign: ' − ' },
  '/': { f: (a: number, b: number) => a / b, left: 2, right: 3, binds: 2, sign: '/' },
} as const;

/** a ∘ b, of cost one more than both, and what is added for its looks. */
export function joined(a: Expression, operation: keyof typeof OPERATIONS, b: Expression, extra: number): Expression {
  const { f, left, right, binds, sign } = OPERATIONS[operation];
  return {
    text: `${within(a, left)}${sign}${within(b, right)}`,
    cost: a.cost + b.cost + 1 + extra,
    values: a.values.map((v, i) => f(v, b.values[i]!)),
    binds,
    at: (point) => f(a.at(point), b.at(point)),
  };
}
