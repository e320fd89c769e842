import type { Summary } from './summary.ts';

/** What was found in a column of the file. */
export interface ColumnFound extends Omit<Summary, 'isWhole'> {
  readonly index: number; // from 0
  readonly name: string;
  readonly kind: 'numbers' | 'percentages' | 'booleans' | 'dates' | 'words' | 'mixed';
  /** Why it is left out, or how its cells are written. */
  readonly why?: string | undefined;
  readonly missing: number;
}

/** What became of it. */
export interface ColumnStory extends ColumnFound {
  readonly use: 'label' | 'feature' | 'group' | 'left out';
  /** How many of the network's inputs it makes. */
  readonly inputs: number;
}

/** What was made of a file before anything was trained on it: told first, and kept with the results. */
export interface DataStory {
  readonly label: {
    readonly columns: readonly number[];
    readonly names: readonly string[];
    /** How it was found: 'by its name', 'as --label says'. */
    readonly reason: string;
    /** Of classes: each with its rows. */
    readonly classes?: readonly { readonly name: string; readonly rows: number }[];
    /** Of values: each target's smallest and largest. */
    readonly ranges?: readonly (readonly [from: number, to: number])[];
  };
  readonly columns: readonly ColumnStory[];
  /** The rows of the file, and why some of them are left out. */
  readonly rows: number;
  readonly dropped: readonly { readonly why: string; readonly rows: number }[];
}
