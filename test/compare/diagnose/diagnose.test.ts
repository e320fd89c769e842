import { describe, expect, it } from 'vitest';
import { DEFAULT_MODEL, diagnose } from '../../../compare/diagnose/diagnose.ts';
import { toMarkdown, toText } from '../../../compare/show/words/diagnosis.ts';
import { toTrainLikeTheReference } from '../../../compare/to-train-like-the-reference.ts';
import { backward } from '../../../scratch/plain.ts';
import { Fault } from '../../../src/fault.ts';
import type { Backend } from '../../../src/model/network.ts';
import { taskOf } from '../../../src/model/training-spec.ts';
import { type Bug, PlantedNetwork, planted } from './planted-network.ts';

expect.extend({ toTrainLikeTheReference });

describe("the document's mistake: the mean in the loss's backward and again in the linear layer's", () => {
  const network = planted([{ bug: 'linear-mean' }]);

  it('is named, with its evidence and its effect in numbers', async () => {
    const diagnosis = await diagnose(network, {
      inputs: 20,
      hidden: [
        { units: 64, activation: 'relu' },
        { units: 64, activation: 'relu' },
      ],
      output: { kind: 'softmax', classes: 2 },
    });
    expect(diagnosis).toMatchObject({
      verdict: 'mistake',
      mistakes: [{ id: 'mean-twice', code: 'MLP305' }],
      alternatives: [],
      location: { tensor: 'dZ3', probe: 'the full batch of 64', implied: true, stillRight: ['weights', 'logits', 'loss'] },
    });
    const text = toText(diagnosis);
    expect(text).toContain('The mean over the batch is taken twice.');
    expect(text).toContain('Code          MLP305 mean-twice; npm run compare -- explain-mistake MLP305\n');
    expect(text.replace(/\s+/g, ' ')).toContain(
      'dW3, db3, dW2, db2, dW1, db1 are the reference ÷ 64.000 on the full batch of 64; the reference ÷ 17.000 on the short batch of 17; the reference on the batch of one.',
    );
    expect(text.replace(/\s+/g, ' ')).toContain('your learning rate is really 0.1/64 = 0.001563');
    expect(text).toContain('dZ = (p − y)/B');
  });

  it('is plain data: stored and read again, it is worded alike', async () => {
    const diagnosis = await diagnose(network);
    expect(toText(JSON.parse(JSON.stringify(diagnosis)))).toBe(toText(diagnosis));
  });

  it('is told in Markdown, and in colours where a palette is given', async () => {
    const diagnosis = await diagnose(network);
    expect(toMarkdown(diagnosis)).toContain('- **Mistake:** The mean over the batch is taken twice.');
    const palette = { bold: (text: string) => `<b>${text}</b>`, good: (text: string) => text, bad: (text: string) => `<bad>${text}</bad>` };
    expect(toText(diagnosis, palette)).toContain('<bad>linear-mean: one mistake found.</bad>');
    expect(toText(diagnosis, palette)).toContain('<b>Mistake');
  });
});

describe('mistakes that give the same numbers', () => {
  it.each([
    { bug: { bug: 'factor-two' }, same: ['squared-error-factor', 'rate-scaled'] },
    { bug: { bug: 'uphill' }, same: ['wrong-sign', 'uphill'] },
    { bug: { bug: 'biases-not-updated' }, same: ['bias-gradient-missing'] },
  ] satisfies { bug: Bug; same: string[] }[])('$same are named together', async ({ bug, same }) => {
    const diagnosis = await diagnose(planted([bug]));
    if (diagnosis.verdict !== 'mistake') throw new Error(diagnosis.verdict);
    expect([diagnosis.mistakes, ...diagnosis.alternatives].map((mistakes) => mistakes.map(({ id }) => id).join())).toEqual(same);
    if (same.length > 1)
      expect(toText(diagnosis).replace(/\s+/g, ' ')).toContain('It gives the same numbers in every probe: numbers cannot tell the two apart.');
  });
});

describe('numbers in a mistake are estimated', () => {
  it.each([
    { plant: { bug: 'activation-leaky', value: 0.137 }, name: 'slope' },
    { plant: { bug: 'momentum', value: 0.9 }, name: 'momentum' },
    { plant: { bug: 'decay', value: 5e-4 }, name: 'λ' },
    { plant: { bug: 'log-plus', value: 1e-7 }, name: 'ε' },
    { plant: { bug: 'log-clip', value: 1e-15 }, name: 'ε' },
    { plant: { bug: 'clip-norm', value: 0.1 }, name: 'limit' },
    { plant: { bug: 'nominal', value: 50 }, name: 'batch size' },
    { plant: { bug: 'rate-fixed', value: 0.01 }, name: 'learning rate' },
  ])('$plant.bug: $name = $plant.value', async ({ plant, name }) => {
    const diagnosis = await diagnose(planted([plant]));
    if (diagnosis.verdict !== 'mistake') throw new Error(toText(diagnosis));
    expect(diagnosis.mistakes[0]!.parameter?.name).toBe(name);
    expect(diagnosis.mistakes[0]!.parameter!.value / plant.value).toBeCloseTo(1, 3);
  });
});

