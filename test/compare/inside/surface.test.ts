import { describe, expect, it } from 'vitest';
import { fromBase64, toBytes } from '../../../compare/inside/quantise.ts';
import { packSurface } from '../../../compare/inside/surface.ts';
import { matrix } from '../../../src/numbers/matrix.ts';

describe('a surface', () => {
  const bytes = (text: string) => [...fromBase64(text)];

  it('holds class · 16 + certainty, from as likely as any (0) to sure (15)', () => {
    const three = matrix([
      [0, 0, 0],
      [0, 0, 50],
      [0, Math.log(2), 0],
    ]);
    // p = (⅓, ⅓, ⅓); (0, 0, 1); (¼, ½, ¼): (½ − ⅓)/(1 − ⅓) = ¼, and 15 · ¼ = 3.75
    expect(bytes(packSurface(three, { kind: 'softmax', classes: 3 }))).toEqual([0, 2 * 16 + 15, 16 + 4]);
  });

  it('of one sigmoid output follows its threshold', () => {
    const Z = matrix([[-50], [0], [50]]);
    expect(bytes(packSurface(Z, { kind: 'sigmoid', threshold: 0.6 }))).toEqual([15, 0, 16 + 15]);
  });
});

describe('of several outputs that are no chances of one another', () => {
  it('a surface holds by how much the largest leads, from its own row', () => {
    const bytes = (text: string) => [...fromBase64(text)];
    const A = matrix([[0.2, 0.2, 0], [0, 0, 1], [0, 0.75, 0.25], [5, 0, 0]]); // biome-ignore format: rows
    expect(bytes(packSurface(A, { kind: 'linear', outputs: 3 }))).toEqual([0, 2 * 16 + 15, 16 + 8, 15]);
    const Z = matrix([[50, -50], [0, 0]]); // biome-ignore format: rows
    expect(bytes(packSurface(Z, { kind: 'sigmoids', outputs: 2, threshold: 0.5 }))).toEqual([15, 0]);
  });
});

describe('numbers as bytes', () => {
  it('lie evenly between the ends, clamped beyond them; of no range all are 0', () => {
    expect([...fromBase64(toBytes([-1, 0, 1, 9, -9, NaN], -1, 1))]).toEqual([0, 128, 255, 255, 0, 0]);
    expect([...fromBase64(toBytes([3, 3], 3, 3))]).toEqual([0, 0]);
  });
});
