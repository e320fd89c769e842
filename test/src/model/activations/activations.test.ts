import { describe, expect, it } from 'vitest';
import { ACTIVATIONS, activationOf } from '../../../../src/model/activations/activations.ts';
import { isWritten } from '../../../../src/model/word.ts';

/** 200 points of [−6, 6], none of them at a kink of any activation. */
const POINTS = Array.from({ length: 200 }, (_, i) => -6 + (12 * (i + 0.37)) / 200);

describe.each(ACTIVATIONS.map(({ name }) => name))('%s', (name) => {
  const { f, slope, record } = activationOf(name);

  it('has the slope that central differences give, away from its kinks', () => {
    const h = 1e-5;
    for (const z of POINTS.filter((point) => record.kinks.every((kink) => Math.abs(point - kink) > 1e-3))) {
      const differences = (f(z + h) - f(z - h)) / (2 * h);
      expect(Math.abs(slope(z, f(z)) - differences)).toBeLessThan(1e-8 * Math.max(1, Math.abs(differences)));
    }
  });

  it('has a slope that jumps, or bends sharply, at its kinks and nowhere else', () => {
    const at = (z: number) => slope(z, f(z));
    const jump = (z: number) => Math.abs(at(z + 1e-6) - at(z - 1e-6));
    const bend = (z: number) => Math.abs((at(z + 2e-6) - at(z + 1e-6)) / 1e-6 - (at(z - 1e-6) - at(z - 2e-6)) / 1e-6);
    for (const kink of record.kinks) expect(Math.max(jump(kink), bend(kink))).toBeGreaterThan(0.1);
    for (const z of POINTS.filter((point) => record.kinks.every((kink) => Math.abs(point - kink) > 1e-3))) {
      expect(jump(z)).toBeLessThan(1e-4);
      expect(bend(z)).toBeLessThan(1e-3);
    }
  });

  it.runIf(record.slopeFrom === 'a')('tells its slope by a alone', () => {
    for (const z of POINTS) expect(slope(NaN, f(z))).toBe(slope(z, f(z)));
  });

  it('is finite, and so is its slope, however far z lies', () => {
    for (const z of [-1e4, -800, -88, 88, 800, 1e4]) expect([f(z), slope(z, f(z))].every(Number.isFinite), `${name} at ${z}`).toBe(true);
  });
});

describe('a word of the vocabulary', () => {
  it('may have a number in it', () => {
    expect(activationOf('leaky-relu(0.2)').f(-10)).toBe(-2);
    expect(activationOf('leaky-relu').f(-10)).toBe(-0.1);
    expect(activationOf('elu(0.5)').slope(-1, activationOf('elu(0.5)').f(-1))).toBeCloseTo(0.5 * Math.exp(-1), 15);
  });

  it('is refused where there is no such word, or no such number', () => {
    expect(() => activationOf('relux')).toThrow(/^There is no activation 'relux'\. Did you mean relu\? There are 'relu', /);
    expect(() => activationOf('relu(2)')).toThrow("'relu(2)': relu takes no number.");
    expect(() => activationOf('leaky-relu(2)')).toThrow("'leaky-relu(2)': α must be a number from 0 to 1.");
    expect(() => activationOf('leaky-relu(x)')).toThrow("'leaky-relu(x)': α must be a number from 0 to 1.");
    expect([isWritten(ACTIVATIONS, 'elu(2)'), isWritten(ACTIVATIONS, 'elu(-1)'), isWritten(ACTIVATIONS, 3)]).toEqual([true, false, false]);
  });
});
