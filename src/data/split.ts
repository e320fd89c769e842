import { count, Fault, list } from '../fault.ts';
import { isClasses, type Target } from '../model/target.ts';
import { type Stream, stream } from '../numbers/random.ts';
import { classCounts, type Dataset, isConstant, isOfClasses, takeRows } from './dataset.ts';

/** Two parts of a data set, rows in the order they had in it. */
export interface Split<T extends Target = Target> {
  readonly train: Dataset<T>;
  readonly validation: Dataset<T>;
  /** What the user should know, in whole sentences: classes of which no row is left to train on. */
  readonly warnings: readonly string[];
}

/**
 * The first `trainRows` rows to train on, the rest to validate with.
 * @throws Fault if a part would be empty, or the training rows would be of one class.
 */
export function splitTail<T extends Target>(dataset: Dataset<T>, trainRows: number, cut: Cut = copies): Split<T> {
  const { rows } = dataset.X;
  if (!Number.isSafeInteger(trainRows) || trainRows < 1) {
    throw new Fault(`The number of training rows must be a whole number from 1, got ${trainRows}.`);
  }
  if (trainRows >= rows) {
    throw new Fault(
      `${dataset.name} has ${count(rows, 'row')}: with ${trainRows} to train on none is left to validate with. Give a smaller number of training rows.`,
    );
  }
  return parts(dataset, (row) => row >= trainRows, cut);
}

/** Makes two data sets of the rows of one. */
export type Cut = <T extends Target>(dataset: Dataset<T>, first: readonly number[], second: readonly number[]) => [Dataset<T>, Dataset<T>];

const copies: Cut = (dataset, first, second) => [takeRows(dataset, first), takeRows(dataset, second)];

/** What a part is drawn from: every class alike, the quantiles of the first value alike, all rows, or whole groups; or it is the last rows, where they are in order of time. */
export type DrawnBy = 'class' | 'row' | 'group' | 'time' | Quantiles;

/** Of values: as many parts of equally many rows, from the smallest to the largest, each of which is drawn from alike. */
export interface Quantiles {
  readonly quantiles: number;
}

/**
 * A seeded split: of every class the same fraction, within one row, is drawn to validate with, and at least one row of
 * it stays to train on; rows of values are drawn as if of one class. To take a test part off the same file first, give each call its own purpose.
 * By 'group' whole groups are drawn, until the fraction is come nearest to.
 * @throws Fault if the fraction is not between 0 and 1, a part would be empty, or the training rows would be of one class.
 */
export function splitFraction<T extends Target>(
  dataset: Dataset<T>,
  fraction: number,
  seed: number,
  purpose = 'split',
  by: DrawnBy = 'class',
  cut: Cut = copies,
): Split<T> {
  if (!(fraction > 0 && fraction < 1)) {
    throw new Fault(`The fraction of rows to set aside must lie between 0 and 1, got ${fraction}.`);
  }
  if (by === 'time') return splitTail(dataset, dataset.X.rows - Math.max(1, Math.round(fraction * dataset.X.rows)), cut);
  const random = stream(seed, purpose);
  if (by === 'group') return splitGroups(dataset, fraction, random, cut);
  const chosen = new Set<number>();
  let before = 0; // rows of the classes already dealt with
  for (const rows of strataOf(dataset, by)) {
    // Rounding the running total, not each class, keeps the whole within one row of the fraction, however many classes.
    const share = Math.round(fraction * (before + rows.length)) - Math.round(fraction * before);
    const order = random.permutation(rows.length);
    for (const i of order.subarray(0, Math.max(0, Math.min(share, rows.length - 1)))) chosen.add(rows[i]!);
    before += rows.length;
  }
  if (chosen.size === 0) {
    throw new Fault(`${dataset.name}: a fraction of ${fraction} of its ${count(before, 'row')} sets no row aside. Give a larger fraction.`);
  }
  return parts(dataset, (row) => chosen.has(row), cut);
}

function strataOf(dataset: Dataset, by: DrawnBy): number[][] {
  if (by === 'row') return [allRows(dataset)];
  return typeof by === 'object' ? rowsByQuantile(dataset, by) : rowsByClass(dataset);
}

