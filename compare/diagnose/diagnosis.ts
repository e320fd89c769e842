import type { ModelSpec } from '../../src/model/model-spec.ts';
import type { ChannelDiagnosis } from './channels/finding.ts';
import type { Location } from './locate.ts';
import type { Mistake } from './mistake.ts';
import type { UnansweredProbe } from './unanswered.ts';

/** What a diagnosis found, as plain data: it can be stored and worded later. */
export type Diagnosis = Examined & (Correct | Unfinished | Named | Computed | Partly | Unknown);

/** What was asked of whom. */
export interface Examined {
  readonly network: string;
  readonly description: string;
  readonly model: ModelSpec;
  readonly probes: readonly string[]; // as a sentence names them
  readonly tensors: number; // compared with the reference
  readonly unanswered: readonly UnansweredProbe[];
  /** What is worth knowing and is no mistake. */
  readonly notes: readonly string[];
}

/** Every tensor that came is the reference's, but not every probe was answered. */
export interface Unfinished {
  readonly verdict: 'unfinished';
}

/** Every tensor is the reference's, to within rounding. */
export interface Correct {
  readonly verdict: 'correct';
  readonly precision: 'float32' | 'float64';
  readonly furthest: Furthest;
}

/** The mistakes that together give every tensor that the network showed. */
export interface Named {
  readonly verdict: 'mistake';
  /** Those that change what is learnt come first. */
  readonly mistakes: readonly Finding[];
  /** Others that give the same numbers in every probe. */
  readonly alternatives: readonly (readonly NamedMistake[])[];
  readonly location: Location;
  readonly furthest: Furthest; // with the mistakes in the reference
  /** Present where nothing is wrong in training: it shows only where probabilities round to 0 or 1, or is a right instance of what was not declared; how to declare it. */
  readonly harmless?: readonly string[];
}

/** The formulas that the network computes, where no mistake of the catalogue gives all of its numbers and these do. */
export interface Computed {
  readonly verdict: 'computed';
  readonly location: Location;
  readonly channels: ChannelDiagnosis;
}

/** Mistakes that explain the first wrong tensor in every probe, but not all that comes after it. */
export interface Partly {
  readonly verdict: 'partly';
  readonly mistakes: readonly Finding[];
  readonly alternatives: readonly (readonly NamedMistake[])[];
  readonly location: Location;
  readonly remaining: Location; // where the reference with the mistakes in it first differs
  readonly remainingEvidence: readonly Evidence[];
  readonly channels?: ChannelDiagnosis;
}

/** Nothing in the catalogue gives these numbers: only where they are wrong is known, and how. */
export interface Unknown {
  readonly verdict: 'unknown';
  readonly location: Location;
  readonly evidence: readonly Evidence[];
  readonly channels?: ChannelDiagnosis;
}

/** The largest relative difference (L2) of any tensor. */
export interface Furthest {
  readonly relative: number;
  readonly tensor: string;
  readonly probe: string;
}

export interface NamedMistake extends Pick<Mistake, 'id' | 'name' | 'stage' | 'right' | 'mend' | 'effect' | 'parameter'> {
  readonly tensor: string; // the first that it makes wrong
  readonly code?: string; // 'MLP305', under which its page is found
}

/** A mistake, and what it alone makes wrong: where, and how, the network differs from a reference with all the OTHERS in it. */
export interface Finding extends NamedMistake {
  readonly location: Location;
  readonly evidence: readonly Evidence[];
}

/** How tensors stand to those of the reference, in one probe after the other; the same for all of them. */
export interface Evidence {
  readonly tensors: readonly string[];
  readonly found: readonly { readonly where: string; readonly relation: Relation }[];
}

export type Relation =
  | { readonly kind: 'equal' }
  | { readonly kind: 'zero' }
  | { readonly kind: 'scaled'; readonly factor: number } // the reference × factor
  | { readonly kind: 'transposed' }
  | { readonly kind: 'number'; readonly is: number; readonly expected: number }
  | { readonly kind: 'not zero'; readonly largest: number } // where the reference is
  | { readonly kind: 'not finite'; readonly count: number; readonly expected: number; readonly of: number } // and how many of the reference's are not
  /** `relative` to the norm of the reference, `cosine` of the angle between them, `factor` of the scaled reference that comes nearest, `worst` the number that differs most. */
  | {
      readonly kind: 'differs';
      readonly relative: number;
      readonly cosine: number;
      readonly factor: number;
      readonly wrong: number;
      readonly of: number;
      readonly worst: { readonly row: number; readonly col: number; readonly is: number; readonly expected: number };
    };
