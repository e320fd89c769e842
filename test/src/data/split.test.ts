import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classCounts, type Dataset } from '../../../src/data/dataset.ts';
import { type Split, splitFraction, splitTail } from '../../../src/data/split.ts';
import { Fault } from '../../../src/fault.ts';

/** One feature, which numbers the rows: so a part says which rows it holds. */
function dataset(y: readonly number[], classes = ['a', 'b', 'c']): Dataset<Uint32Array> {
  const data = Float32Array.from(y.keys());
  return { name: 'train.csv', X: { rows: y.length, cols: 1, data }, y: Uint32Array.from(y), classes, features: ['row'] };
}

const rowsOf = (part: Dataset<Uint32Array>): number[] => [...part.X.data];

describe('splitTail', () => {
  it('trains on the first rows and validates with the rest', () => {
    const { train, validation, warnings } = splitTail(dataset([0, 1, 2, 0, 1]), 3);
    expect([rowsOf(train), [...train.y]]).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    expect([rowsOf(validation), [...validation.y]]).toEqual([
      [3, 4],
      [0, 1],
    ]);
    expect(warnings).toEqual([]);
    expect([train.name, validation.name]).toEqual(['train.csv', 'the rows set aside from train.csv']);
  });

  it('needs a row on either side', () => {
    expect(() => splitTail(dataset([0, 1, 2]), 3)).toThrow(
      new Fault('train.csv has 3 rows: with 3 to train on none is left to validate with. Give a smaller number of training rows.'),
    );
    expect(() => splitTail(dataset([0, 1, 2]), 4000)).toThrow(Fault);
    expect(() => splitTail(dataset([0, 1, 2]), 0)).toThrow(new Fault('The number of training rows must be a whole number from 1, got 0.'));
    expect(() => splitTail(dataset([0, 1, 2]), 1)).toThrow(/^train\.csv has training rows of class 'a' alone \(1\)\./);
    expect(() => splitTail(dataset([0, 1, 2]), 1.5)).toThrow(Fault);
    expect(() => splitTail(dataset([0, 1, 2]), Number.NaN)).toThrow(Fault);
  });

  it('refuses training rows of one class, as a sorted file has them', () => {
    expect(() => splitTail(dataset([0, 0, 1, 1, 2, 2]), 2)).toThrow(
      new Fault(
        "train.csv has training rows of class 'a' alone (2). Is the file sorted by class? " + 'Set a fraction aside instead, which is drawn from every class.',
      ),
    );
  });

  it('says which classes it leaves nothing to learn from', () => {
    expect(splitTail(dataset([0, 0, 1, 1, 2, 2]), 4).warnings).toEqual([
      "No training row of train.csv is of class 'c', so no network can learn it. If the file is sorted by class, set a fraction aside instead.",
    ]);
  });
});

describe('splitFraction', () => {
  it('takes the fraction of every class, and keeps the rows in order', () => {
    const { train, validation } = splitFraction(dataset([...Array(20).fill(0), ...Array(10).fill(1), ...Array(10).fill(2)]), 0.2, 8);
    expect([...classCounts(validation)]).toEqual([4, 2, 2]);
    expect([...classCounts(train)]).toEqual([16, 8, 8]);
    for (const part of [train, validation]) expect(rowsOf(part)).toEqual(rowsOf(part).sort((a, b) => a - b));
  });

  it('draws by the seed and the purpose, and by nothing else', () => {
    const whole = dataset(Array.from({ length: 90 }, (_, i) => i % 3));
    const drawn = rowsOf(splitFraction(whole, 0.3, 8).validation);
    expect(rowsOf(splitFraction(whole, 0.3, 8).validation)).toEqual(drawn);
    expect(rowsOf(splitFraction(whole, 0.3, 8, 'split').validation)).toEqual(drawn);
    expect(rowsOf(splitFraction(whole, 0.3, 9).validation)).not.toEqual(drawn);
    expect(rowsOf(splitFraction(whole, 0.3, 8, 'split/test').validation)).not.toEqual(drawn);
    expect(drawn).not.toEqual([...drawn.keys()]); // not simply the first ones
  });

  it('sets the whole fraction aside even if every class is too small for a row of its own', () => {
    const y = Array.from({ length: 200 }, (_, i) => i % 100); // 100 classes of 2 rows
    const { validation } = splitFraction(
      dataset(
        y,
        Array.from({ length: 100 }, (_, k) => `${k}`),
      ),
      0.2,
      8,
    );
    expect(validation.X.rows).toBe(40);
  });

  it('leaves a row of every class to train on, and loses none', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { minLength: 2, maxLength: 60 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.nat(), (y, fraction, seed) => {
        const whole = dataset(y, ['a', 'b', 'c', 'd', 'e']);
        const total = classCounts(whole);
        fc.pre(total.filter((n) => n > 0).length > 1);
        let split: Split<Uint32Array>;
        try {
          split = splitFraction(whole, fraction, seed);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
          return;
        }
        const { train, validation } = split;
        expect([...rowsOf(train), ...rowsOf(validation)].sort((a, b) => a - b)).toEqual([...y.keys()]);
        classCounts(train).forEach((n, k) => expect(n).toBeGreaterThanOrEqual(Math.min(1, total[k]!)));
        classCounts(validation).forEach((n, k) => expect(n).toBeLessThan(fraction * total[k]! + 1));
      }),
    );
  });

  it('refuses a fraction that is none, or sets nothing aside', () => {
    for (const fraction of [0, 1, -0.1, Number.NaN]) {
      expect(() => splitFraction(dataset([0, 1]), fraction, 8)).toThrow(
        new Fault(`The fraction of rows to set aside must lie between 0 and 1, got ${fraction}.`),
      );
    }
    expect(() => splitFraction(dataset([0, 0, 1, 1]), 0.01, 8)).toThrow(
      new Fault('train.csv: a fraction of 0.01 of its 4 rows sets no row aside. Give a larger fraction.'),
    );
    expect(() => splitFraction(dataset([0, 1, 2]), 0.5, 8)).toThrow(Fault); // one row a class: all needed
  });
});

