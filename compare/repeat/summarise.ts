import { stream } from '../../src/numbers/random.ts';
import { trainSeconds } from '../../src/run/history.ts';
import { bootstrapMean } from '../statistics/bootstrap.ts';
import { differencePValue, equivalencePValue } from '../statistics/paired.ts';
import { spread } from '../statistics/spread.ts';
import { CURVES, MEASURES, type Measure } from './measures.ts';
import type { SeedRun, SeedTraining } from './seed-run.ts';
import type { ComparedMeasure, Finals, Seeds, SeedsNetwork, SeedsPair } from './seeds-schema.ts';

export interface SummaryOptions {
  readonly margin: number;
  readonly varied: readonly string[];
}

/**
 * Every network's mean and spread over the seeds, and every other network against the first, seed by seed. A network
 * that diverged with a seed is left out of its own means there, and the seed of its pairs.
 */
export function summariseSeeds(runs: readonly SeedRun[], { margin, varied }: SummaryOptions): Seeds {
  const names = runs[0]!.trainings.map(({ network }) => network);
  const networks = names.map((name, n) =>
    summariseNetwork(
      name,
      runs.map(({ seed, trainings }) => ({ seed, training: trainings[n]! })),
    ),
  );
  const [baseline, ...others] = networks;
  return {
    seeds: runs.map(({ seed }) => seed),
    varied: [...varied],
    margin,
    networks,
    pairs: others.map((other) => comparePair(baseline!, other, margin)),
  };
}

function summariseNetwork(name: string, all: readonly { seed: number; training: SeedTraining }[]): SeedsNetwork {
  const completed = all.filter(({ training }) => !training.diverged);
  const runs = completed.map(({ seed, training }) => ({ seed, ...finalsOf(training), trainSeconds: trainSeconds(training) }));
  return {
    name,
    runs,
    diverged: all.flatMap(({ seed, training: { diverged } }) => (diverged ? [{ seed, ...diverged }] : [])),
    spread: Object.fromEntries(MEASURES.map((measure) => [measure, known(spread(runs.map((run) => run[measure])))])) as SeedsNetwork['spread'],
    curves: Object.fromEntries(
      CURVES.map((curve) => [curve, bandOf(completed.map(({ training }) => training.epochs.map((epoch) => epoch[curve])))]),
    ) as SeedsNetwork['curves'],
  };
}

/** A completed training after its last update. */
function finalsOf({ epochs, test }: SeedTraining): Finals {
  const { trainLoss, trainAccuracy, validationLoss, validationAccuracy } = epochs.at(-1)!;
  return { trainLoss, trainAccuracy, validationLoss, validationAccuracy, testLoss: test!.loss, testAccuracy: test!.accuracy };
}

/** @param curves one a seed, all of the same length */
function bandOf(curves: readonly (readonly number[])[]): { mean: number[]; sd: number[] } {
  const spreads = (curves[0] ?? []).map((_, e) => spread(curves.map((curve) => curve[e]!)));
  return { mean: spreads.map(({ mean }) => mean), sd: spreads.map(({ sd }) => sd ?? 0) };
}

function comparePair(baseline: SeedsNetwork, other: SeedsNetwork, margin: number): SeedsPair {
  const pairs = baseline.runs.flatMap((a) => other.runs.filter(({ seed }) => seed === a.seed).map((b) => [a, b] as const));
  const seeds = pairs.map(([{ seed }]) => seed);
  const compared = MEASURES.map((measure) =>
    compareMeasure(
      measure,
      pairs.map(([a, b]) => b[measure] - a[measure]),
      seeds,
      margin,
    ),
  );
  return { baseline: baseline.name, other: other.name, seeds, measures: pairs.length > 0 ? compared : [] };
}

function compareMeasure(measure: Measure, differences: number[], seeds: readonly number[], margin: number): ComparedMeasure {
  const found = { measure, differences, ...known(spread(differences)) };
  if (differences.length < 2 || !differences.every(Number.isFinite)) return found;
  return {
    ...found,
    interval: [...bootstrapMean(differences, stream(seeds[0]!, `bootstrap/${measure}`))],
    differencePValue: differencePValue(differences),
    ...(measure.endsWith('Accuracy') && { equivalencePValue: equivalencePValue(differences, margin) }),
  };
}

function known({ mean, sd }: { mean: number; sd: number | undefined }): { mean: number; sd?: number } {
  return sd === undefined ? { mean } : { mean, sd };
}
