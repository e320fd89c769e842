import type { Formulas } from '../../scratch/formulas.ts';
import { textbook } from '../../scratch/textbook.ts';
import type { LayerSpec, ModelSpec } from '../../src/model/model-spec.ts';
import type { Answers } from './probe.ts';
import type { Probe } from './probe-plan.ts';
import type { Stage, Tensor } from './tensor.ts';

/** What a mistake's wording and numbers may depend on. */
export interface Setting {
  readonly model: ModelSpec;
  readonly layers: readonly LayerSpec[];
  readonly depth: number; // layers
  readonly classes: number; // columns of the one-hot targets; 1 for a sigmoid output
  readonly batchSize: number;
  readonly shortRows: number;
  readonly learningRate: number;
}

/** What is computed on the way through a step, in that order, and asked for on its own: where a mistake shows first. */
// biome-ignore format: two lines, not seventeen
export type Channel =
  | 'manners' | 'inputs' | 'forward' | 'predict' | 'loss' | 'targets' | 'output-gradient' | 'batch' | 'dW' | 'db'
  | 'passed-down' | 'derivative' | 'penalty' | 'rate' | 'update' | 'tails' | 'kink';

/** The formulas that differ, made from those that are right (or that another mistake left). */
export type Change = (right: Formulas) => Partial<Formulas>;

/** One mistake, its words, and what a network would compute that made it: a record of the catalogue in one setting. */
export interface Mistake {
  readonly id: string; // 'mean-twice', 'bias-left-out/2'
  readonly name: string; // one sentence, without the full stop
  readonly channel: Channel;
  readonly stage: Stage; // the first stage whose numbers it changes
  readonly first: Tensor; // the first tensor that it makes wrong
  readonly right: string; // the line of algebra that is right
  readonly mend: string; // a sketch of the mend
  readonly effect: string; // with numbers
  readonly change: Change;
  readonly inOneLayer: boolean; // of several that could have it
  readonly parameter?: { readonly name: string; readonly value: number };
  /** Probes whose numbers depend on luck within the network, and cannot be predicted. */
  readonly unpredictable?: (probe: Probe) => boolean;
}

/** Mistakes that together give every number that the network showed. */
export type Explanation = readonly Mistake[];

/** A mistake with one number in it, which is estimated from what the network showed, and then verified like any other. */
export interface Family {
  readonly id: string;
  readonly stage: Stage;
  readonly first: Tensor;
  readonly starts: readonly number[]; // where the estimate begins
  readonly plausible: (value: number) => boolean;
  readonly make: (value: number) => Mistake;
  /** The number as it is written in a program, where the estimate is of another (ln ε for ε). */
  readonly written: Scale;
}

/** To the number that is written in a program from the one that is estimated, and back. */
export interface Scale {
  readonly from: (estimated: number) => number;
  readonly to: (written: number) => number;
}

/** Mistakes that are read off what the network showed. */
export interface Reading {
  readonly id: string;
  readonly stage: Stage;
  /** The same of all that it finds. */
  readonly words: Pick<Mistake, 'right' | 'mend' | 'effect'>;
  readonly read: (answers: ReadonlyMap<string, Answers>, probes: readonly Probe[]) => Mistake[];
}

export type Suspect = Mistake | Family | Reading;

/** The formulas of a network that makes all of these mistakes, the later ones upon the earlier, and all upon the formulas that are given. */
export function withMistakes(mistakes: readonly Mistake[], right: Formulas = textbook): Formulas {
  // biome-ignore lint/performance/noAccumulatingSpread: each is made upon the formulas of those before it, and they are few
  return mistakes.reduce<Formulas>((formulas, { change }) => ({ ...formulas, ...change(formulas) }), right);
}
