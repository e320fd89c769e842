import { expect, it } from 'vitest';
import { DEFAULT_MODEL, diagnose } from '../../../compare/diagnose/diagnose.ts';
import { scratchBackend } from '../../../scratch/backend.ts';
import type { Backend } from '../../../src/model/network.ts';
import { replacing } from '../../../src/model/replacing.ts';

/** The hand-written network, which tells no loss. */
async function silent(): Promise<Backend> {
  const backend = await scratchBackend({ dtype: 'float64', kernel: 'naive' });
  return replacing(backend, {
    async create(model, training, initial) {
      const network = await backend.create(model, training, initial);
      return replacing(network, {
        async step(X, y, learningRate) {
          await network.step(X, y, learningRate);
          return undefined;
        },
      });
    },
  });
}

it('a network that tells no loss has none that could be wrong', async () => {
  expect(await diagnose(await silent(), DEFAULT_MODEL)).toMatchObject({ verdict: 'correct' });
});
