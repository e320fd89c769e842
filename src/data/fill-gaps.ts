import { Fault, quoted } from '../fault.ts';
import type { Matrix } from '../numbers/matrix.ts';
import type { Dataset, Gaps } from './dataset.ts';

/** Data sets without gaps, whose training rows are the first's; the same where there was none. @throws Fault for a column of gaps alone */
export function withoutGaps<D extends readonly Dataset[]>(sets: D): D {
  const [train] = sets;
  if (!train?.gaps) return sets;
  const filling = fitFilling(train, train.gaps, (c) => sets.some(({ X }) => hasGaps(X, c)));
  return sets.map(({ gaps: _, ...dataset }) => ({ ...dataset, X: filled(dataset.X, filling) })) as Dataset[] as unknown as D;
}

/** What stands for a missing value in the columns that need one, from the training rows. @throws Fault for a column without any value */
function fitFilling({ name, X, features }: Dataset, { by, words }: Gaps, isNeeded: (c: number) => boolean): Float64Array {
  const filling = Float64Array.from({ length: X.cols }, (_, c) =>
    isNeeded(c) ? statistic(knownOf(X, c), by, `${name}: no training row has a value of ${quoted(features[c]!)}`) : 0,
  );
  for (const [from, to] of words) filling.set(by === 'most-frequent' ? mostFrequentWord(X, from, to) : new Float64Array(to - from), from);
  return filling;
}

/** X with `filling` where it holds NaN, in float64; X itself where it holds none. */
function filled(X: Matrix, filling: Float64Array): Matrix {
  if (!X.data.some(Number.isNaN)) return X;
  return { ...X, data: Float64Array.from(X.data, (x, i) => (Number.isNaN(x) ? filling[i % X.cols]! : x)) };
}

function hasGaps({ rows, cols, data }: Matrix, c: number): boolean {
  for (let r = 0; r < rows; r++) if (Number.isNaN(data[r * cols + c])) return true;
  return false;
}

function knownOf({ rows, cols, data }: Matrix, c: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, r) => data[r * cols + c]!).filter((x) => !Number.isNaN(x));
}

function statistic(known: Float64Array, by: Gaps['by'], none: string): number {
  if (known.length === 0) throw new Fault(`${none} to fill gaps by. Leave the column out with --drop.`);
  if (by === 'mean') return known.reduce((sum, x) => sum + x, 0) / known.length;
  known.sort();
  if (by === 'median') return (known[(known.length - 1) >> 1]! + known[known.length >> 1]!) / 2;
  return mostFrequent(known);
}

/** Of numbers in order; of several as frequent the smallest, as scikit-learn has it. */
function mostFrequent(sorted: Float64Array): number {
  let [best, most, run] = [sorted[0]!, 0, 0];
  sorted.forEach((x, i) => {
    run = x === sorted[i - 1] ? run + 1 : 1;
    if (run > most) [best, most] = [x, run];
  });
  return best;
}

/** 1 for the word of most rows, 0 for the others. */
function mostFrequentWord({ rows, cols, data }: Matrix, from: number, to: number): Float64Array {
  const counts = new Float64Array(to - from);
  for (let r = 0; r < rows; r++) for (let c = from; c < to; c++) counts[c - from]! += data[r * cols + c]! || 0;
  const best = counts.indexOf(Math.max(...counts));
  return counts.map((_, k) => (k === best ? 1 : 0));
}
