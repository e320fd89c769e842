import { describe, expect, it } from 'vitest';
import { pluginBackend } from '../../compare/networks/plugin-backend.ts';
import { backward } from '../../scratch/plain.ts';
import { initialWeights } from '../../src/model/initialisers/initialisers.ts';
import { taskOf, usualTraining } from '../../src/model/training-spec.ts';
import { stream } from '../../src/numbers/random.ts';
import { pythonWith } from '../compare/networks/python.ts';
import { describeContract, plain, RELU_SOFTMAX, samples, TANH_SIGMOID } from '../contract.ts';

const numpy = pythonWith('numpy');
const torch = pythonWith('numpy', 'torch');
const relu = { models: [RELU_SOFTMAX] };

describeContract('examples/correct.ts', () => pluginBackend('examples/correct.ts'));
describeContract('examples/document.ts', () => pluginBackend('examples/document.ts'), { ...relu, learns: false });

describe.runIf(numpy.found)(`in Python, with NumPy${numpy.why}`, () => {
  describeContract('numpy_document.py', () => pluginBackend('python3 examples/python/numpy_document.py'), { ...relu, learns: false });
  describeContract('numpy_mended.py', () => pluginBackend('python3 examples/python/numpy_mended.py'), relu);
});

describe.runIf(torch.found)(`in Python, with PyTorch${torch.why}`, () => {
  describeContract('torch_document.py', () => pluginBackend('python3 examples/python/torch_document.py'));
});

describe('the mistake of the document', () => {
  const initial = initialWeights(RELU_SOFTMAX, 'pytorch-default', stream(4, 'initial'));

  /** What the network really took off its weights, over what it should have: one ratio per tensor. */
  async function shares(source: string, rows: number): Promise<number[]> {
    const backend = await pluginBackend(source);
    try {
      const { X, y } = samples(RELU_SOFTMAX, rows);
      const network = await backend.create(RELU_SOFTMAX, usualTraining(RELU_SOFTMAX), initial);
      await network.step(X, y, 1);
      const after = plain(await network.weights());
      const right = plain(backward(taskOf(RELU_SOFTMAX), { weights: initial }, { X: X, y: y }).gradients);
      return plain(initial).map((before, t) => norm(before.map((w, i) => w - after[t]![i]!)) / norm(right[t]!));
    } finally {
      await backend.close();
    }
  }

  const norm = (values: readonly number[]) => Math.hypot(...values);
  const sources = ['examples/document.ts', ...(numpy.found ? ['python3 examples/python/numpy_document.py'] : [])];

  it.each(sources)('%s takes every step B times too short, with the B of that batch', async (source) => {
    for (const rows of [8, 3]) {
      for (const share of await shares(source, rows)) expect(share).toBeCloseTo(1 / rows, 6);
    }
  });

  it.runIf(numpy.found)(`in TypeScript and in NumPy it is the same program${numpy.why}`, async () => {
    const run = async (source: string) => {
      const backend = await pluginBackend(source);
      const network = await backend.create(RELU_SOFTMAX, usualTraining(RELU_SOFTMAX), initial);
      const { X, y } = samples(RELU_SOFTMAX, 9);
      const losses: number[] = [];
      for (let i = 0; i < 20; i++) losses.push((await network.step(X, y, 0.5)) ?? NaN);
      await backend.close();
      return losses;
    };
    const [typescript, python] = [await run(sources[0]!), await run(sources[1]!)];
    typescript.forEach((loss, i) => expect(loss).toBeCloseTo(python[i]!, 12));
  });

  it('document.ts says so where it is given a model that it does not know', async () => {
    const backend = await pluginBackend('examples/document.ts');
    const create = backend.create(TANH_SIGMOID, usualTraining(TANH_SIGMOID), initialWeights(TANH_SIGMOID, 'he-normal', stream(1, 'initial')));
    await expect(create).rejects.toThrow(/^examples\/document\.ts:\d+:\d+: making the network threw Error: this network knows ReLU/);
    await backend.close();
  });
});
