import type { TaskName } from '../../src/run/metrics/metric.ts';
import type { Interval } from '../statistics/bootstrap.ts';
import type { CellOutcome } from './cell.ts';
import type { Experiment } from './experiment.ts';
import type { Factor } from './factors.ts';
import { intervalsOver, meanOver } from './over-seeds.ts';
import { interactions, shapleyShares, size, type Values } from './shapley.ts';

/** A configuration over the seeds: what it scores after the last epoch, in the order of the seeds. */
export interface Measured {
  readonly scores: readonly number[];
  readonly testScores: readonly number[];
  readonly mean: number;
  /** Standard deviation over the seeds, divisor n − 1; absent with one seed. */
  readonly deviation?: number;
  /** Of the trainings; each counts with the score of one that has learnt nothing. */
  readonly diverged: number;
}

export interface MeasuredCell extends Measured {
  readonly mask: number;
}

/** What one factor does to the score. */
export interface Effect {
  readonly factor: Factor;
  readonly aloneFrom: number; // changed alone, where all else is as in the first configuration
  readonly aloneTo: number; // changed last, where all else is as in the second already
  readonly share: number; // Shapley
  readonly interval?: Interval; // of the share; absent with one seed
}

/** What a set of factors does together beyond all that its parts do, seen from the first configuration. */
export interface Interaction {
  readonly factors: readonly number[]; // indices
  readonly value: number;
  readonly interval?: Interval;
}

/** All that was found, as plain data: text and pictures are made from it alone. */
export interface Explanation {
  /** Which decides what is scored. */
  readonly task: TaskName;
  readonly from: { readonly title: string; readonly settings: Readonly<Record<string, unknown>> };
  readonly to: { readonly title: string; readonly settings: Readonly<Record<string, unknown>> };
  readonly seeds: readonly number[];
  readonly factors: readonly Factor[];
  readonly cells: readonly MeasuredCell[]; // by mask
  readonly gap: number;
  readonly gapDeviation?: number; // of the seeds' own gaps
  readonly effects: readonly Effect[];
  readonly interactions: readonly Interaction[]; // of two factors and more, the largest first
  readonly references: readonly (Measured & { readonly id: string; readonly title: string })[];
}

export interface Outcomes {
  /** [mask][seed] */
  readonly cells: readonly (readonly CellOutcome[])[];
  /** [reference][seed] */
  readonly references: readonly (readonly CellOutcome[])[];
}

/** The accounts, from the outcomes of every training. */
export function explanationOf(experiment: Experiment, task: TaskName, seeds: readonly number[], outcomes: Outcomes): Explanation {
  const perSeed: Values[] = seeds.map((_, s) => outcomes.cells.map((cell) => cell[s]!.score));
  const means = meanOver(perSeed);
  const all = means.length - 1;
  const gaps = perSeed.map((values) => values[all]! - values[0]!);
  const intervalsOf = (statistic: (values: Values) => number[]) => (seeds.length > 1 ? intervalsOver(perSeed, statistic) : undefined);
  const shares = shapleyShares(means);
  const shareIntervals = intervalsOf(shapleyShares);
  const { from, to, factors } = experiment;
  return {
    task,
    from: { title: from.title, settings: { ...from.configuration.spec, ...from.configuration.quirks } },
    to: { title: to.title, settings: { ...to.configuration.spec, ...to.configuration.quirks } },
    seeds,
    factors,
    cells: outcomes.cells.map((cell, mask) => ({ mask, ...measured(cell) })),
    gap: means[all]! - means[0]!,
    ...deviated('gapDeviation', gaps),
    effects: factors.map((factor, f) => ({
      factor,
      aloneFrom: means[1 << f]! - means[0]!,
      aloneTo: means[all]! - means[all ^ (1 << f)]!,
      share: shares[f]!,
      ...(shareIntervals && { interval: shareIntervals[f]! }),
    })),
    interactions: interactionsOf(means, intervalsOf(interactions)),
    references: experiment.references.map(({ id, title }, r) => ({ id, title, ...measured(outcomes.references[r]!) })),
  };
}

function interactionsOf(means: Values, intervals: Interval[] | undefined): Interaction[] {
  return interactions(means)
    .map((value, mask) => ({ mask, value, ...(intervals && { interval: intervals[mask]! }) }))
    .filter(({ mask }) => size(mask) > 1)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .map(({ mask, ...rest }) => ({ factors: [...bits(mask)], ...rest }));
}

function* bits(mask: number): Generator<number> {
  for (let bit = 0; 1 << bit <= mask; bit++) if (mask & (1 << bit)) yield bit;
}

function measured(outcomes: readonly CellOutcome[]): Measured {
  const scores = outcomes.map(({ score }) => score);
  return {
    scores,
    testScores: outcomes.map(({ testScore }) => testScore),
    mean: mean(scores),
    ...deviated('deviation', scores),
    diverged: outcomes.filter(({ diverged }) => diverged).length,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviated<K extends string>(key: K, values: readonly number[]): { readonly [k in K]?: number } {
  if (values.length < 2) return {};
  const middle = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
  return { [key]: Math.sqrt(variance) } as { readonly [k in K]?: number };
}
