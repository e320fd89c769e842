import { describe, expect, it } from 'vitest';
import { fromBase64, toBytes } from '../../../compare/inside/quantise.ts';
import { extentOf, GRID_SIZE, gridOf, isPlanar, packSurface } from '../../../compare/inside/surface.ts';
import { matrix } from '../../../src/numbers/matrix.ts';
import type { RunPlan } from '../../../src/run/run-plan.ts';

/** All that a grid is made from. */
const plan = (rows: number[][], classes = ['a', 'b']) =>
  ({ train: { X: matrix(rows), y: new Uint32Array(rows.length) }, model: { inputs: rows[0]!.length }, classes }) as unknown as RunPlan;

describe('the grid that a decision boundary is drawn from', () => {
  it('reaches a tenth beyond the training rows on each side, top row first', () => {
    const square = plan([[0, 0], [10, 20]]);
    expect(extentOf(square, 0)).toEqual({ from: -1, to: 11 });
    expect(extentOf(square, 1)).toEqual({ from: -2, to: 22 });
    const { data, rows } = gridOf(square);
    expect(rows).toBe(GRID_SIZE ** 2);
    expect(data[0]).toBeCloseTo(-1 + 6 / GRID_SIZE, 4);           // the middle of the first cell
    expect(data[1]).toBeCloseTo(22 - 12 / GRID_SIZE, 4);
    expect(data.at(-2)).toBeCloseTo(11 - 6 / GRID_SIZE, 4);
    expect(data.at(-1)).toBeCloseTo(-2 + 12 / GRID_SIZE, 4);
  });

  it('has an extent even where a feature is constant', () => {
    const { from, to } = extentOf(plan([[1, 5], [2, 5]]), 1);
    expect(to).toBeGreaterThan(from);
  });

  it('is for two features, and classes that fit a byte beside their certainty', () => {
    expect(isPlanar(plan([[1, 2]]))).toBe(true);
    expect(isPlanar(plan([[1, 2, 3]]))).toBe(false);
    expect(isPlanar(plan([[1, 2]], Array.from({ length: 17 }, String)))).toBe(false);
  });
});

describe('a surface', () => {
  const bytes = (text: string) => [...fromBase64(text)];

  it('holds class · 16 + certainty, from as likely as any (0) to sure (15)', () => {
    const three = matrix([[0, 0, 0], [0, 0, 50], [0, Math.log(2), 0]]);
    // p = (⅓, ⅓, ⅓); (0, 0, 1); (¼, ½, ¼): (½ − ⅓)/(1 − ⅓) = ¼, and 15 · ¼ = 3.75
    expect(bytes(packSurface(three, { kind: 'softmax', classes: 3 }))).toEqual([0, 2 * 16 + 15, 16 + 4]);
  });

  it('of one sigmoid output follows its threshold', () => {
    const Z = matrix([[-50], [0], [50]]);
    expect(bytes(packSurface(Z, { kind: 'sigmoid', threshold: 0.6 }))).toEqual([15, 0, 16 + 15]);
  });
});

describe('numbers as bytes', () => {
  it('lie evenly between the ends, clamped beyond them; of no range all are 0', () => {
    expect([...fromBase64(toBytes([-1, 0, 1, 9, -9, NaN], -1, 1))]).toEqual([0, 128, 255, 255, 0, 0]);
    expect([...fromBase64(toBytes([3, 3], 3, 3))]).toEqual([0, 0]);
  });
});
