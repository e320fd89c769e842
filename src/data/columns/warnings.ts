import { count, list, quoted } from '../../fault.ts';
import { countSharedRows, type Dataset, isConstant, isOfClasses } from '../dataset.ts';
import { unevenClasses } from './class-labels.ts';
import type { ColumnFacts } from './facts.ts';
import type { DataStory } from './story.ts';

/** What the user should know of the rows to train on, in whole sentences. */
export function datasetWarnings(dataset: Dataset, { label }: DataStory): string[] {
  const { name, y, classes } = dataset;
  const many = isOfClasses(dataset) && dataset.y.length >= 10 && classes.length * 2 > dataset.y.length;
  return [
    ...(many
      ? [`${name}: ${count(classes.length, 'class', 'classes')} in ${count((y as Uint32Array).length, 'row')}. Is the label column an identifier?`]
      : []),
    ...(label.classes ? unevenClasses(name, label.classes) : []),
    ...constantTargets(dataset),
    ...nothingVaries(dataset),
  ];
}

function nothingVaries({ name, X }: Dataset): string[] {
  const same = X.data.every((x, i) => x === X.data[i % X.cols]);
  return same ? [`${name}: all ${count(X.rows, 'row')} have the same features, from which nothing can be learnt.`] : [];
}

function constantTargets(dataset: Dataset): string[] {
  const { name, X, labels = [], targets = labels } = dataset;
  const constant = targets.filter((_, k) => isConstant(dataset, k));
  return constant.length === 0 ? [] : [`${name}: all ${count(X.rows, 'row')} have the same ${list(constant)}, from which nothing can be learnt.`];
}

/** Rows to test with whose features occur among those to train on. */
export function leakage(train: Dataset, test: Dataset): string[] {
  const shared = countSharedRows(train.X, test.X);
  if (shared === 0) return [];
  return [
    `${count(shared, 'row')} of the ${test.X.rows} in ${test.name} ${shared === 1 ? 'has' : 'have'} exactly the features ` +
      `of a row in ${train.name}: what is measured there is partly memory (leakage).`,
  ];
}

/** A first column without a name, of whole numbers that are different in almost every row and far apart, is an id, it seems. */
export function idsWithoutName(name: string, facts: readonly ColumnFacts[], rows: number): string[] {
  const [first] = facts;
  const { column, summary, useless } = first!;
  if (useless || column.isNamed || column.kind !== 'numbers' || !summary.isWhole || rows < 20) return [];
  if (summary.to! - summary.from! < SPREAD * rows || new Set(column.numbers).size < rows * 0.9) return [];
  return [`${name}: column 1 holds whole numbers that are different in almost every row, as an id does. If it is one, leave it out with --drop 0.`];
}

const SPREAD = 100;

/** Numbers that are written where there is none. */
const SENTINELS = [-999, -9999, -99999, 999, 9999, 99999, -99];

/** A number at an end of a column, far from all others and several times there, may stand for a missing value. */
export function sentinels(name: string, facts: readonly ColumnFacts[]): string[] {
  return facts.flatMap(({ column, summary: { from = 0, to = 0 } }) => {
    const x = SENTINELS.find((value) => value === from || value === to);
    if (column.kind !== 'numbers' || x === undefined) return [];
    const others = column.numbers.filter((value) => value !== x && !Number.isNaN(value));
    const furthest = others.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const there = column.numbers.length - others.length - column.missing;
    if (there < 2 || furthest * 3 > Math.abs(x)) return [];
    return [
      `${name}: ${quoted(column.name)} is ${x} in ${count(there, 'row')}, far from all else (at most ${furthest}). If that stands for a missing value, give --missing-values ${x}.`,
    ];
  });
}
