import { describe, expect, it } from 'vitest';
import type { Seeds } from '../../../../compare/repeat/seeds-schema.ts';
import { seedsCurves } from '../../../../compare/show/pictures/seeds-curves.ts';
import { linesOf, parseSvg, textsOf } from './svg-facts.ts';

const band = (mean: number[], sd: number[]) => ({ mean, sd });
const network = (name: string, runs: number) => ({
  name,
  runs: Array.from({ length: runs }, () => ({})),
  diverged: [],
  spread: {},
  curves: {
    trainLoss: band([1, 0.5], [0.1, 0.1]),
    trainAccuracy: band([0.9, 0.99], [0.05, 0.05]),
    validationLoss: band([1, 0.6], [0.1, 0]),
    validationAccuracy: band([0.8, 0.9], [0, 0]),
  },
});
const seeds = (...networks: unknown[]) => ({ seeds: [1, 2, 3], networks }) as unknown as Seeds;

describe('curves over repeated seeds', () => {
  it('are means in bands, a line and a band for each network on either rows', () => {
    const [loss, accuracy] = seedsCurves(seeds(network('a', 3), network('b', 3)));
    expect([loss!.file, accuracy!.file]).toEqual(['seeds-loss.svg', 'seeds-accuracy.svg']);
    expect(textsOf(loss!.svg)[0]).toBe('Loss: mean ± standard deviation over 3 seeds');
    expect(linesOf(loss!.svg)).toHaveLength(4);
    expect(parseSvg(loss!.svg).querySelectorAll('[aria-label="area"] path')).toHaveLength(4);
  });

  it('leave out a network that completed no seed, and are none where none did', () => {
    expect(linesOf(seedsCurves(seeds(network('a', 3), network('b', 0)))[0]!.svg)).toHaveLength(2);
    expect(seedsCurves(seeds(network('a', 0)))).toEqual([]);
  });

  it('end a band at accuracy 1', () => {
    const [area] = [...parseSvg(seedsCurves(seeds(network('a', 3)))[1]!.svg).querySelectorAll('[aria-label="area"] path')];
    const heights = area!
      .getAttribute('d')!
      .match(/,(-?[\d.]+)/g)!
      .map((y) => Number(y.slice(1)));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(30); // the upper edge of the frame
  });
});
