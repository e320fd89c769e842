import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/data/dataset.ts';
import { fitStandardiser, standardise, standardiserWarnings } from '../../../src/data/standardise.ts';
import { Fault } from '../../../src/fault.ts';
import { matrix, ShapeError } from '../../../src/numbers/matrix.ts';

function dataset(name: string, rows: number[][]): Dataset {
  return { name, X: matrix(rows, 'float64'), y: new Uint32Array(rows.length), classes: ['0', '1'], features: ['length', 'width'] };
}

describe('fitStandardiser', () => {
  it('takes mean and standard deviation of every column, with divisor n', () => {
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, deviations −3 −1 −1 −1 0 0 2 4, squares 32, 32/8 = 4
    const X = matrix([
      [2, -1],
      [4, 1],
      [4, -1],
      [4, 1],
      [5, -1],
      [5, 1],
      [7, -1],
      [9, 1],
    ]);
    expect(fitStandardiser(X)).toEqual({ mean: Float64Array.of(5, 0), std: Float64Array.of(2, 1) });
  });

  it('loses no digits to a large mean', () => {
    const { mean, std } = fitStandardiser(matrix([[1e9 + 4], [1e9 + 7], [1e9 + 13], [1e9 + 16]], 'float64'));
    expect(mean[0]).toBe(1e9 + 10);
    expect(std[0]).toBeCloseTo(Math.sqrt(22.5), 14); // Σx² − n·mean² would give 0 or rubbish
  });

  it('gives a constant column its value as mean and exactly 0 as deviation', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 1, max: 50 }), (x, n) => {
        const { mean, std } = fitStandardiser(
          matrix(
            Array.from({ length: n }, () => [x]),
            'float64',
          ),
        );
        expect(mean[0]! === x && std[0] === 0).toBe(true);
      }),
    );
  });

  it('refuses numbers whose squares overflow, naming the column', () => {
    const message =
      "The numbers of column 'width' are too large to take their standard deviation (their squares overflow float64). " +
      'Divide the column by a power of ten.';
    expect(() =>
      fitStandardiser(
        matrix(
          [
            [1, 1e200],
            [2, -1e200],
          ],
          'float64',
        ),
        ['length', 'width'],
      ),
    ).toThrow(new Fault(message));
    expect(() =>
      fitStandardiser(
        matrix(
          [
            [1, 1e308],
            [1, -1e308],
          ],
          'float64',
        ),
      ),
    ).toThrow(/^The numbers of column '2' are/);
    expect(() => fitStandardiser(matrix([[1e308], [-1e308]], 'float64'))).toThrow(/^The numbers of column '1' are/);
    expect(fitStandardiser(matrix([[1e150], [-1e150]], 'float64')).std[0]).toBe(1e150);
  });

  it('needs a row', () => {
    expect(() => fitStandardiser(matrix([]))).toThrow(new ShapeError('A mean needs at least one row, got (0, 0).'));
  });
});

