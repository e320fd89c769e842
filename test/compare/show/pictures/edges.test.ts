import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../../compare/results/schema.ts';
import { driftPictures } from '../../../../compare/show/pictures/drift.ts';
import { sampleComparison } from './sample.ts';
import { boxesOf } from './svg-boxes.ts';

/** The drift of a training of so many steps whose networks part at one of them, by a ReLU flip or without one. */
function drift(steps: number, partedAt: number, isFlip: boolean): string {
  const sample = sampleComparison({ steps });
  const flip = { step: partedAt, epoch: 30, layer: 10, unit: 1023, row: 7, z: -3e-8 };
  const parity = sample.parity.map(({ freeRunning: { drift }, ...pair }): Comparison['parity'][number] => ({
    ...pair,
    freeRunning: { drift, partedAt, ...(isFlip && { flip }) },
  }));
  return driftPictures({ ...sample, parity })[0]!.svg;
}

describe('the drift picture', () => {
  it.each([
    [20, 1],
    [20, 8],
    [20, 10],
    [20, 12],
    [20, 20],
    [100_000, 39_999],
    [10_000, 10_000],
  ])('of %i steps that part at step %i shows all of its words, with a flip and without', (steps, partedAt) => {
    for (const isFlip of [true, false]) {
      const { width, height, texts } = boxesOf(drift(steps, partedAt, isFlip));
      for (const { words, left, right, top, bottom } of texts) {
        expect([left >= 0, right <= width, top >= 0, bottom <= height], words).toEqual([true, true, true, true]);
      }
    }
  });
});
