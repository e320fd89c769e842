import type { Dataset } from '../data/dataset.ts';
import { withoutGaps } from '../data/fill-gaps.ts';
import { type Cut, type DrawnBy, type Split, splitFraction, splitTail } from '../data/split.ts';
import type { RunSpec } from './config.ts';
import type { Parts } from './run-plan.ts';
import { DEFAULT_FRACTION, DEFAULT_TRAIN_ROWS } from './settings/data.ts';

/** Rows as they were read: one set, and beside it perhaps the rows to test with. */
export interface Undivided {
  readonly train: Dataset;
  readonly validation?: undefined;
  readonly test?: Dataset | undefined;
}

/** Rows as they were read, or divided already. */
export type Rows = Undivided | Parts;

/** How rows are divided, as plain data: with the rows it is all that decides which row is in which part. */
export interface Division {
  readonly testFraction: number; // where no rows to test with came beside the others
  /** So many rows to train on, the first; where absent, a fraction of every class is drawn to validate with. */
  readonly trainRows?: number;
  readonly validation: number;
  readonly seed: number; // 0 where nothing is drawn
  /** Where rows are not drawn of every class alike. */
  readonly by?: Exclude<DrawnBy, 'class'>;
}

export interface Divided {
  readonly parts: Parts;
  readonly split: Split;
  /** What was drawn to test with, if it was: as the validation rows of this split. */
  readonly tested: Split | undefined;
}

export function divisionOf(spec: RunSpec, rows: Undivided): Division;
/** Undefined for rows that are divided already. */
export function divisionOf(spec: RunSpec, rows: Rows): Division | undefined;
export function divisionOf(spec: RunSpec, { validation, test }: Rows): Division | undefined {
  if (validation) return undefined;
  const trainRows = spec.trainRows ?? (spec.data || spec.train || spec.validation ? undefined : DEFAULT_TRAIN_ROWS);
  const division = {
    testFraction: spec.testFraction ?? DEFAULT_FRACTION,
    ...(trainRows !== undefined && { trainRows }),
    validation: spec.validation ?? DEFAULT_FRACTION,
    seed: spec.seed,
    ...byOf(spec),
  };
  return isDrawn(division, { test }) ? division : { ...division, seed: 0 };
}

function byOf({ group, time, stratify, stratifyQuantiles: quantiles }: RunSpec): Pick<Division, 'by'> {
  if (group !== undefined) return { by: 'group' };
  if (time) return { by: 'time' };
  if (quantiles !== undefined) return { by: { quantiles } };
  return stratify === false ? { by: 'row' } : {};
}

/** Whether the seed decides which rows are in which part. */
export function isDrawn(division: Division | undefined, { test }: Pick<Rows, 'test'>): boolean {
  return division !== undefined && division.by !== 'time' && (division.trainRows === undefined || test === undefined);
}

/** @param cut copies the rows, unless given. @throws Fault if a part would be empty */
export function divide({ train, test }: Undivided, division: Division, cut?: Cut): Divided {
  if (test) return { ...divideRest(train, test, division, cut), tested: undefined };
  const tested = splitFraction(train, division.testFraction, division.seed, 'split/test', division.by, cut);
  return { ...divideRest(tested.train, tested.validation, division, cut), tested };
}

function divideRest(rest: Dataset, test: Dataset, { trainRows, validation, seed, by }: Division, cut?: Cut): Omit<Divided, 'tested'> {
  const split = trainRows === undefined ? splitFraction(rest, validation, seed, 'split', by, cut) : splitTail(rest, trainRows, cut);
  const [complete, ...others] = withoutGaps([split.train, split.validation, test] as const);
  return { parts: { train: complete, validation: others[0], test: others[1] }, split };
}

/** The three parts, as they were given or divided so. @throws Fault if one would be empty */
export function partsOf(rows: Rows, division: Division | undefined): Parts {
  if (rows.validation) return rows;
  if (division) return divide(rows, division).parts;
  throw new TypeError('Rows that are not divided need a division.');
}
