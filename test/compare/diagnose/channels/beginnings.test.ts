import { describe, expect, it } from 'vitest';
import { combine } from '../../../../scratch/textbook.ts';
import { mapTensors } from '../../../../src/model/tensors.ts';
import { map } from '../../../../src/numbers/algebra.ts';
import { examined, type Plant } from './planted.ts';

/** w − η·g/(√s + ε), s ← .9·s + .1·g² from `first` on: a number, or g² itself. */
const rmsprop =
  (first: number | 'g²'): Plant =>
  () => ({
    direction(gradients, memory) {
      const s = mapTensors(gradients, (G, { name, layer }) =>
        map(G, (g, i) => {
          const before = memory.tensors['s']?.[layer - 1]?.[name]?.data[i] ?? (first === 'g²' ? g * g : first);
          return 0.9 * before + 0.1 * g * g;
        }),
      );
      return { direction: combine(gradients, s, (g, of) => g / (Math.sqrt(of) + 1e-8)), memory: { ...memory, tensors: { s } } };
    },
  });

describe('an optimiser whose memory begins otherwise than at 0', () => {
  it.each([
    ['as the first square itself', 'g²', 's begins as g² of the first step'],
    ['at 1', 1, 's begins at 1, not at 0'],
    ['at 0.1', 0.1, 's begins at 0.1, not at 0'],
  ] as const)('is told so: %s', async (_, first, says) => {
    const { findings, proof } = await examined([rmsprop(first)]);
    expect(findings.map(({ computed, severity }) => [severity, computed.includes(says)])).toEqual([['mistake', true]]);
    expect(proof.state).toBe('confirmed');
  });

  it('is RMSprop where it begins at 0', async () => {
    const { findings } = await examined([rmsprop(0)]);
    expect(findings.map(({ severity }) => severity)).toEqual(['intention']);
  });
});
