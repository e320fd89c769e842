import { describe, expect, it } from 'vitest';
import { pluginBackend } from '../../compare/networks/plugin-backend.ts';
import { backward, PlainNetwork } from '../../scratch/plain.ts';
import type { Activation } from '../../src/model/activations/activations.ts';
import { initialWeights } from '../../src/model/initialisers/initialisers.ts';
import { logitsWidth } from '../../src/model/model-spec.ts';
import type { NamedTensors } from '../../src/model/tensors.ts';
import { type Task, taskOf, usualTraining } from '../../src/model/training-spec.ts';
import { stream } from '../../src/numbers/random.ts';
import { pythonWith } from '../compare/networks/python.ts';
import { describeContract, plain, RELU_SOFTMAX, samples, TANH_SIGMOID } from '../contract.ts';
import { normalMatrix } from '../tiny-plan.ts';

const numpy = pythonWith('numpy');
const torch = pythonWith('numpy', 'torch');
const relu = { models: [RELU_SOFTMAX] };

describeContract('examples/correct.ts', () => pluginBackend('examples/correct.ts'));
describeContract('examples/document.ts', () => pluginBackend('examples/document.ts'), { ...relu, learns: false });

describe.runIf(numpy.found)(`in Python, with NumPy${numpy.why}`, () => {
  describeContract('numpy_document.py', () => pluginBackend('python3 examples/python/numpy_document.py'), { ...relu, learns: false });
  describeContract('numpy_mended.py', () => pluginBackend('python3 examples/python/numpy_mended.py'), relu);
});

describe.runIf(torch.found)(`batch normalisation, dropout and Adam of PyTorch's own${torch.why}`, () => {
  const model = { ...RELU_SOFTMAX, hidden: RELU_SOFTMAX.hidden.map((layer) => ({ ...layer, normalise: 'batch', dropout: 0.25 }) as const) };
  const task = taskOf(model, { ...usualTraining(model), optimiser: { name: 'adam' } });
  const initial = initialWeights(model, 'he-normal', stream(4, 'initial'));

  it("takes the textbook's steps, from any state, and predicts by the running statistics", async () => {
    const backend = await pluginBackend('python3 examples/python/torch_batch_norm.py');
    try {
      const network = await backend.create(model, task.training, initial);
      const textbook = new PlainNetwork(task, initial);
      const masks = model.hidden.map(({ units }) => ({
        rows: 8,
        cols: units,
        data: Float32Array.from({ length: 8 * units }, (_, i) => (i % 4 === 0 ? 0 : 4 / 3)),
      }));
      for (let step = 1; step <= 6; step++) {
        const { X, y } = samples(model, 8);
        await network.setWeights(textbook.weights());
        await network.setState!(textbook.state());
        const losses = [textbook.step(X, y, 0.01, masks), await network.step(X, y, 0.01, masks)] as [number, number];
        expect(losses[1]).toBeCloseTo(losses[0], 5);
        const [right, came] = [textbook.state(), await network.state!()];
        expect(came.steps).toBe(step);
        for (const name of ['m', 'v']) expectNear(came.tensors[name]!, right.tensors[name]!);
        expect([...came.running![0]!.variance.data]).toEqual([...right.running![0]!.variance.data].map((value) => expect.closeTo(value, 5) as number));
      }
      const { X } = samples(model, 5);
      await network.setWeights(textbook.weights());
      const [Z, right] = [await network.predict(X), textbook.predict(X)];
      Z.data.forEach((value, i) => void expect(value).toBeCloseTo(right.data[i]!, 4));
    } finally {
      await backend.close();
    }
  });

  function expectNear(came: NamedTensors, right: NamedTensors): void {
    plain(came).forEach((values, t) => values.forEach((value, i) => void expect(value).toBeCloseTo(plain(right)[t]![i]!, 5)));
  }
});

describe('the two-layer network of a course, which leaves the update to others', () => {
  const model = { ...RELU_SOFTMAX, hidden: RELU_SOFTMAX.hidden.slice(0, 1) };
  const penalty = { l1: 0, l2: 0.05, biases: false, in: 'loss', overBatch: false } as const;
  const task = taskOf(model, { ...usualTraining(model), penalty, optimiser: { name: 'adam' } });
  const initial = initialWeights(model, 'he-normal', stream(4, 'initial'));

  it("takes the textbook's steps with its regularisation, by the optimiser of the training", async () => {
    const backend = await pluginBackend('examples/two-layer-net.ts');
    const network = await backend.create(model, task.training, initial);
    const textbook = new PlainNetwork(task, initial);
    for (let step = 1; step <= 10; step++) {
      const { X, y } = samples(model, step === 10 ? 3 : 8);
      expect(await network.step(X, y, 0.01)).toBeCloseTo(textbook.step(X, y, 0.01), 12);
    }
    plain(await network.weights()).forEach((values, t) => values.forEach((value, i) => void expect(value).toBeCloseTo(plain(textbook.weights())[t]![i]!, 6)));
    await backend.close();
  });
});