describe('a network that shows its gradients', () => {
  /** The planted network, with gradients() of the textbook: what is wrong then is the update. */
  const showing = (bug: Bug): Backend => ({
    name: 'showing',
    description: 'planted',
    async create(model, _training, initial) {
      const inner = new PlantedNetwork(model, initial, [bug], true);
      let gradients = backward(
        taskOf(model),
        { weights: initial },
        { X: { rows: 1, cols: model.inputs, data: new Float64Array(model.inputs) }, y: Uint32Array.of(0) },
      ).gradients;
      return {
        step(X, y, learningRate) {
          gradients = backward(taskOf(model), { weights: inner.weights() }, { X: X, y: y }).gradients;
          return inner.step(X, y as Uint32Array, learningRate);
        },
        predict: (X) => inner.predict(X),
        weights: () => inner.weights(),
        setWeights: (weights) => inner.setWeights(weights),
        gradients: () => gradients,
      };
    },
  });

  it('has its update told from its gradient, which without them give the same numbers', async () => {
    const diagnosis = await diagnose(showing({ bug: 'rate-scaled', value: 2 }));
    if (diagnosis.verdict !== 'mistake') throw new Error(toText(diagnosis));
    expect(diagnosis.location.tensor).toBe('update');
    expect([diagnosis.mistakes, ...diagnosis.alternatives].map(([mistake]) => mistake!.id)).toEqual(['rate-scaled']);
  });
});

describe('a network that shows its activations', () => {
  const showing = (bug: Bug): Backend => ({
    name: 'showing',
    description: 'planted',
    async create(model, _training, initial) {
      const inner = new PlantedNetwork(model, initial, [bug], true);
      return {
        step: (X, y, learningRate) => inner.step(X, y as Uint32Array, learningRate),
        predict: (X) => inner.predict(X),
        weights: () => inner.weights(),
        setWeights: (weights) => inner.setWeights(weights),
        activations: (X) => inner.hidden(X),
      };
    },
  });

  it('has the first wrong layer named, where logits alone say only that something is', async () => {
    const bug = { bug: 'activation-tanh', layer: 2 };
    expect(await diagnose(showing(bug))).toMatchObject({ location: { tensor: 'A2', stillRight: ['weights', 'A1'] }, mistakes: [{ id: 'activation-tanh/2' }] });
    expect(await diagnose(planted([bug]))).toMatchObject({ location: { tensor: 'logits' }, mistakes: [{ id: 'activation-tanh/2' }] });
  });
});

describe('as a test', () => {
  it('passes a network that trains like the reference', async () => {
    await expect(planted([])).toTrainLikeTheReference(DEFAULT_MODEL);
  });

  it('fails with the diagnosis as its message', async () => {
    await expect(expect(planted([{ bug: 'mask-missing' }])).toTrainLikeTheReference(DEFAULT_MODEL)).rejects.toThrow(/The ReLU mask is missing going back/);
  });
});

