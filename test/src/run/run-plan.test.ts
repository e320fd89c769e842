import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/data/dataset.ts';
import { Fault } from '../../../src/fault.ts';
import { initialWeights } from '../../../src/model/initialisers/initialisers.ts';
import { describeModel } from '../../../src/model/model-spec.ts';
import { classesOf } from '../../../src/model/target.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { matrix } from '../../../src/numbers/matrix.ts';
import { stream } from '../../../src/numbers/random.ts';
import { batches } from '../../../src/run/batches.ts';
import { parseRunSpec, type RunSpec } from '../../../src/run/config.ts';
import { makePlan } from '../../../src/run/make-plan.ts';
import { batchAt, batchesBetween, describeData, orderOf, type Parts, type RunPlan, stepsPerEpoch, totalSteps } from '../../../src/run/run-plan.ts';

function dataset(name: string, rows: number, classes = ['no', 'yes']): Dataset {
  const random = stream(3, name);
  const X = matrix(
    Array.from({ length: rows }, () => [5 + random.normal(), 100 * random.normal()]),
    'float64',
  );
  return { name, X, y: Uint32Array.from({ length: rows }, (_, r) => r % classes.length), classes, features: ['a', 'b'] };
}

const parts: Parts = { train: dataset('train.csv', 10), validation: dataset('validation', 4), test: dataset('test.csv', 3) };
const spec = (settings: Partial<Record<keyof RunSpec, unknown>> = {}) =>
  parseRunSpec({ hidden: [4], epochs: 3, batchSize: 4, ...settings }, (option) => `--${option}`);
const plan = (settings: Partial<Record<keyof RunSpec, unknown>> = {}): RunPlan => makePlan(spec(settings), parts).plan;
const ordersOf = (made: RunPlan): number[][] => [1, 2, 3].map((epoch) => [...orderOf(made, epoch)]);