function rowsByQuantile(dataset: Dataset, { quantiles }: Quantiles): number[][] {
  const { name, y, X } = dataset;
  if (isClasses(y)) throw new Fault(`${name}: quantiles are of values to be predicted, and these rows are of classes.`);
  const sorted = allRows(dataset).sort((a, b) => y.data[a * y.cols]! - y.data[b * y.cols]! || a - b);
  const from = (k: number) => Math.round((k * X.rows) / quantiles);
  return Array.from({ length: quantiles }, (_, k) => sorted.slice(from(k), from(k + 1))).filter((rows) => rows.length > 0);
}

function rowsByClass(dataset: Dataset): number[][] {
  if (!isOfClasses(dataset)) return [allRows(dataset)];
  const rows: number[][] = dataset.classes.map(() => []);
  dataset.y.forEach((k, row) => rows[k]!.push(row));
  return rows;
}

function allRows({ X }: Dataset): number[] {
  return Array.from({ length: X.rows }, (_, row) => row);
}

/** Groups in a drawn order, each set aside if that brings the rows set aside nearer to the fraction. */
function splitGroups<T extends Target>(dataset: Dataset<T>, fraction: number, random: Stream, cut: Cut): Split<T> {
  const { groups, name } = dataset;
  if (!groups) throw new TypeError(`${name} has no groups.`);
  const sizes = new Uint32Array(groups.reduce((most, group) => Math.max(most, group + 1), 0));
  for (const group of groups) sizes[group]!++;
  const wanted = fraction * groups.length;
  const chosen = new Set<number>();
  let rows = 0;
  for (const group of random.permutation(sizes.length)) {
    if (Math.abs(rows + sizes[group]! - wanted) >= Math.abs(rows - wanted)) continue;
    chosen.add(group);
    rows += sizes[group]!;
  }
  if (rows === 0 || rows === groups.length) {
    throw new Fault(
      `${name}: its ${count(sizes.length, 'group')} of rows cannot be divided so that about ${fraction} of ${count(groups.length, 'row')} are set aside. Give another fraction.`,
    );
  }
  return parts(dataset, (row) => chosen.has(groups[row]!), cut);
}

function parts<T extends Target>(dataset: Dataset<T>, setAside: (row: number) => boolean, cut: Cut): Split<T> {
  const rows = Array.from({ length: dataset.X.rows }, (_, row) => row);
  const [train, rest] = cut(
    dataset,
    rows.filter((row) => !setAside(row)),
    rows.filter(setAside),
  );
  const validation = { ...rest, name: `the rows set aside from ${dataset.name}` };
  return { train, validation, warnings: isOfClasses(train) ? missingClasses(train) : constantLabels(train, dataset) };
}

function missingClasses(train: Dataset<Uint32Array>): string[] {
  const trained = classCounts(train);
  const present = train.classes.filter((_, k) => trained[k]! > 0);
  const [only] = present;
  if (present.length === 1 && only !== undefined) {
    throw new Fault(
      `${train.name} has training rows of class ${list([only])} alone (${train.X.rows}). ` +
        'Is the file sorted by class? Set a fraction aside instead, which is drawn from every class.',
    );
  }
  const missing = train.classes.filter((_, k) => trained[k] === 0);
  if (missing.length === 0) return [];
  return [
    `No training row of ${train.name} is of class ${list(missing)}, so no network can learn it. ` +
      'If the file is sorted by class, set a fraction aside instead.',
  ];
}

/** Labels that all rows to train on have, or none; where all of `whole` do it has been told. @throws Fault if nothing else is left to learn */
function constantLabels(train: Dataset, whole: Dataset): string[] {
  const { labels = [], name, X } = train;
  const constant = labels.filter((_, k) => isConstant(train, k));
  if (labels.length > 0 && constant.length === labels.length) {
    throw new Fault(
      `${name}: in all ${count(X.rows, 'training row')} ${list(labels)} ${labels.length === 1 ? 'is' : 'are'} the same; of one label at least some rows must have it and some not. Are these the label columns?`,
    );
  }
  const only = labels.filter((_, k) => isConstant(train, k) && !isConstant(whole, k));
  return only.length === 0 ? [] : [`All training rows of ${name} are the same in ${list(only)}, so no network can learn it.`];
}
