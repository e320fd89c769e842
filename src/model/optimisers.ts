/** One number of a parameter tensor as an optimiser sees it: w, its gradient g, and what is remembered of it, by name. */
export interface Slot {
  w: number;
  g: number;
  [remembered: string]: number;
}

export type Hyper = Readonly<Record<string, number>>;

/** An optimiser, all that the program knows of it in one record: w becomes w − η·d, number by number. */
export interface OptimiserRecord {
  readonly name: string;
  readonly says: string;
  /** What it remembers of every number from one step to the next, all 0 at first. */
  readonly remembers: readonly string[];
  /** Its hyper-parameters and their defaults. */
  readonly hyper: Hyper;
  /** d, in step t = 1, 2, …; what is remembered is brought up to date in the slot. */
  readonly direction: (slot: Slot, hyper: Hyper, t: number) => number;
}

const optimiser = <const R extends OptimiserRecord>(record: R): R => record;

export const sgd = optimiser({
  name: 'sgd',
  says: 'stochastic gradient descent, w − η·g',
  remembers: [],
  hyper: {},
  direction: ({ g }) => g,
});

export const OPTIMISERS = [sgd] as const;

/** An optimiser as plain data: its name, and the hyper-parameters that are not as usual. */
export interface OptimiserSpec {
  readonly name: (typeof OPTIMISERS)[number]['name'];
  readonly hyper?: Hyper;
}

/** The record of an optimiser, with all of its hyper-parameters. */
export function optimiserOf({ name, hyper }: OptimiserSpec): { readonly record: OptimiserRecord; readonly hyper: Hyper } {
  const record: OptimiserRecord = OPTIMISERS.find((candidate) => candidate.name === name) ?? sgd;
  return { record, hyper: { ...record.hyper, ...hyper } };
}
