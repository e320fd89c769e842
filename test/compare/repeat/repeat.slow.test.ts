import { describe, expect, it } from 'vitest';
import { seedsOf } from '../../../compare/repeat/seeds-of.ts';
import { compare } from '../../../compare/run/compare.ts';
import { parseRunSpec } from '../../../src/run/config.ts';

const spec = (settings: Record<string, unknown>) => parseRunSpec(settings, (option) => `--${option}`);
const penguins = (settings: Record<string, unknown>) => spec({ data: 'penguins', epochs: 3, networks: 'scratch', kernel: 'blocked', hidden: '8', ...settings });

describe('which seeds', () => {
  it('a number is the seed and the next ones; a list is itself; without them it is the one', () => {
    expect(seedsOf(spec({ seeds: '3' }))).toEqual([8, 9, 10]);
    expect(seedsOf(spec({ seed: '1', seeds: 4 }))).toEqual([1, 2, 3, 4]);
    expect(seedsOf(spec({ seeds: '5,2,9' }))).toEqual([5, 2, 9]);
    expect(seedsOf(spec({ seeds: [5, 2] }))).toEqual([5, 2]);
    expect(seedsOf(spec({ seed: 3 }))).toEqual([3]);
  });

  it.each(['1', '0', '2.5', 'ten', '3,3', '1,-2', '4,'])('%s is refused in one line', (seeds) => {
    expect(() => spec({ seeds })).toThrow(`--seeds: expected how many seeds, from 2 to 10,000, or a list of different ones such as 1,2,3, got '${seeds}'.`);
  });

  it('a list and --seed contradict each other; a margin needs seeds', () => {
    expect(() => spec({ seed: 5, seeds: '1,2' })).toThrow('--seed and a list of --seeds both say which to use; give one of them.');
    expect(() => spec({ margin: 0.01 })).toThrow('--margin goes with --seeds: one training says nothing of how far others would lie apart.');
  });
});

describe('repeated seeds', () => {
  it('are each the run that --seed alone makes, to the last bit, whatever thread they ran in', async () => {
    const { seeds, networks } = await compare(penguins({ seeds: '8,21,5' }));
    const alone = await compare(penguins({ seed: 21 }));
    const [scratch] = seeds!.networks;
    const epochs = alone.networks[0]!.epochs;
    const { seed, testLoss, testAccuracy, trainLoss, validationLoss } = scratch!.runs[1]!;
    expect({ seed, testLoss, testAccuracy }).toEqual({ seed: 21, testLoss: alone.networks[0]!.test!.loss, testAccuracy: alone.networks[0]!.test!.accuracy });
    expect({ trainLoss, validationLoss }).toEqual({ trainLoss: epochs.at(-1)!.trainLoss, validationLoss: epochs.at(-1)!.validationLoss });
    expect(scratch!.runs[0]!.trainLoss, 'the first is the run that is shown').toBe(networks[0]!.epochs.at(-1)!.trainLoss);
    expect(new Set(scratch!.runs.map((run) => run.trainLoss)).size, 'they differ').toBe(3);
  });

  it('say what the seed decides: the split too, where the rows are not divided by a number', async () => {
    const drawn = await compare(penguins({ seeds: '2' }));
    const fixed = await compare(penguins({ seeds: '2', trainRows: 200 }));
    expect(drawn.seeds!.varied).toEqual(['initial weights', 'order of the rows', 'split']);
    expect(fixed.seeds!.varied).toEqual(['initial weights', 'order of the rows']);
  });

  it('do not say that it decides initial weights which are the same under every seed', async () => {
    const constant = await compare(penguins({ seeds: '2', trainRows: 200, init: 'constant(0.1)' }));
    expect(constant.seeds!.varied).toEqual(['order of the rows']);
  });

  it('tell every seed as it ends, the first first', async () => {
    const told: [number, number, number][] = [];
    await compare(penguins({ seeds: '3' }), { onSeed: ({ seed }, done, of) => void told.push([seed, done, of]) });
    expect(told[0]).toEqual([8, 1, 3]);
    expect(told.map(([seed]) => seed).sort((a, b) => a - b)).toEqual([8, 9, 10]);
    expect(told.map(([, done]) => done)).toEqual([1, 2, 3]);
  });

  it('keep a learning rate that diverges from stopping the others', async () => {
    const { seeds } = await compare(penguins({ seeds: '2', learningRate: 1e30 }));
    expect(seeds!.networks[0]!.diverged.map(({ seed }) => seed)).toEqual([8, 9]);
    expect(seeds!.networks[0]!.runs).toEqual([]);
  });
});
