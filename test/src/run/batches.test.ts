import { describe, expect, it } from 'vitest';
import { matrix } from '../../../src/numbers/matrix.ts';
import { batches, batchesPerEpoch, gather, type LabelledSamples } from '../../../src/run/batches.ts';

/** Row r is (10·r, 10·r + 1), its label r. */
function samples(rows: number): LabelledSamples {
  return { X: matrix(Array.from({ length: rows }, (_, r) => [10 * r, 10 * r + 1])), y: Uint32Array.from({ length: rows }, (_, r) => r) };
}

/** Each batch as text, read before the next is asked for. */
function read(order: number[], batchSize: number): string[] {
  return Array.from(
    batches(samples(7), Uint32Array.from(order), batchSize),
    ({ X, y }) => `${X.rows}×${X.cols}: ${[...X.data].join(' ')} | ${[...y].join(' ')}`,
  );
}

describe('batches', () => {
  it('come in the order given, labels beside their rows, the short last one kept', () => {
    expect(read([4, 0, 6, 2, 1, 3, 5], 3)).toEqual(['3×2: 40 41 0 1 60 61 | 4 0 6', '3×2: 20 21 10 11 30 31 | 2 1 3', '1×2: 50 51 | 5']);
  });

  it('may hold one row each, or all rows, or more than there are', () => {
    expect(read([2, 1], 1)).toEqual(['1×2: 20 21 | 2', '1×2: 10 11 | 1']);
    expect(read([2, 1, 0], 3)).toEqual(['3×2: 20 21 10 11 0 1 | 2 1 0']);
    expect(read([2, 1, 0], 64)).toEqual(['3×2: 20 21 10 11 0 1 | 2 1 0']);
  });

  it('divide without a rest where they can', () => {
    expect(read([0, 1, 2, 3], 2)).toHaveLength(2);
    expect([batchesPerEpoch(4, 2), batchesPerEpoch(5, 2), batchesPerEpoch(1, 64)]).toEqual([2, 3, 1]);
  });
});

it('batches are gathered into a room that is given, where each is read', () => {
  const room = matrix([
    [0, 0],
    [0, 0],
  ]);
  const seen = Array.from(batches(samples(3), Uint32Array.of(2, 0, 1), 2, room), ({ X, y }) => [...y, ...X.data, X.data.buffer === room.data.buffer]);
  expect(seen).toEqual([
    [2, 0, 20, 21, 0, 1, true],
    [1, 10, 11, true],
  ]);
});

it('gather copies: the samples stay as they were', () => {
  const all = samples(3);
  const { X, y } = gather(all, Uint32Array.of(2, 0));
  expect([[...X.data], [...y]]).toEqual([
    [20, 21, 0, 1],
    [2, 0],
  ]);
  X.data.fill(-1);
  expect([...all.X.data]).toEqual([0, 1, 10, 11, 20, 21]);
});
