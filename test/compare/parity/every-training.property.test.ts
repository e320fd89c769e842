import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PlainNetwork } from '../../../scratch/plain.ts';
import type { Backend } from '../../../src/model/network.ts';
import { tfjsBackend } from '../../../tfjs/backend.ts';
import { holds } from '../../holds.ts';
import { correct, parityOf } from './networks.ts';
import { randomPlan } from './random-plan.ts';

const plain: Backend = {
  name: 'plain',
  description: 'plain, float32',
  create: async (model, training, initial) => new PlainNetwork({ model, training }, initial, 'float32'),
};

/** Beside the generated case: trains three pairs of networks, and takes a dozen steps of each again, with their trials. */
const COST = 8;

it('no right network differs from another in any training of the vocabulary, narrow ones in float32 above all', { timeout: 3_600_000 }, async () => {
  const first = await correct('simd', 'simd');
  const others = [await correct('naive', 'naive'), plain, await tfjsBackend({ runtime: 'wasm' })];
  const verdicts = async (seed: number) => {
    const plan = randomPlan(seed);
    const found: string[] = [];
    for (const other of others) found.push((await parityOf(plan, first, other)).verdict); // one after the other: TensorFlow.js has one memory
    return found;
  };
  await holds(
    fc.asyncProperty(fc.nat(), async (seed) => {
      for (const verdict of await verdicts(seed)) expect(['agree', 'unresolved']).toContain(verdict);
    }),
    5,
    COST,
  );
});
