import { describe, expect, it } from 'vitest';
import { fromNested, oneHot, toNested, toVector, transposed } from '../../../compare/networks/adapters.ts';
import { matrix } from '../../../src/numbers/matrix.ts';

const M = matrix([
  [1, 2, 3],
  [4, 5, 6],
]);

describe('the adapters', () => {
  it('turn a matrix into rows and rows into a matrix', () => {
    expect(toNested(M)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(fromNested([[1, 2, 3], Float32Array.of(4, 5, 6)])).toEqual(
      matrix(
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        'float64',
      ),
    );
    expect(() => fromNested([[1], [2, 3]])).toThrow('Row 1 has 2 numbers, row 0 has 1.');
  });

  it('share no memory with what they are given', () => {
    toNested(M)[0]![0] = 9;
    transposed(M).data[0] = 9;
    toVector(M)[0] = 9;
    expect(M.data[0]).toBe(1);
  });

  it('turn rows into columns, each in its own form', () => {
    expect(transposed(M)).toEqual(
      matrix([
        [1, 4],
        [2, 5],
        [3, 6],
      ]),
    );
    expect(
      transposed([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
  });

  it('give a bias as one array', () => {
    expect(toVector(matrix([[1, 2]]))).toEqual([1, 2]);
  });

  it('set the 1 where the class is', () => {
    expect(oneHot(Uint32Array.of(2, 0), 3)).toEqual([
      [0, 0, 1],
      [1, 0, 0],
    ]);
    expect(() => oneHot([0, 3], 3)).toThrow('y[1] = 3: there are classes 0 to 2.');
  });
});
