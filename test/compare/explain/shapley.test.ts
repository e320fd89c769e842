import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalsOver, meanOver } from '../../../compare/explain/over-seeds.ts';
import { interactions, shapleyShares, size } from '../../../compare/explain/shapley.ts';
import { studentMean } from '../../../compare/statistics/student.ts';

/** The definition itself: a factor's marginal effect, averaged over all k! orders of changing them. */
function sharesByOrders(values: readonly number[], k: number): number[] {
  const shares = new Array<number>(k).fill(0);
  const orders = permutations(Array.from({ length: k }, (_, i) => i));
  for (const order of orders) {
    let mask = 0;
    for (const i of order) {
      shares[i]! += (values[mask | (1 << i)]! - values[mask]!) / orders.length;
      mask |= 1 << i;
    }
  }
  return shares;
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

describe('Shapley shares', () => {
  it('of a table worked out by hand: the gain of two factors together is halved between them', () => {
    // alone 0.10 and −0.20, together 0.16: the interaction is 0.16 − 0.10 + 0.20 = 0.26
    const values = [0.8, 0.9, 0.6, 0.96];
    const [first, second] = shapleyShares(values);
    expect(first).toBeCloseTo(0.1 + 0.13, 12);
    expect(second).toBeCloseTo(-0.2 + 0.13, 12);
  });

  it('are the mean over all orders in which the factors could be changed, and add up to the gap', () => {
    const table = fc.integer({ min: 1, max: 5 }).chain((k) => fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2 ** k, maxLength: 2 ** k }));
    fc.assert(
      fc.property(table, (values) => {
        const k = Math.log2(values.length);
        const shares = shapleyShares(values);
        sharesByOrders(values, k).forEach((expected, i) => expect(shares[i]).toBeCloseTo(expected, 12));
        expect(shares.reduce((a, b) => a + b)).toBeCloseTo(values.at(-1)! - values[0]!, 12);
      }),
      { seed: 8 },
    );
  });

  it('give nothing to a factor that changes nothing', () => {
    const values = [0.1, 0.1, 0.4, 0.4, 0.3, 0.3, 0.9, 0.9];
    expect(shapleyShares(values)[0]).toBe(0);
  });

  it('refuse a table that is not of 2^k', () => {
    expect(() => shapleyShares([1, 2, 3])).toThrow('A table of 3 cells is not of 2^k.');
  });
});

describe('interactions', () => {
  // each set's own contribution; a cell is the sum over the sets within it
  const dividends = [0.5, 0.1, -0.2, 0.05, 0.02, 0.3, 0, -0.07];
  const values = dividends.map((_, mask) => dividends.reduce((sum, own, S) => ((S & mask) === S ? sum + own : sum), 0));

  it('are found again in a table made of them, those of three factors too', () => {
    interactions(values).forEach((found, S) => expect(found).toBeCloseTo(dividends[S]!, 12));
  });

  it('divided evenly among their factors are the Shapley shares', () => {
    const shares = shapleyShares(values);
    shares.forEach((share, i) => {
      const expected = dividends.reduce((sum, own, S) => (S & (1 << i) ? sum + own / size(S) : sum), 0);
      expect(share).toBeCloseTo(expected, 12);
    });
  });
});

describe('the intervals over seeds', () => {
  it('of a seed take all its cells or none: what all seeds have in common has no width', () => {
    const paired = [0.1, 0.5, 0.3].map((luck) => [0.2 + luck, 0.4 + luck]);
    const [interval] = intervalsOver(paired, shapleyShares);
    expect(interval![0]).toBeCloseTo(0.2, 12);
    expect(interval![1]).toBeCloseTo(0.2, 12);
  });

  it('are those of the mean of the seeds’ own shares and interactions, about those of the means', () => {
    const perSeed = [
      [0.8, 0.9, 0.6, 0.96],
      [0.82, 0.95, 0.61, 0.9],
      [0.7, 0.91, 0.66, 0.99],
    ];
    for (const statistic of [shapleyShares, interactions]) {
      const ofMeans = statistic(meanOver(perSeed));
      intervalsOver(perSeed, statistic).forEach((interval, part) => {
        expect(interval).toEqual(studentMean(perSeed.map((values) => statistic(values)[part]!)));
        expect((interval[0] + interval[1]) / 2).toBeCloseTo(ofMeans[part]!, 12);
      });
    }
  });
});
