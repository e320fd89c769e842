import fc from 'fast-check';
import { expect, it } from 'vitest';
import { everyKernel } from './every-kernel.ts';
import { disagreement, referenceOf, type Shape } from './layer-products.ts';

const SEED = 20_250;
const size = fc.integer({ min: 1, max: 300 });
const corners: Shape[] = [
  [1, 1, 1],
  [300, 300, 300],
  [299, 289, 277],
  [4, 8, 8],
  [3, 7, 7],
  [5, 9, 9],
  [64, 20, 64],
  [64, 64, 2],
  [1, 300, 9],
  [7, 1024, 9],
  [64, 2048, 8], // X's rows lie a multiple of 4096 bytes apart
];

it('every kernel agrees with naive float64 on any shape, within the bound of its float type', { timeout: 900_000 }, () => {
  fc.assert(
    fc.property(fc.tuple(size, size, size), fc.nat(), (shape, seed) => {
      const reference = referenceOf(shape, seed);
      for (const { label, dtype, create } of everyKernel) expect(disagreement(reference, create(), dtype), label).toBe('');
    }),
    {
      seed: SEED,
      numRuns: corners.length + Number(process.env['LONG_RUNS'] ?? 1),
      examples: corners.map((shape): [[number, number, number], number] => [[...shape], 1]),
    },
  );
});
