import type { Diagnosis } from '../diagnose/diagnosis.ts';
import type { Item } from './items.ts';

/** Of a submission and of each item: a time-out and a crash are not a wrong answer, and what was never asked is neither. */
export type Status = 'passed' | 'failed' | 'crashed' | 'timed out' | 'not run';

/** Something that is wrong, and what it costs. */
export interface Charged {
  /** Its item alone is charged: what follows from it is not. */
  readonly item: Item;
  /** The layers in which it is made; absent where it is in none, or in all. */
  readonly layers?: readonly number[];
  readonly id?: string;
  readonly code?: string; // MLP305
  /** Where it shows: 'dW2', 'the loss'. */
  readonly place: string;
  readonly name: string; // one sentence, without the full stop
  readonly right?: string;
  readonly mend?: string;
  readonly effect?: string;
  /** Whether only the place is known, and no formula that gives its numbers. */
  readonly isOpen?: true;
  /** Why it costs nothing: it is accepted, or right but not asked for. */
  readonly accepted?: string;
}

export interface ItemResult {
  readonly item: Item;
  readonly status: Status;
  /** Of its points, 0 to 1; null where it does not count, because what is wrong with it follows from what is charged elsewhere. */
  readonly share: number | null;
  readonly says: string;
}

/** What came of one submission. */
export interface Outcome {
  readonly version: number;
  readonly name: string;
  readonly key: string;
  readonly status: Status;
  readonly items: readonly ItemResult[];
  readonly wrong: readonly Charged[];
  /** In the order of items. */
  readonly score: number;
  readonly outOf: number;
  /** Why it was not judged to the end. */
  readonly said?: string;
  /** How a network that was found in a file was understood. */
  readonly found?: readonly string[];
  readonly verdict?: Diagnosis['verdict'];
  readonly notes: readonly string[];
}

/** Raised whenever the same submission would be judged otherwise: outcomes of before are not taken then. */
export const OUTCOME_VERSION = 1;
