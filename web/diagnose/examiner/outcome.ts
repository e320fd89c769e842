import type { Finding } from '../../../compare/diagnose/channels/finding.ts';
import type { Location } from '../../../compare/diagnose/locate.ts';
import type { Part } from '../../../compare/show/words/word-location.ts';

/** What came of a program, as the page shows it. */
export type Outcome = Diagnosed | Refused;

export interface Diagnosed {
  readonly kind: 'diagnosed';
  readonly isRight: boolean;
  readonly headline: string;
  readonly blocks: readonly (readonly Part[])[];
  readonly markdown: string;
  /** Units of the probed model, from the inputs to the outputs, and where each mistake makes the first tensor wrong. */
  readonly widths: readonly number[];
  readonly locations: readonly Location[];
  /** Codes of the mistakes that were named. */
  readonly codes: readonly string[];
  /** Formulas in place of those that are right, in the order of the blocks. */
  readonly formulas: readonly Pick<Finding, 'computed' | 'right'>[];
  /** How the network was found in the program, and what should be known of that. */
  readonly found: readonly string[];
  readonly warned: readonly string[];
  readonly printed: string;
}

/** It could not be diagnosed, and why. */
export interface Refused {
  readonly kind: 'refused';
  readonly message: string;
  readonly printed: string;
}
