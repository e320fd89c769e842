import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { localBackend } from '../../../compare/networks/local-backend.ts';
import { pluginBackend } from '../../../compare/networks/plugin-backend.ts';
import { initialWeights } from '../../../src/model/initialisers/initialisers.ts';
import { usualTraining } from '../../../src/model/training-spec.ts';
import { zeros } from '../../../src/numbers/matrix.ts';
import { stream } from '../../../src/numbers/random.ts';
import { describeContract, RELU_SOFTMAX } from '../../contract.ts';
import { faultOf, folderWith } from './fixtures.ts';
import { gradientOnly } from './gradient-only.ts';
import { pythonWith } from './python.ts';

const FOLDER = 'test/compare/networks/plug-ins';
const { found, why } = pythonWith('numpy');

describeContract('a module with all that a network may have', () => pluginBackend(`${FOLDER}/whole.ts`), { has: ['gradients', 'activations', 'state'] });
describeContract('a module with gradients and no step', () => pluginBackend(`${FOLDER}/gradients.ts`), { has: ['gradients', 'state'] });

describeContract(
  'a network that tells no loss',
  async () =>
    localBackend((...given) => {
      const network = gradientOnly('float64')(...given) as Extract<ReturnType<ReturnType<typeof gradientOnly>>, { lossAndGradients: unknown }>;
      return { ...network, lossAndGradients: async (X, y) => ({ gradients: (await network.lossAndGradients(X, y)).gradients }) };
    }),
  { has: ['gradients', 'state'], tellsLoss: false },
);

/** The example that is right, beside a copy of the helper as it was in protocol 1. */
async function inProtocol1() {
  const files = { 'mlp_compare.py': 'test/compare/networks/protocol-1/mlp_compare.py', 'net.py': 'examples/python/numpy_mended.py' };
  const texts = await Promise.all(Object.entries(files).map(async ([name, path]) => [name, await readFile(path, 'utf8')] as const));
  const folder = await folderWith(Object.fromEntries(texts));
  const backend = await pluginBackend('python3 net.py', { cwd: folder.cwd });
  return { ...backend, close: () => backend.close().then(() => folder[Symbol.asyncDispose]()) };
}

describe.runIf(found)(`in Python${why}`, () => {
  describeContract('gradients and no step', () => pluginBackend(`python3 ${FOLDER}/gradients.py`), { has: ['gradients', 'state'] });
  describeContract('protocol 1', inProtocol1, { models: [RELU_SOFTMAX] });

  it('a copy of the helper as it was speaks protocol 1', async () => {
    const backend = await inProtocol1();
    const network = await backend.create(RELU_SOFTMAX, usualTraining(RELU_SOFTMAX), initialWeights(RELU_SOFTMAX, 'he-normal', stream(1, 'initial')));
    expect(await faultOf(async () => network.step(zeros(1, 3), zeros(1, 3), 0.1))).toMatch(/it speaks protocol 1, which has no word for targets/);
    await backend.close();
  });
});
