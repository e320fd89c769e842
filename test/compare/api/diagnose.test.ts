import { describe, expect, expectTypeOf, it } from 'vitest';
import { type DiagnoseResult, type Diagnosis, diagnose, localBackend } from '../../../compare/index.ts';
import { faultOf } from '../networks/fixtures.ts';
import { meanTwice, right } from './networks.ts';

describe('diagnose', { timeout: 60_000 }, () => {
  it('takes a function, what stands behind the seam, a name and a file, and tells what it is busy with', async () => {
    const work = diagnose(meanTwice);
    const doing: string[] = [];
    for await (const { says } of work) doing.push(says);
    const found = await work;
    expect(found.kind === 'mistake' && found.diagnosis.mistakes.map(({ id }) => id)).toEqual(['mean-twice']);
    expect(found.diagnosis.network).toBe('meanTwice');
    expect(doing).toContain('Probe 1 of 9');
    for (const network of [right, localBackend(right), 'scratch', './examples/python/numpy_mended.py']) {
      expect((await diagnose(network)).kind).toBe('correct');
    }
  });

  it('holds it against the model and the training that the settings say', async () => {
    const { diagnosis } = await diagnose(right, { inputs: 4, classes: 2, hidden: [3], activation: 'tanh', optimizer: 'adam', l2: 0.01 });
    expect([diagnosis.verdict, diagnosis.model]).toEqual([
      'correct',
      expect.objectContaining({ inputs: 4, hidden: [{ units: 3, activation: 'tanh' }], output: { kind: 'softmax', classes: 2 } }),
    ]);
  });

  it.each([
    [{ inputs: 0 }, "inputs: expected a whole number from 1, got '0'"],
    [{ activation: 'rleu' }, 'activation: expected one of relu, tanh'],
    [{ batchSize: 'full' }, /^batchSize full: the rows are drawn here/],
    [{ activation: 'relu', threshold: 0.4 }, /^threshold goes with output sigmoid/],
    [{ json: true }, 'json: this is an option of the command line alone.'],
  ])('says in a line what is wrong with %j', async (given, message) => {
    expect(await faultOf(() => diagnose(right, given as object))).toMatch(message);
  });
});

class Perceptron {
  step() {}
}

it.each([
  [Perceptron, 'network: Perceptron is a class. Give a function that makes one: (model, initial, training) => new Perceptron(model, initial).'],
  [new Perceptron(), 'network: this is a network, already made. Each training begins with one of its own, from weights that are given: bring a function'],
  [{ trainOnBatch() {}, predict() {}, getWeights() {} }, 'network: this is a model of TensorFlow.js, already made.'],
  [{ layers: 3 }, "network: expected a name, a file or a function that makes it, (model, initial, training) => network; it is an object with 'layers'."],
])('says how to bring %s, which is no network', async (given, message) => {
  expect(await faultOf(() => diagnose(given as unknown as typeof right))).toContain(message);
});

it('has a result that is told apart by its kind', () => {
  expectTypeOf<DiagnoseResult['kind']>().toEqualTypeOf<Diagnosis['verdict']>();
  expectTypeOf<Extract<DiagnoseResult, { kind: 'mistake' }>['diagnosis']>().toHaveProperty('mistakes');
  expectTypeOf<Extract<DiagnoseResult, { kind: 'correct' }>['diagnosis']>().not.toHaveProperty('mistakes');
});
