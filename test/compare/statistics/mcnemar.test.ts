import { expect, it } from 'vitest';
import { mcnemar } from '../../../compare/statistics/mcnemar.ts';

/** Rows of class 1 on which both, only the first, only the second, neither are right. */
function predictions(both: number, onlyFirst: number, onlySecond: number, neither: number) {
  const rows = [both, onlyFirst, onlySecond, neither].flatMap((count, kind) => new Array<number>(count).fill(kind));
  return { y: rows.map(() => 1), first: rows.map((kind) => (kind < 2 ? 1 : 0)), second: rows.map((kind) => (kind % 2 === 0 ? 1 : 2)) };
}

// SciPy 1.17.1: scipy.stats.binomtest(b, b + c).pvalue; statsmodels 0.15.0: mcnemar([[50, b], [c, 3]], exact=True).pvalue
it.each([
  [1, 0, 1],
  [5, 5, 1],
  [10, 2, 0.03857421875],
  [0, 6, 0.03125],
  [120, 160, 0.019606727290281328],
])('with %i rows that only the first has right and %i that only the second has, P is that of SciPy', (b, c, expected) => {
  const { first, second, y } = predictions(50, b, c, 3);
  const { pValue, ...rows } = mcnemar(first, second, y);
  expect(rows).toEqual({ onlyFirst: b, onlySecond: c });
  expect(pValue).toBeCloseTo(expected, 12);
});

it('classifiers that are right on the same rows show no difference, whatever they say where both are wrong', () => {
  const { first, second, y } = predictions(10, 0, 0, 4);
  expect(first).not.toEqual(second);
  expect(mcnemar(first, second, y)).toEqual({ onlyFirst: 0, onlySecond: 0, pValue: 1 });
});

it('refuses predictions of other rows', () => {
  expect(() => mcnemar([1, 0], [1], [1, 0])).toThrow('Predictions of 2 and 1 rows do not go with 2 labels.');
});
