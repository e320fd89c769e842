import type { ReadColumn } from './read-column.ts';

/** More values than these are 'many': nobody counts them on, and memory stays what it is. */
export const MOST_COUNTED = 1000;

/** So many bars tell a distribution. */
const BINS = 12;
const SHOWN_WORDS = 3;

/** What a column holds, in numbers. */
export interface Summary {
  /** The different values, at most one more than are counted. */
  readonly distinct: number;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Of numbers the rows in each of twelve parts from the smallest to the largest; of words the rows of each, the most frequent first. */
  readonly histogram: readonly number[];
  /** Of words the three most frequent. */
  readonly words?: readonly string[] | undefined;
  /** Whether every number of it is whole. */
  readonly isWhole: boolean;
}

export function summaryOf(column: ReadColumn): Summary {
  if (column.kind === 'mixed') return { distinct: 0, histogram: [], isWhole: false };
  if (column.kind === 'words') {
    const counts = new Array<number>(column.levels.length).fill(0);
    for (const code of column.codes) if (code >= 0) counts[code]!++;
    const order = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]!);
    const words = order.slice(0, SHOWN_WORDS).map((code) => column.levels[code]!);
    return { distinct: order.length, histogram: order.slice(0, BINS).map((code) => counts[code]!), isWhole: false, words };
  }
  return ofNumbers(column.numbers);
}

/** Loops by index, and over one question each, take a fraction of the time of iterators, or of one loop that asks all. */
function ofNumbers(numbers: Float64Array): Summary {
  const distinct = distinctOf(numbers);
  if (distinct === 0) return { distinct, histogram: [], isWhole: false };
  let [from, to] = [Infinity, -Infinity];
  for (let r = 0; r < numbers.length; r++) {
    const x = numbers[r]!;
    if (x < from) from = x;
    if (x > to) to = x;
  }
  return { distinct, from, to, histogram: histogram(numbers, from, to), isWhole: areWhole(numbers) };
}

function distinctOf(numbers: Float64Array): number {
  const seen = new Set<number>();
  let last = Number.NaN; // rows after one another often hold the same, a pixel of the margin say
  for (let r = 0; r < numbers.length && seen.size <= MOST_COUNTED; r++) {
    const x = numbers[r]!;
    if (x === last || Number.isNaN(x)) continue;
    seen.add(x);
    last = x;
  }
  return seen.size;
}

function areWhole(numbers: Float64Array): boolean {
  for (let r = 0; r < numbers.length; r++) if (Math.floor(numbers[r]!) - numbers[r]! !== 0 && !Number.isNaN(numbers[r])) return false; // a third of the time of % 1
  return true;
}

function histogram(numbers: Float64Array, from: number, to: number): number[] {
  const counts = new Uint32Array(BINS);
  const width = (to - from) / BINS;
  if (width === 0) return [numbers.length];
  for (let r = 0; r < numbers.length; r++) {
    const x = numbers[r]!;
    if (!Number.isNaN(x)) counts[Math.min(BINS - 1, Math.floor((x - from) / width) || 0)]!++;
  }
  return [...counts];
}
