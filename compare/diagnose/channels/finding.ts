import type { Formulas } from '../../../scratch/formulas.ts';
import { textbook } from '../../../scratch/textbook.ts';

/** The formulas of a step in the order in which they are computed, and what is done with their numbers. */
export const CHANNELS = [
  'manners',
  'inputs',
  'forward',
  'predict',
  'loss',
  'targets',
  'output gradient',
  'weight gradient',
  'bias gradient',
  'passed down',
  'derivative',
  'batch',
  'batch loss',
  'penalty',
  'update',
  'tails',
  'kink',
] as const;
export type Channel = (typeof CHANNELS)[number];

export interface Place {
  readonly channel: Channel;
  readonly layer?: number; // 1, 2, …
}

/** What is known of a channel: as intended; otherwise, and how; whatever it is, it follows from another; no form found; not asked, since what it needs is open. */
export interface ChannelVerdict extends Place {
  readonly state: 'right' | 'found' | 'implied' | 'open' | 'not asked';
}

/** What a formula is called; with an id, and the number in it, where it is a mistake of the catalogue. */
export interface CataloguedName {
  readonly id?: string;
  readonly value?: number;
  readonly name: string;
  readonly mend?: string;
  readonly effect?: string;
}

/** A formula that the network computes in place of the one intended. */
export interface Finding {
  readonly places: readonly Place[];
  /** As the mathematics writes it: 'δ = e − e², where e = p − y'. */
  readonly computed: string;
  readonly right: string;
  /** Where the formula has a name, and a mend that is not plain from `right`. */
  readonly known?: CataloguedName;
  readonly evidence: { readonly points: number; readonly worst: number };
  /** A mistake; what shows only in the tails; or the right instance of something that was not declared. */
  readonly severity: 'mistake' | 'note' | 'intention';
  /** How it is declared, where it may be intended. */
  readonly declare?: string;
  /** Other readings that give the same numbers whatever is asked. */
  readonly or?: readonly string[];
  /** Whether it tells apart what the catalogue's mistakes do not: the reasons of numbers that are not finite. */
  readonly tellsApart?: true;
}

/** A finding with the formulas that make it, on top of those that are right. */
export interface Found extends Finding {
  readonly formulas: (right: Formulas) => Partial<Formulas>;
  /** Readings that are the same on single rows: only batches tell them apart. */
  readonly variants?: readonly Variant[];
  /** What is added to dW of one of so many layers; `variant` where it is divided by the rows. */
  readonly term?: { readonly text: string; readonly factor: number; readonly layers: number };
  readonly variant?: boolean;
  /** c of δ = c·(right), β of u = g + β·u′. */
  readonly scaled?: number;
  readonly momentum?: number;
  readonly stale?: { readonly ofGradient: number; readonly ofStep: number }; // a, β of u = a·g′ + β·u′
  readonly parameter?: number; // the number in it, whatever it is
  readonly law?: string; // of a batch, by its name
  readonly times?: number; // c of c times the mean
  readonly nesterov?: number; // μ of a Nesterov step whose first is (1 + μ)·g
  /** c of every c·‖W‖² and c·Σ|W| that the loss has. */
  readonly strengths?: {
    readonly overBatch: boolean;
    readonly of: readonly { readonly name: string; readonly layer: number; readonly l2: number; readonly l1: number }[];
  };
  /** What of the vocabulary it is: a loss on an output, times a factor. */
  readonly reading?: { readonly loss: string; readonly output: string; readonly factor: number };
}

/** Another reading of a finding; one that is a mistake has nothing to declare. */
export type Variant = Pick<Found, 'formulas'> & Partial<Pick<Found, 'computed' | 'right' | 'severity'>>;

/** A finding as one of its other readings has it. */
export function readAs({ declare, ...found }: Found, variant: Variant): Found {
  return { ...found, ...(declare && variant.severity !== 'mistake' && { declare }), ...variant, variant: true };
}

/** A way to compute something otherwise, before it is known whether the network does. */
export interface Option
  extends Pick<Found, 'computed' | 'right' | 'formulas'>,
    Partial<Pick<Found, 'known' | 'severity' | 'declare' | 'variants' | 'reading' | 'parameter'>> {
  readonly channel: Channel;
}

/** How far all that was found gives every number of questions that were asked to try it. */
export interface Proof {
  readonly state: 'confirmed' | 'refuted' | 'open';
  readonly tensors: number;
  readonly wrong: number;
  readonly worst: number; // of the tensors that agree, relative to their change
  readonly furthest: Compared & { readonly relative: number };
  readonly first?: Compared; // that does not agree
  readonly questions: readonly string[];
  readonly of?: string; // of what, where that is not questions drawn afterwards
}

/** One tensor of the answer to one question. */
export interface Compared {
  readonly tensor: string; // 'W1', 'loss', 'answers'
  readonly question: string; // 'a step of 5 rows at rate 0.125, step 2'
}

/** What the channels say of a network, as plain data. */
export interface ChannelDiagnosis {
  readonly channels: readonly ChannelVerdict[];
  readonly findings: readonly Finding[]; // in the order of computation
  readonly proof: Proof;
  readonly float: 'float32' | 'float64';
  readonly asked: number;
}

/** What is remembered, and what is made of a batch, must be known by what uses it or wraps it. */
const LAYING: Partial<Record<Channel, number>> = { update: 0, penalty: 0, batch: 2 };

/** The textbook with all of these in it, each made on top of those before: the update first, what becomes of a batch last. */
export function formulasOf(found: readonly Found[]): Formulas {
  const order = ({ places: [first] }: Found) => LAYING[first!.channel] ?? 1;
  return madeUpon(
    textbook,
    found.toSorted((a, b) => order(a) - order(b)).map(({ formulas }) => formulas),
  );
}

/** Formulas with others in their place, each made on top of those before. */
export function madeUpon(right: Formulas, makers: readonly Found['formulas'][]): Formulas {
  let formulas = right;
  for (const made of makers) formulas = { ...formulas, ...made(formulas) };
  return formulas;
}

/** In the order of computation: by channel, then from the first layer. */
export function ordered<T extends Finding>(findings: readonly T[]): T[] {
  const at = ({ places: [first] }: T) => CHANNELS.indexOf(first!.channel) * 100 + (first!.layer ?? 0);
  return findings.toSorted((a, b) => at(a) - at(b));
}
