import { describe, expect, it } from 'vitest';
import { type ComparedMeasure, type SeedsPair, seedsSchema } from '../../../compare/repeat/seeds-schema.ts';
import { summariseSeeds } from '../../../compare/repeat/summarise.ts';
import type { Measure } from '../../../src/run/metrics/measures.ts';
import { OPTIONS, pairs } from './made-up.ts';

const measureOf = ({ measures }: SeedsPair, name: Measure): ComparedMeasure => measures.find(({ measure }) => measure === name)!;

describe('seeds of which all were completed', () => {
  const {
    networks,
    pairs: [pair],
  } = summariseSeeds(pairs([0.5, 0.75], [0.625, 0.75], [0.75, 1]), OPTIONS);

  it('give mean and standard deviation (divisor n − 1) after the last update', () => {
    expect(networks[0]!.spread.testAccuracy).toEqual({ mean: 0.625, sd: 0.125 });
    expect(networks[0]!.spread.testLoss).toEqual({ mean: 0.375, sd: 0.125 });
  });

  it('give a mean curve and its band, epoch by epoch', () => {
    expect(networks[0]!.curves.validationAccuracy).toEqual({ mean: [0.3125, 0.625], sd: [0.0625, 0.125] });
  });

  it('keep every seed, with the time its steps took', () => {
    expect(networks[1]!.runs.map(({ seed, testAccuracy, trainSeconds }) => [seed, testAccuracy, trainSeconds])).toEqual([
      [8, 0.75, 1],
      [9, 0.75, 1],
      [10, 1, 1],
    ]);
  });

  it('are compared seed by seed, the other network minus the first', () => {
    expect(pair).toMatchObject({ baseline: 'scratch', other: 'tfjs', seeds: [8, 9, 10] });
    expect(measureOf(pair!, 'testAccuracy').differences).toEqual([0.25, 0.125, 0.25]);
    expect(measureOf(pair!, 'testLoss').differences).toEqual([-0.25, -0.125, -0.25]);
    // SciPy 1.17.1: scipy.stats.ttest_1samp([0.25, 0.125, 0.25], 0).pvalue
    expect(measureOf(pair!, 'testAccuracy').differencePValue).toBeCloseTo(0.037749551350623724, 12);
  });

  it('test accuracies for equivalence, not losses: a margin is of accuracy', () => {
    expect(pair!.measures.filter((measure) => measure.equivalencePValue !== undefined).map(({ measure }) => measure)).toEqual([
      'trainAccuracy',
      'validationAccuracy',
      'testAccuracy',
    ]);
  });
});

it.each([2, 3, 30])('%i identical pairs differ by exactly 0', (n) => {
  const {
    pairs: [pair],
  } = summariseSeeds(pairs(...Array.from({ length: n }, (_, i) => [0.9 + i / 1000, 0.9 + i / 1000] as const)), OPTIONS);
  expect(measureOf(pair!, 'testAccuracy')).toEqual({
    measure: 'testAccuracy',
    differences: new Array<number>(n).fill(0),
    mean: 0,
    sd: 0,
    interval: [0, 0],
    differencePValue: 1,
    equivalencePValue: 0,
  });
});

describe('a diverged training among the seeds', () => {
  const {
    networks,
    pairs: [pair],
  } = summariseSeeds(pairs([0.5, 0.5], ['diverged', 0.625], [0.75, 1]), OPTIONS);

  it("is left out of its network's means and curves, and told", () => {
    expect(networks[0]).toMatchObject({ diverged: [{ seed: 9, epoch: 1, step: 3 }], spread: { testAccuracy: { mean: 0.625 } } });
    expect(networks[0]!.curves.trainAccuracy?.mean).toEqual([0.3125, 0.625]);
  });

  it('costs the other network nothing but the pair', () => {
    expect(networks[1]!.runs.map(({ seed }) => seed)).toEqual([8, 9, 10]);
    expect(pair).toMatchObject({ seeds: [8, 10] });
    expect(measureOf(pair!, 'testAccuracy').differences).toEqual([0, 0.25]);
  });
});

it('one pair that is left has a difference, and no interval or test', () => {
  const {
    networks,
    pairs: [pair],
  } = summariseSeeds(pairs([0.5, 0.75], ['diverged', 0.5]), OPTIONS);
  expect(measureOf(pair!, 'testAccuracy')).toEqual({ measure: 'testAccuracy', differences: [0.25], mean: 0.25 });
  expect(networks[0]!.curves.trainAccuracy?.sd).toEqual([0, 0]);
});

it('a network that diverged with every seed has no means and no pairs', () => {
  const seeds = summariseSeeds(pairs([0.5, 'diverged'], [0.5, 'diverged']), OPTIONS);
  expect(seeds.pairs[0]).toEqual({ baseline: 'scratch', other: 'tfjs', seeds: [], measures: [] });
  expect(seeds.networks[1]!.spread.testAccuracy).toEqual({ mean: NaN });
  expect(seedsSchema.parse(JSON.parse(JSON.stringify(seeds, (_, value: unknown) => (Number.isNaN(value) ? 'NaN' : value))))).toEqual(seeds);
});

it('is the same every time: the bootstrap draws from a seeded stream', () => {
  const runs = pairs([0.5, 0.75], [0.625, 0.5], [0.75, 1], [0.5, 0.5], [0.25, 0.5], [0.5, 0.625], [0.25, 0.375]);
  expect(summariseSeeds(runs, OPTIONS)).toEqual(summariseSeeds(runs, OPTIONS));
});

it('a seed that stopped early has the figures of its best epoch, and is in the curves as far as it went', () => {
  const [long, short] = pairs([0.5, 0.5], [0.75, 0.75]);
  const stopped = {
    ...short!,
    trainings: short!.trainings.map((each) => ({ ...each, epochs: each.epochs.slice(0, 1), stopping: { best: 1, restored: true } })),
  };
  const [network] = summariseSeeds([stopped, long!], OPTIONS).networks;
  expect(network!.runs.map(({ validationAccuracy }) => validationAccuracy)).toEqual([0.375, 0.5]);
  expect(network!.curves.validationAccuracy).toEqual({ mean: [0.3125, 0.5], sd: [expect.closeTo(0.0884, 4) as unknown, 0] });
});