describe('standardise', () => {
  it('computes (x − mean)/(std + 1e-8) in float64 and rounds once', () => {
    const fit = { mean: Float64Array.of(5, 0.1), std: Float64Array.of(2, 0.3) };
    const expected = [[(9 - 5) / (2 + 1e-8), (0.2 - 0.1) / (0.3 + 1e-8)]];
    expect(standardise(matrix([[9, 0.2]], 'float64'), fit, 'float64')).toEqual(matrix(expected, 'float64'));
    expect(standardise(matrix([[9, 0.2]], 'float64'), fit)).toEqual(matrix(expected, 'float32'));
  });

  it('gives training columns mean 0 and deviation 1, and a constant one zeros', () => {
    const X = matrix(
      [
        [2, 0.1],
        [4, 0.1],
        [9, 0.1],
      ],
      'float64',
    );
    const Z = standardise(X, fitStandardiser(X), 'float64');
    const again = fitStandardiser(Z);
    expect(again.mean[0]).toBeCloseTo(0, 14);
    expect(again.std[0]).toBeCloseTo(1, 7);
    expect([Z.data[1], Z.data[3], Z.data[5]]).toEqual([0, 0, 0]);
  });

  it('centres a column that was constant in training and leaves its scale alone', () => {
    const fit = fitStandardiser(matrix([[7], [7]], 'float64'));
    expect(standardise(matrix([[7], [9], [4]], 'float64'), fit)).toEqual(matrix([[0], [2], [-3]]));
  });

  it('leaves its input as it was', () => {
    const X = matrix([[1], [3]]);
    standardise(X, fitStandardiser(X));
    expect(X).toEqual(matrix([[1], [3]]));
  });

  it('refuses other columns than it was fitted to', () => {
    const fit = fitStandardiser(matrix([[1, 2]]));
    expect(() => standardise(matrix([[1, 2, 3]]), fit)).toThrow(new ShapeError('standardise: X must be (rows, 2), got (1, 3).'));
  });

  it('never hands on an infinity', () => {
    const fit = fitStandardiser(matrix([[5]]));
    expect(() => standardise(matrix([[5], [1e40]], 'float64'), fit)).toThrow(
      new Fault(
        'Row 2, feature 1: 1e+40 is too far from the training mean 5 (standard deviation 0) to be standardised in float32. ' +
          'Is it a mistake, or on another scale?',
      ),
    );
    expect(standardise(matrix([[1e40]], 'float64'), fit, 'float64').data[0]).toBe(1e40);
  });
});

describe('standardiserWarnings', () => {
  const train = dataset('train.csv', [
    [1, 7],
    [2, 7],
  ]);
  const fit = fitStandardiser(train.X);

  it('is silent on columns that are constant everywhere', () => {
    expect(standardiserWarnings(fit, train, [dataset('test.csv', [[5, 7]])])).toEqual([]);
  });

  it('is silent on rows that differ from a constant column by no more than standardised numbers do', () => {
    expect(standardiserWarnings(fit, train, [dataset('test.csv', [[5, 17]])])).toEqual([]);
  });

  it('is silent on a column that varies in training, however far others go', () => {
    expect(standardiserWarnings(fit, train, [dataset('test.csv', [[5000, 7]])])).toEqual([]);
  });

  it('names columns in their own order, whichever row shows them', () => {
    const constant = dataset('train.csv', [
      [7, 7],
      [7, 7],
    ]);
    expect(
      standardiserWarnings(fitStandardiser(constant.X), constant, [
        dataset('test.csv', [
          [7, 90],
          [90, 7],
        ]),
      ]),
    ).toEqual([expect.stringMatching(/^2 columns \('length', 'width'\) constant in the training rows, .* not in test\.csv: 2 rows there/)]);
  });

  it('tells of a column that is constant in training only and of rows far from it', () => {
    const test = dataset('test.csv', [
      [1, 7],
      [1, 90],
      [1, -40],
    ]);
    expect(standardiserWarnings(fit, train, [train, test])).toEqual([
      "1 column ('width') constant in the training rows, so not scaled, but not in test.csv: 2 rows there, as far as 83 from it, " +
        'may drown all else. Leave such columns out, or train on more rows.',
    ]);
  });

  it('tells of columns that the 1e-8 flattens', () => {
    const narrow = dataset('train.csv', [
      [1e-9, 0],
      [3e-9, 1],
    ]);
    expect(standardiserWarnings(fitStandardiser(narrow.X), narrow, [])).toEqual([
      "1 column ('length') with a standard deviation below 1e-7, flattened by the 1e-8 in (x − mean)/(std + 1e-8). " + 'Multiply by a power of ten.',
    ]);
    const wider = dataset('train.csv', [
      [0, 0],
      [1e-7, 4e-7],
    ]); // standard deviations 5e-8 and 2e-7
    expect(standardiserWarnings(fitStandardiser(wider.X), wider, [])).toEqual([expect.stringMatching(/^1 column \('length'\)/)]);
  });

  it('tells of columns so narrow that their squares are 0, but of none that is constant', () => {
    const tiny = dataset('train.csv', [
      [1e-200, 7],
      [3e-200, 7],
    ]);
    expect(standardiserWarnings(fitStandardiser(tiny.X), tiny, [])).toEqual([
      expect.stringMatching(/^1 column \('length'\) with a standard deviation below 1e-7/),
    ]);
  });
});
