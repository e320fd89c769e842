import type { Formulas } from '../../scratch/formulas.ts';
import { textbook } from '../../scratch/textbook.ts';
import type { LayerSpec, ModelSpec } from '../../src/model/model-spec.ts';
import type { Answers } from './probe.ts';
import type { Probe } from './probe-plan.ts';

/** The stages of a step, in the order in which numbers are computed. */
export const STAGES = ['weights', 'forward', 'loss', 'gradient', 'update', 'manner'] as const;
export type Stage = (typeof STAGES)[number];

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

/** One mistake, its words, and what a network would compute that made it. */
export interface Mistake {
  readonly id: string; // 'mean-twice', 'bias-left-out/2'
  readonly name: string; // one sentence, without the full stop
  readonly stage: Stage; // the first stage whose numbers it changes
  readonly tensor: string; // the first tensor that it makes wrong
  readonly right: string; // the line of algebra that is right
  readonly mend: string; // a sketch of the mend
  readonly effect: string; // with numbers
  /** The formulas that differ, made from those that are right (or that another mistake left). */
  readonly wrong: (right: Formulas) => Partial<Formulas>;
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
  readonly starts: readonly number[]; // where the estimate begins
  readonly plausible: (value: number) => boolean;
  readonly make: (value: number) => Mistake;
  /** The number as it is written in a program, where the estimate is of another (ln ε for ε). */
  readonly written?: { readonly from: (value: number) => number; readonly to: (written: number) => number };
}

/** Mistakes that are read off what the network showed. */
export interface Reading {
  readonly id: string;
  readonly stage: Stage;
  readonly read: (answers: ReadonlyMap<string, Answers>, probes: readonly Probe[]) => Mistake[];
}

export type Suspect = Mistake | Family | Reading;

/** A group of the catalogue: what can be suspected in this setting. */
export type Suspects = (setting: Setting) => Suspect[];

/** The formulas of a network that makes all of these mistakes, the later ones upon the earlier. */
export function withMistakes(mistakes: readonly Mistake[]): Formulas {
  // biome-ignore lint/performance/noAccumulatingSpread: each is made upon the formulas of those before it, and they are few
  return mistakes.reduce<Formulas>((formulas, { wrong }) => ({ ...formulas, ...wrong(formulas) }), textbook);
}

/** For a mistake that can be made in all of some layers or in one: all first, then, where there are several, each alone. */
export function everyAndEach<T>(layers: readonly number[], make: (isIn: (l: number) => boolean, where: string, suffix: string, last: number) => T): T[] {
  if (layers.length === 0) return [];
  const all = make((l) => layers.includes(l), layers.length === 1 ? ` (in layer ${layers[0]! + 1})` : '', '', layers.at(-1)!);
  if (layers.length === 1) return [all];
  return [all, ...layers.map((only) => make((l) => l === only, ` (in layer ${only + 1})`, `/${only + 1}`, only))];
}
