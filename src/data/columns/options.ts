import type { ColumnWord } from './named-column.ts';

export const ENCODINGS = ['one-hot', 'ordinal', 'drop'] as const;
export const MISSING = ['mean', 'median', 'most-frequent', 'drop-rows', 'drop-columns', 'error'] as const;

/** What a user may say of the columns of a file; what is not said is found out, or asked for. */
export interface ColumnOptions {
  /** The label's column, or those of several targets: names or indices, 'a,b'. */
  readonly label?: ColumnWord | undefined;
  /** Who says so, as it is told. */
  readonly labelSaidBy?: string | undefined;
  readonly task?: 'classification' | 'labels' | 'regression' | undefined;
  /** What becomes of words: a column for each, their number in alphabetical order, or nothing. */
  readonly encode?: (typeof ENCODINGS)[number] | undefined;
  readonly dates?: 'drop' | 'days' | undefined;
  readonly missing?: (typeof MISSING)[number] | undefined;
  /** What stands for a missing value beside the usual words. */
  readonly missingValues?: readonly string[] | undefined;
  /** A further input for every column with gaps: 1 where the value is missing. */
  readonly missingIndicators?: boolean | undefined;
  readonly drop?: readonly ColumnWord[] | undefined;
  readonly columns?: readonly ColumnWord[] | undefined;
  /** '1000', the first thousand, or '101-2000', both from 1. */
  readonly rows?: string | undefined;
  readonly group?: ColumnWord | undefined;
  /** The features are pixels, whose place counts: none is left out, whatever it holds. */
  readonly arePixels?: boolean | undefined;
}

export type Missing = (typeof MISSING)[number];
export type Encoding = (typeof ENCODINGS)[number];