describe('splitFraction by', () => {
  const labels = Array.from({ length: 60 }, (_, r) => r % 3);
  const grouped = (groupOf: (r: number) => number) => ({ ...dataset(labels), groups: Uint32Array.from(labels, (_, r) => groupOf(r)) });

  it('group divides none, and comes near to the fraction', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.integer({ min: 4, max: 20 }), (seed, groups) => {
        const { train, validation } = splitFraction(
          grouped((r) => r % groups),
          0.25,
          seed,
          'split',
          'group',
        );
        const there = new Set(train.groups);
        expect([...validation.groups!].some((group) => there.has(group))).toBe(false);
        expect(Math.abs(validation.X.rows - 15)).toBeLessThanOrEqual(Math.ceil(60 / groups));
      }),
    );
  });

  it('group draws with the seed, and says where a single group is all there is', () => {
    const drawn = (seed: number) =>
      rowsOf(
        splitFraction(
          grouped((r) => r % 10),
          0.2,
          seed,
          'split',
          'group',
        ).validation,
      );
    expect(drawn(1)).toEqual(drawn(1));
    expect(new Set([1, 2, 3, 4].map((seed) => drawn(seed).join())).size).toBeGreaterThan(1);
    expect(() =>
      splitFraction(
        grouped(() => 0),
        0.2,
        1,
        'split',
        'group',
      ),
    ).toThrow('train.csv: its 1 group of rows cannot be divided so that about 0.2 of 60 rows are set aside. Give another fraction.');
  });

  it('time takes the last rows, whatever the seed', () => {
    const { train, validation } = splitFraction(dataset(labels), 0.2, 3, 'split', 'time');
    expect(rowsOf(validation)).toEqual(Array.from({ length: 12 }, (_, r) => 48 + r));
    expect(train.X.rows).toBe(48);
  });

  it('quantile takes of each part of the values as many, however they are spread', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 2, max: 10 }), fc.array(fc.double({ noNaN: true }), { minLength: 40, maxLength: 80 }), (seed, quantiles, y) => {
        const rows = y.length;
        const values = { ...dataset(y), y: { rows, cols: 2, data: Float64Array.from({ length: 2 * rows }, (_, i) => (i % 2 ? -i : y[i / 2]!)) }, classes: [] };
        const { train, validation } = splitFraction(values, 0.25, seed, 'split', { quantiles });
        const order = [...y.keys()].sort((a, b) => y[a]! - y[b]! || a - b);
        const aside = new Set(validation.X.data);
        expect([...train.X.data, ...aside].sort((a, b) => a - b)).toEqual([...y.keys()]);
        for (let k = 0; k < quantiles; k++) {
          const part = order.slice(Math.round((k * rows) / quantiles), Math.round(((k + 1) * rows) / quantiles));
          expect(Math.abs(part.filter((row) => aside.has(row)).length - part.length / 4)).toBeLessThanOrEqual(1);
        }
      }),
    );
    expect(() => splitFraction(dataset(labels), 0.25, 1, 'split', { quantiles: 4 })).toThrow('train.csv: quantiles are of values to be predicted');
  });

  it('row draws from all rows, not of each class alike', () => {
    const rare = dataset(Array.from({ length: 60 }, (_, r) => (r < 50 ? 0 : 1)));
    const counts = Array.from({ length: 20 }, (_, seed) => classCounts(splitFraction(rare, 0.5, seed, 'split', 'row').validation)[1]);
    expect(new Set(counts).size).toBeGreaterThan(1);
    expect(new Set(Array.from({ length: 20 }, (_, seed) => classCounts(splitFraction(rare, 0.5, seed).validation)[1])).size).toBe(1);
  });
});
