import type { Inside } from '../../../compare/inside/schema.ts';
import type { ReanchoredStep } from '../../../compare/parity/re-anchor.ts';
import type { Comparison } from '../../../compare/results/schema.ts';
import type { Row } from '../../../compare/show/words/side-by-side.ts';
import type { EpochRecord } from '../../../src/run/history.ts';

/** A file that was dropped, or one that ships. */
export interface DataFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Where the rows come from: a set of the plane by its name, or files. */
export type DataAsked =
  | { readonly kind: 'plane'; readonly name: string }
  | {
      readonly kind: 'files';
      readonly name: string;
      readonly train: DataFile;
      readonly test?: DataFile;
      readonly description?: { readonly label?: number; readonly image?: string };
    };

/** Of a check, while networks train or of the results, what is shown. */
export type ShownCheck = Pick<ReanchoredStep, 'epoch' | 'step' | 'losses' | 'verdict' | 'gradient'> & {
  readonly running?: ReanchoredStep['running'] | undefined;
};

/** What the page says to the trainer. */
export type Said =
  | { readonly kind: 'start'; readonly data: DataAsked; readonly options: Readonly<Record<string, string>> }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  /** While it is paused. */
  | { readonly kind: 'go-on'; readonly by: 'batch' | 'epoch' };

/** What the trainer tells. */
export type Told =
  | {
      readonly kind: 'prepared';
      readonly says: string;
      readonly warnings: readonly string[];
      readonly epochs: number;
      readonly stepsPerEpoch: number;
      readonly networks: readonly string[];
      readonly classes: readonly string[];
    }
  /** Paused, before that step. */
  | { readonly kind: 'standing'; readonly step: number; readonly epoch: number }
  | { readonly kind: 'parity'; readonly check: ShownCheck }
  | { readonly kind: 'inside'; readonly inside: Inside }
  | { readonly kind: 'epoch'; readonly network: string; readonly record: EpochRecord }
  | { readonly kind: 'checking'; readonly done: number; readonly of: number }
  | {
      readonly kind: 'done';
      readonly comparison: Comparison;
      readonly verdicts: readonly string[];
      readonly rows: readonly Row[];
      readonly markdown: string;
      readonly results: string;
    }
  | { readonly kind: 'refused'; readonly message: string };