describe('a plan', () => {
  it('is the same for the same settings and data, to the bit', () => {
    expect(plan()).toEqual(plan());
    expect(ordersOf(plan())).toEqual(ordersOf(plan()));
  });

  it('has other initial weights and orders under another seed', () => {
    expect(plan({ seed: 9 }).initial).not.toEqual(plan().initial);
    expect(ordersOf(plan({ seed: 9 }))).not.toEqual(ordersOf(plan()));
  });

  it('draws its initial weights from the stream of that name', () => {
    const { model, initial } = plan();
    expect(initial).toEqual(initialWeights(model, 'he-normal', stream(8, 'initial')));
  });

  it('has batches of all rows where that is said, and of no more than there are', () => {
    expect([plan({ batchSize: 'full' }).batchSize, plan({ batchSize: 1000 }).batchSize, plan({ batchSize: 1 }).batchSize]).toEqual([10, 10, 1]);
    expect(stepsPerEpoch(plan({ batchSize: 'full' }))).toBe(1);
  });

  it('has the numbers of normalisation and of dropout in its model, where they are not as usual', () => {
    expect(plan({ normalise: 'batch', dropout: 0.2 }).model).not.toHaveProperty('normalisation');
    const { model } = plan({ normalise: 'batch', normEpsilon: 1e-3, normMomentum: 0.01, normVariance: 'biased', dropout: 0.2, dropoutScaling: 'prediction' });
    expect(model).toMatchObject({ normalisation: { epsilon: 1e-3, momentum: 0.01, unbiased: false }, dropoutScaling: 'prediction' });
    expect(describeModel(model)).toBe(
      '2 → 4 batch norm relu dropout 0.2 → 2 (softmax); norms with ε 0.001, keeping 0.01 of a batch, its variance by B; dropout scaled in the prediction',
    );
    expect(plan({ normalise: 'layer', normEpsilon: 0.1 }).model.normalisation).toEqual({ epsilon: 0.1, momentum: 0.1, unbiased: true });
  });

  it('says when a training ends early, where that is said', () => {
    expect(plan()).not.toHaveProperty('earlyStopping');
    expect(plan({ earlyStopping: '5' }).earlyStopping).toEqual({ patience: 5, minDelta: 0, monitor: 'loss' });
    expect(plan({ earlyStopping: 5, minDelta: 0.01, monitor: 'metric' }).earlyStopping).toEqual({ patience: 5, minDelta: 0.01, monitor: 'metric' });
  });

  it('gathers no more batches for an update than there are steps', () => {
    expect(plan({ accumulate: 9 }).training.accumulate).toBe(9);
    expect(() => plan({ accumulate: 10 })).toThrow(
      new Fault('--accumulate 10: the training has 9 steps, none of which would be an update. Choose fewer batches for one.'),
    );
  });

  it('gives its biases what is said of them, and its weights no other bits for it', () => {
    const made = plan({ biasInit: '0.25' }).initial;
    expect(made.map(({ b }) => [...b.data])).toEqual([
      [0.25, 0.25, 0.25, 0.25],
      [0.25, 0.25],
    ]);
    expect(made.map(({ W }) => W)).toEqual(plan().initial.map(({ W }) => W));
  });

  it('draws biases that are said to be drawn from a stream of their own: they repeat no weight', () => {
    const [{ W, b }] = plan({ init: 'uniform(1)', biasInit: 'pytorch' }).initial as [LayerWeights];
    for (const [i, value] of b.data.entries()) expect(value * Math.SQRT2).not.toBeCloseTo(W.data[i]!, 4); // both U(±1)
  });

  it('hands on what standardising the other parts warns of', () => {
    const constant = {
      ...parts.train,
      X: matrix(
        Array.from({ length: 10 }, (_, r) => [r, 7]),
        'float64',
      ),
    };
    const warnings = makePlan(spec(), { ...parts, train: constant }).warnings;
    expect(warnings.map((warning) => /not in (.+?):/.exec(warning)?.[1])).toEqual(['validation', 'test.csv']);
  });

  it('orders the rows anew in every epoch, each row once', () => {
    const orders = ordersOf(plan());
    for (const order of orders) expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(new Set(orders.map(String)).size).toBe(3);
  });

  it('orders the rows without regard to model, batch size or number of epochs', () => {
    const orders = ordersOf(plan());
    for (const other of [{ hidden: [9, 9] }, { batchSize: 3 }, { epochs: 7 }, { init: 'pytorch-default' }]) {
      expect(ordersOf(plan(other))).toEqual(orders);
    }
  });

  it('gives a network with an order purpose of its own another order', () => {
    expect(ordersOf({ ...plan(), orderPurpose: 'order of another' })).not.toEqual(ordersOf(plan()));
    expect(ordersOf({ ...plan(), orderPurpose: 'order' })).toEqual(ordersOf(plan()));
  });

  it('standardises all rows by the training rows alone, and rounds them to float32 once', () => {
    const { train, validation, test } = plan();
    const column = (c: number) => [...parts.train.X.data].filter((_, i) => i % 2 === c);
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    const std = (values: number[]) => Math.sqrt(mean(values.map((x) => (x - mean(values)) ** 2)));
    for (const [made, read] of [
      [train, parts.train],
      [validation, parts.validation],
      [test, parts.test],
    ] as const) {
      const expected = Array.from(read.X.data, (x, i) => (x - mean(column(i % 2))) / (std(column(i % 2)) + 1e-8));
      expect(made.X.data).toBeInstanceOf(Float32Array);
      expected.forEach((value, i) => expect(made.X.data[i]).toBeCloseTo(value, 6));
      expect(made.y).toEqual(read.y);
    }
  });

  it('takes a batch larger than the training rows for all of them', () => {
    expect([plan({ batchSize: 64 }).batchSize, stepsPerEpoch(plan({ batchSize: 64 }))]).toEqual([10, 1]);
  });

  it('counts its steps, the short batch among them', () => {
    expect([stepsPerEpoch(plan()), totalSteps(plan())]).toEqual([3, 9]);
  });

  it('gives each hidden layer its own activation, or all the one there is', () => {
    const activations = (settings: object) => plan(settings).model.hidden.map(({ activation }) => activation);
    expect(activations({ hidden: [3, 2], activation: ['tanh', 'sigmoid'] })).toEqual(['tanh', 'sigmoid']);
    expect(activations({ hidden: [3, 2], activation: ['tanh'] })).toEqual(['tanh', 'tanh']);
  });

  it('has a logit for each class, or one sigmoid with its threshold for two', () => {
    expect(plan().model).toMatchObject({ inputs: 2, output: { kind: 'softmax', classes: 2 } });
    expect(plan({ output: 'sigmoid' }).model.output).toEqual({ kind: 'sigmoid', threshold: 0.5 });
    expect(plan({ output: 'sigmoid', threshold: 0.3 }).model.output).toEqual({ kind: 'sigmoid', threshold: 0.3 });
  });

  it('has no sigmoid output for three classes', () => {
    const three = { ...parts, train: dataset('iris.csv', 9, ['a', 'b', 'c']) };
    expect(makePlan(spec(), three).plan.model.output).toEqual({ kind: 'softmax', classes: 3 });
    expect(() => makePlan(spec({ output: 'sigmoid' }), three)).toThrow(
      new Fault('--output sigmoid answers for two classes, iris.csv has 3. Use --output softmax.'),
    );
  });

  it('is refused where no machine could hold it, before a single weight is drawn', () => {
    expect(() => plan({ hidden: [99_999, 99_999] })).toThrow(
      new Fault('--hidden: the model would have 10,000,399,997 weights; at most 268,435,456 weights are taken. Choose smaller widths.'),
    );
    expect(() => plan({ hidden: [Number.MAX_SAFE_INTEGER] })).toThrow(/^--hidden: the model would have /);
  });

  it('describes its data in a line', () => {
    expect(describeData(plan())).toBe('10 training, 4 validation and 3 test rows of 2 features, 2 classes');
  });
});

describe('batchAt', () => {
  it('gives for each step the rows that the batches of its epoch give', () => {
    const made = plan();
    let step = 0;
    for (let epoch = 1; epoch <= made.epochs; epoch++) {
      for (const { X, y } of batches(made.train, orderOf(made, epoch), made.batchSize)) {
        const found = batchAt(made, ++step);
        expect([found.epoch, [...found.X.data], [...classesOf(found.y)]]).toEqual([epoch, [...X.data], [...classesOf(y)]]);
        expect([...found.rows].map((row) => classesOf(made.train.y)[row])).toEqual([...classesOf(y)]);
      }
    }
    expect(step).toBe(totalSteps(made));
  });

  it('gives the short last batch short', () => {
    expect([1, 2, 3, 4].map((step) => batchAt(plan(), step).X.rows)).toEqual([4, 4, 2, 4]);
  });
});

describe('batchesBetween', () => {
  it('gives what batchAt gives, within an epoch and across its end, up to the last step but not with it', () => {
    const made = plan();
    for (const [from, to] of [
      [1, 3],
      [2, 8],
      [3, 4],
      [9, 10],
      [5, 5],
    ] as const) {
      const steps = Array.from({ length: to - from }, (_, i) => from + i);
      expect([...batchesBetween(made, from, to)], `${from} to ${to}`).toEqual(steps.map((step) => batchAt(made, step)));
    }
  });
});