describe('batch normalisation, dropout and Adam by hand', () => {
  const hidden = [{ units: 6, activation: 'relu', normalise: 'batch', dropout: 0.25 }] as const;
  const model = { ...RELU_SOFTMAX, hidden };
  const task = taskOf(model, { ...usualTraining(model), optimiser: { name: 'adam' } });
  const initial = initialWeights(model, 'he-normal', stream(4, 'initial'));

  it("takes the textbook's steps, from any state, and predicts by the running statistics", async () => {
    const backend = await pluginBackend('examples/batch-norm.ts');
    const network = await backend.create(model, task.training, initial);
    const textbook = new PlainNetwork(task, initial);
    for (let step = 1; step <= 6; step++) {
      const rows = step === 6 ? 3 : 8;
      const { X, y } = samples(model, rows);
      const masks = [{ rows, cols: 6, data: Float32Array.from({ length: rows * 6 }, (_, i) => ((i + step) % 4 === 0 ? 0 : 4 / 3)) }];
      if (step === 4) {
        await network.setWeights(textbook.weights());
        await network.setState!(textbook.state());
      }
      expect(await network.step(X, y, 0.01, masks)).toBeCloseTo(textbook.step(X, y, 0.01, masks), 9);
    }
    const [right, came] = [textbook.state(), await network.state!()];
    expect(came.steps).toBe(6);
    for (const name of ['m', 'v']) plain(came.tensors[name]!).forEach((values, t) => expectEach(values, plain(right.tensors[name]!)[t]!));
    for (const name of ['mean', 'variance'] as const) expectEach([...came.running![0]![name].data], [...right.running![0]![name].data]);
    const { X } = samples(model, 5);
    expectEach([...(await network.predict(X)).data], [...textbook.predict(X).data]);
    await backend.close();
  });

  function expectEach(came: readonly number[], right: readonly number[]): void {
    expect(came).toHaveLength(right.length);
    came.forEach((value, i) => void expect(value).toBeCloseTo(right[i]!, 6));
  }
});

describe('networks of values and of labels', () => {
  const hidden = (activation: Activation) => [{ units: 5, activation }];
  const regression = taskOf({ inputs: 4, hidden: hidden('tanh'), output: { kind: 'linear', outputs: 2 } });
  const labels = taskOf({ inputs: 4, hidden: hidden('relu'), output: { kind: 'sigmoids', outputs: 3, threshold: 0.5 } });
  const withAdam = { ...labels, training: { ...labels.training, optimiser: { name: 'adam' } } } as const;

  it.each<[string, string, Task]>([
    ['a regression', 'examples/regression.ts', regression],
    ['several labels', 'examples/several-labels.ts', labels],
    ['several labels by Adam', 'examples/several-labels.ts', withAdam],
    ...(numpy.found ? [['several labels in NumPy', 'python3 examples/python/numpy_labels.py', labels] satisfies [string, string, Task]] : []),
  ])("%s: takes the textbook's steps, the last of them short, and predicts as it does", async (_, source, task) => {
    const { model, training } = task;
    const initial = initialWeights(model, 'he-normal', stream(4, 'initial'));
    const backend = await pluginBackend(source);
    const network = await backend.create(model, training, initial);
    const textbook = new PlainNetwork(task, initial);
    for (let step = 1; step <= 10; step++) {
      const rows = step === 10 ? 3 : 8;
      const { X } = samples({ ...RELU_SOFTMAX, inputs: 4 }, rows);
      const values = normalMatrix(rows, logitsWidth(model.output), step);
      const y = task === regression ? values : { ...values, data: values.data.map((value) => (value > 0 ? 1 : 0)) };
      expect(await network.step(X, y, 0.1)).toBeCloseTo(textbook.step(X, y, 0.1), 5);
    }
    plain(await network.weights()).forEach((values, t) => values.forEach((value, i) => void expect(value).toBeCloseTo(plain(textbook.weights())[t]![i]!, 5)));
    const X = normalMatrix(6, 4, 99);
    const [found, right] = [await network.predict(X), textbook.predict(X)];
    found.data.forEach((value, i) => void expect(value).toBeCloseTo(right.data[i]!, 4));
    await backend.close();
  });

  it.each([
    ['examples/regression.ts', RELU_SOFTMAX, /This network has one hidden layer of tanh, linear outputs and the squared error: --task regression/],
    ['examples/several-labels.ts', RELU_SOFTMAX, /This network has one hidden layer of ReLUs and a sigmoid for each label: --output sigmoids/],
  ])('%s says what it is for where it is given another model', async (source, model, message) => {
    const backend = await pluginBackend(source);
    await expect(backend.create(model, usualTraining(model), initialWeights(model, 'he-normal', stream(1, 'initial')))).rejects.toThrow(message);
    await backend.close();
  });
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
