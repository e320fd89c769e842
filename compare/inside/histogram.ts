import type { Histogram } from './schema.ts';

/** This share of the values at either end is counted in the first and the last bin. */
const OUTERMOST = 0.005;

export type Range = readonly [from: number, to: number];

/** Of more values than these every second, third, … one says where they lie. */
const SAMPLED = 20_000;

/** Where all but the outermost values lie, zeros left out: a few large ones would squeeze all others into a bin. */
export function usualRange(values: readonly ArrayLike<number>[]): Range {
  const all = sampled(values).sort();
  const at = (share: number) => all[Math.min(all.length - 1, Math.floor(share * all.length))] ?? 0;
  const [from, to] = [at(OUTERMOST), at(1 - OUTERMOST)];
  return from < to ? [from, to] : [from - 1, to + 1];
}

function sampled(values: readonly ArrayLike<number>[]): Float64Array {
  const every = Math.max(1, Math.ceil(values.reduce((sum, { length }) => sum + length, 0) / SAMPLED));
  const kept = new Float64Array(values.reduce((sum, { length }) => sum + Math.ceil(length / every), 0));
  let n = 0;
  for (const some of values) {
    for (let i = 0; i < some.length; i += every) if (some[i] !== 0 && Number.isFinite(some[i])) kept[n++] = some[i]!;
  }
  return kept.subarray(0, n);
}

/** How many values lie in each of `bins` equal bins, what lies beyond in the outer ones; those that are exactly 0 apart. */
export function histogramOf(values: ArrayLike<number>, [from, to]: Range, bins: number): Histogram {
  const counts = new Array<number>(bins).fill(0);
  let zeros = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (value === 0) zeros++;
    else counts[Math.max(0, Math.min(bins - 1, Math.floor((bins * (value - from)) / (to - from))))]!++;
  }
  return { from, to, counts, zeros };
}