describe('a network that cannot be asked', () => {
  const broken = (change: (network: PlantedNetwork) => object): Backend => ({
    name: 'broken',
    description: 'planted',
    create: async (model, _training, initial) => {
      const inner = new PlantedNetwork(model, initial, [], true);
      const seam = {
        step: inner.step.bind(inner),
        predict: inner.predict.bind(inner),
        weights: inner.weights.bind(inner),
        setWeights: inner.setWeights.bind(inner),
      };
      return { ...seam, ...change(inner) };
    },
  });

  it.each([
    {
      what: 'throws',
      change: () => ({
        step: () => {
          throw new Error('out of ideas');
        },
      }),
      message:
        /diagnose\.test\.ts:\d+:\d+: step\(\) threw Error: out of ideas\. It was asked for step\(\) on 64 rows at learning rate 2\^20 \(the full batch of 64\)\. No training takes a step at 2\^20: .+ No other/,
    },
    {
      what: 'answers with logits of another shape',
      change: () => ({ predict: () => ({ rows: 2, cols: 2, data: new Float64Array(4) }) }),
      message: /the logits must be \(64, 3\), got \(2, 2\)/,
    },
    {
      what: 'forgets a layer',
      change: (inner: PlantedNetwork) => ({ weights: () => inner.weights().slice(1) }),
      message: /The model has 3 layers, got weights for 2/,
    },
  ])('$what: one line says so', async ({ change, message }) => {
    await expect(diagnose(broken(change))).rejects.toThrow(Fault);
    await expect(diagnose(broken(change))).rejects.toThrow(message);
  });

  it('and cannot even be made: one line has the place and the cause', async () => {
    const unmakeable: Backend = {
      name: 'unmakeable',
      description: 'planted',
      create: async () => {
        throw new TypeError('no such layer');
      },
    };
    await expect(diagnose(unmakeable)).rejects.toThrow(Fault);
    await expect(diagnose(unmakeable)).rejects.toThrow(
      /^\S*diagnose\.test\.ts:\d+:\d+: making the network threw TypeError: no such layer\. It was asked for a network 5 → 6 relu → 6 relu → 3 \(softmax\)\.$/,
    );
  });

  const throwing = (bugs: readonly Bug[], throws: (rows: number, learningRate: number) => boolean): Backend => ({
    name: 'particular',
    description: 'planted',
    create: async (model, _training, initial) => {
      const inner = new PlantedNetwork(model, initial, bugs, true);
      return {
        step(X, y, learningRate) {
          if (throws(X.rows, learningRate)) throw new RangeError(`not ${X.rows} rows at ${learningRate}`);
          return inner.step(X, y as Uint32Array, learningRate);
        },
        predict: (X) => inner.predict(X),
        weights: () => inner.weights(),
        setWeights: (weights) => inner.setWeights(weights),
      };
    },
  });

  it('at one probe: it is told with what was asked and what the network said, and the others go on', async () => {
    const diagnosis = await diagnose(throwing([], (rows, learningRate) => rows === 1 && learningRate > 1));
    expect(diagnosis).toMatchObject({
      verdict: 'unfinished',
      unanswered: [
        {
          probe: 'the batch of one',
          asked: { call: 'step() on 1 row', learningRate: 2 ** 20 },
          said: expect.stringMatching(/test\.ts:\d+:\d+: step\(\) threw RangeError: not 1 rows at 1048576\.$/),
        },
      ],
    });
    const text = toText(diagnosis).replace(/\s+/g, ' ');
    expect(text).toContain('particular: 1 of 9 probes not answered; what came is right.');
    expect(text).toMatch(/Not answered .+ not 1 rows at 1048576\. Asked for step\(\) on 1 row at learning rate 2\^20 \(the batch of one\)\. No training/);
  });

  it('at every large learning rate: mistakes are named all the same', async () => {
    const diagnosis = await diagnose(throwing([{ bug: 'linear-mean' }], (_rows, learningRate) => learningRate > 1));
    expect(diagnosis.unanswered.map(({ probe }) => probe)).toEqual([
      'the full batch of 64',
      'the short batch of 17',
      'the batch of one',
      'a batch of 9',
      'confident predictions',
      'logits in the thousands',
      'units at exactly 0',
    ]);
    expect(diagnosis, toText(diagnosis)).toMatchObject({ verdict: 'mistake', mistakes: [{ id: 'mean-twice' }] });
    expect(toText(diagnosis)).toContain('Not answered');
  });
});

describe('batches of one row', () => {
  it('are diagnosed as such: no probe is said to be of more, but for one that is said to be', async () => {
    const diagnosis = await diagnose(planted([], false), DEFAULT_MODEL, { batchSize: 1 });
    expect(diagnosis.verdict).toBe('correct');
    expect(diagnosis.probes.slice(0, 4)).toEqual(['the batch of one', 'a second batch of one', 'a third batch of one', 'a batch of 9']);
    expect(diagnosis.notes).toEqual([expect.stringContaining('some probes are of more, up to 9')]);
  });

  it('are stepped through one by one', async () => {
    const rows: number[] = [];
    const counting: Backend = {
      name: 'counting',
      description: 'planted',
      create: async (model, _training, initial) => {
        const inner = new PlantedNetwork(model, initial, [], true);
        const step: PlantedNetwork['step'] = (X, y, learningRate) => {
          if (learningRate === 0.125) rows.push(X.rows); // as in training
          return inner.step(X, y as Uint32Array, learningRate);
        };
        return { step, predict: (X) => inner.predict(X), weights: () => inner.weights(), setWeights: (weights) => inner.setWeights(weights) };
      },
    };
    await diagnose(counting, DEFAULT_MODEL, { batchSize: 1 });
    expect(new Set(rows)).toEqual(new Set([1]));
  });

  it('have mistakes named, and what is wrong over rows alone does no harm to them', async () => {
    const diagnosis = await diagnose(planted([{ bug: 'linear-mean' }]), DEFAULT_MODEL, { batchSize: 1 });
    expect(diagnosis).toMatchObject({ verdict: 'mistake', mistakes: [{ id: 'mean-twice', effect: 'None as long as every batch has one row.' }] });
    expect(await diagnose(planted([{ bug: 'mask-missing' }]), DEFAULT_MODEL, { batchSize: 1 })).toMatchObject({
      verdict: 'mistake',
      mistakes: [{ id: 'mask-missing' }],
    });
  });
});
