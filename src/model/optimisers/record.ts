import type { Tensor, Tf } from '../tf.ts';
import type { Word } from '../word.ts';

/** One number of a parameter tensor as an optimiser sees it: w, its gradient g, and what is remembered of it, by name. */
export interface Slot {
  w: number;
  g: number;
  [remembered: string]: number;
}

/** The same of a whole tensor, in TensorFlow.js. */
export type TensorSlot = Readonly<Record<string, Tensor>>;

/** Hyper-parameters by name; with `at` also what depends on the step alone. */
export type Hyper = Readonly<Record<string, number>>;

/** An optimiser, all that the program knows of it in one record: w becomes w − η·d, number by number. */
export interface OptimiserRecord extends Omit<Word, 'parameter'> {
  /** What it remembers of every number from one step to the next, all 0 at first. */
  readonly remembers: readonly string[];
  /** Its hyper-parameters and their defaults. */
  readonly hyper: Hyper;
  /** What depends on the step t = 1, 2, … alone, computed once for all numbers. */
  readonly at?: (t: number, hyper: Hyper) => Hyper;
  /** d; what is remembered is brought up to date in the slot. */
  readonly direction: (slot: Slot, hyper: Hyper) => number;
  /** d, and what is remembered afterwards, from tensors. */
  readonly tfjs: (tf: Tf, slot: TensorSlot, hyper: Hyper) => { readonly d: Tensor } & TensorSlot;
}

export const optimiser = <const R extends OptimiserRecord>(record: R): R => record;
