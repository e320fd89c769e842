import { stream } from '../../src/numbers/random.ts';
import { lastEpoch, trainSeconds } from '../../src/run/history.ts';
import { curvesOf, finalOf, type Measured, measuresOf } from '../../src/run/metrics/measures.ts';
import type { TaskName } from '../../src/run/metrics/metric.ts';
import { bootstrapMean } from '../statistics/bootstrap.ts';
import { differencePValue, equivalencePValue } from '../statistics/paired.ts';
import { spread } from '../statistics/spread.ts';
import type { SeedRun, SeedTraining } from './seed-run.ts';
import type { ComparedMeasure, Seeds, SeedsNetwork, SeedsPair } from './seeds-schema.ts';

export interface SummaryOptions {
  readonly margin: number;
  readonly varied: readonly string[];
  readonly task?: TaskName; // classification where it is not said
}

/**
 * Every network's mean and spread over the seeds, and every other network against the first, seed by seed. A network
 * that diverged with a seed is left out of its own means there, and the seed of its pairs.
 */
export function summariseSeeds(runs: readonly SeedRun[], { margin, varied, task = 'classification' }: SummaryOptions): Seeds {
  const names = runs[0]!.trainings.map(({ network }) => network);
  const networks = names.map((name, n) =>
    summariseNetwork(
      name,
      runs.map(({ seed, trainings }) => ({ seed, training: trainings[n]! })),
      task,
    ),
  );
  const [baseline, ...others] = networks;
  return {
    seeds: runs.map(({ seed }) => seed),
    ...(task !== 'classification' && { task }),
    varied: [...varied],
    margin,
    networks,
    pairs: others.map((other) => comparePair(baseline!, other, margin, measuresOf(task))),
  };
}

function summariseNetwork(name: string, all: readonly { seed: number; training: SeedTraining }[], task: TaskName): SeedsNetwork {
  const completed = all.filter(({ training }) => !training.diverged);
  const runs = completed.map(({ seed, training }) => ({ seed, ...finalsOf(training, task), trainSeconds: trainSeconds(training) }));
  return {
    name,
    runs,
    diverged: all.flatMap(({ seed, training: { diverged } }) => (diverged ? [{ seed, ...diverged }] : [])),
    spread: Object.fromEntries(
      measuresOf(task).flatMap((measure) => (isIn(measure, runs) ? [[measure.key, known(spread(runs.map((run) => run[measure.key]!)))]] : [])),
    ),
    curves: Object.fromEntries(curvesOf(task).map(({ key }) => [key, bandOf(completed.map(({ training }) => training.epochs.map((epoch) => epoch[key]!)))])),
  };
}

/** A completed training after its last update. */
export function finalsOf({ test, ...training }: SeedTraining, task: TaskName): Partial<SeedsNetwork['runs'][number]> {
  return Object.fromEntries(measuresOf(task).map((measure) => [measure.key, finalOf(measure, lastEpoch(training), test)]));
}

/** @param curves one a seed; one that stopped early goes as far as it went, and the others go on without it */
function bandOf(curves: readonly (readonly number[])[]): { mean: number[]; sd: number[] } {
  const longest = Math.max(0, ...curves.map((curve) => curve.length));
  const spreads = Array.from({ length: longest }, (_, e) => spread(curves.flatMap((curve) => curve[e] ?? [])));
  return { mean: spreads.map(({ mean }) => mean), sd: spreads.map(({ sd }) => sd ?? 0) };
}

function comparePair(baseline: SeedsNetwork, other: SeedsNetwork, margin: number, measures: readonly Measured[]): SeedsPair {
  const pairs = baseline.runs.flatMap((a) => other.runs.filter(({ seed }) => seed === a.seed).map((b) => [a, b] as const));
  const seeds = pairs.map(([{ seed }]) => seed);
  const both = measures.filter((measure) => isIn(measure, [...baseline.runs, ...other.runs]));
  const compared = both.map((measure) =>
    compareMeasure(
      measure,
      pairs.map(([a, b]) => b[measure.key]! - a[measure.key]!),
      seeds,
      margin,
    ),
  );
  return { baseline: baseline.name, other: other.name, seeds, measures: pairs.length > 0 ? compared : [] };
}

function compareMeasure({ key: measure, metric }: Measured, differences: number[], seeds: readonly number[], margin: number): ComparedMeasure {
  const found = { measure, differences, ...known(spread(differences)) };
  if (differences.length < 2 || !differences.every(Number.isFinite)) return found;
  return {
    ...found,
    interval: [...bootstrapMean(differences, stream(seeds[0]!, `bootstrap/${measure}`))],
    differencePValue: differencePValue(differences),
    ...(metric.hasMargin && { equivalencePValue: equivalencePValue(differences, margin) }),
  };
}

/** Whether every run has it: a measure that is not asked for, or that the outputs do not allow, none has. */
function isIn({ key, isExtra }: Measured, runs: SeedsNetwork['runs']): boolean {
  return runs.every((run) => run[key] !== undefined) && (!isExtra || runs.length > 0);
}

function known({ mean, sd }: { mean: number; sd: number | undefined }): { mean: number; sd?: number } {
  return sd === undefined ? { mean } : { mean, sd };
}
