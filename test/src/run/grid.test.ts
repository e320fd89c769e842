import { describe, expect, it } from 'vitest';
import { matrix } from '../../../src/numbers/matrix.ts';
import { extentOf, GRID_SIZE, gridOf, isPlanar } from '../../../src/run/grid.ts';
import type { RunPlan } from '../../../src/run/run-plan.ts';

/** All that a grid is made from. */
const plan = (rows: number[][], classes = ['a', 'b']) =>
  ({ train: { X: matrix(rows), y: new Uint32Array(rows.length) }, model: { inputs: rows[0]!.length }, classes }) as unknown as RunPlan;

describe('the grid that a decision boundary is drawn from', () => {
  it('reaches a tenth beyond the training rows on each side, top row first', () => {
    const square = plan([
      [0, 0],
      [10, 20],
    ]);
    expect(extentOf(square, 0)).toEqual({ from: -1, to: 11 });
    expect(extentOf(square, 1)).toEqual({ from: -2, to: 22 });
    const { data, rows } = gridOf(square);
    expect(rows).toBe(GRID_SIZE ** 2);
    expect(data[0]).toBeCloseTo(-1 + 6 / GRID_SIZE, 4); // the middle of the first cell
    expect(data[1]).toBeCloseTo(22 - 12 / GRID_SIZE, 4);
    expect(data.at(-2)).toBeCloseTo(11 - 6 / GRID_SIZE, 4);
    expect(data.at(-1)).toBeCloseTo(-2 + 12 / GRID_SIZE, 4);
  });

  it('has an extent even where a feature is constant', () => {
    const { from, to } = extentOf(
      plan([
        [1, 5],
        [2, 5],
      ]),
      1,
    );
    expect(to).toBeGreaterThan(from);
  });

  it('is for two features, and classes that fit a byte beside their certainty', () => {
    expect(isPlanar(plan([[1, 2]]))).toBe(true);
    expect(isPlanar(plan([[1, 2, 3]]))).toBe(false);
    expect(isPlanar(plan([[1, 2]], Array.from({ length: 17 }, String)))).toBe(false);
  });
});
