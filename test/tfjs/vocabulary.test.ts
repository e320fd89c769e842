import { describe, expect, it } from 'vitest';
import { PlainNetwork } from '../../scratch/plain.ts';
import { mapTensors, tensorsOf } from '../../src/model/tensors.ts';
import type { TrainingSpec } from '../../src/model/training-spec.ts';
import { zeros } from '../../src/numbers/matrix.ts';
import { difference, largest, norm } from '../../src/numbers/norms.ts';
import { TfjsNetwork } from '../../tfjs/network.ts';
import { loadRuntime } from '../../tfjs/runtime.ts';
import { normalMatrix, weightsFor } from '../tiny-plan.ts';
import { batchFor, outputsFor, taskWith, variants } from '../vocabulary.ts';
import { runtimeUnderTest } from './runtime-under-test.ts';

const { tf, description } = await loadRuntime(runtimeUnderTest());

/** Of a change of the weights, relative L2: float32 sums of some ten terms, through three layers and an optimiser's root. */
const ROUNDING = 2e-5;
/** Half an ulp of each weight is lost whenever it is stored. */
const HALF_ULP = 2 ** -24;

describe(`TensorFlow.js, ${description}`, () => {
  it.each(Object.keys(variants))('%s: five steps, one of them short, as the textbook takes them in float64', async (name) => {
    const task = variants[name]!;
    const initial = weightsFor(task.model, 5);
    const plain = new PlainNetwork(task, initial);
    const before = tf.memory().numTensors;
    const network = new TfjsNetwork(tf, task, initial);
    for (let step = 1; step <= 5; step++) {
      const { X, y, masks } = batchFor(task, step === 4 ? 3 : 8, step);
      const [expected, found] = [plain.step(X, y, 0.05, masks), await network.step(X, y, 0.05, masks)];
      expect(Math.abs(found - expected)).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected)));
    }
    const [a, b, c] = [initial, plain.weights(), network.weights()].map(tensorsOf);
    const moved = b!.map(({ values }, t) => norm(difference(values.data, a![t]!.values.data)));
    a!.forEach(({ values, label, layer }, t) => {
      const error = norm(difference(c![t]!.values.data, b![t]!.values.data));
      const ofLayer = Math.max(...moved.filter((_, other) => a![other]!.layer === layer)); // a bias that is normalised away moves by dust alone
      expect(error, label).toBeLessThanOrEqual(ROUNDING * ofLayer + 5 * HALF_ULP * norm(values.data));
    });
    const { X } = batchFor(task, 8, 9);
    expect(norm(difference(network.predict(X).data, plain.predict(X).data)) / norm(plain.predict(X).data)).toBeLessThan(ROUNDING);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('takes a weight next to 0 for what it is: an L1 penalty in the gradient goes by its sign', async () => {
    const task = taskWith(outputsFor.linear, { loss: 'squared-error', penalty: { l1: 0.5, l2: 0, biases: true, in: 'gradient', overBatch: false } });
    const small = mapTensors(weightsFor(task.model), ({ rows, cols }) => ({ rows, cols, data: new Float32Array(rows * cols).fill(-1e-9) }));
    const network = new TfjsNetwork(tf, task, small);
    await network.step(zeros(4, 4), zeros(4, 3), 1);
    for (const { values, label } of tensorsOf(network.weights())) for (const w of values.data) expect(w, label).toBeCloseTo(0.5, 6);
    network.dispose();
  });

  it.each<[string, Partial<TrainingSpec>]>([
    ['an L1 penalty', { penalty: { l1: 0.5, l2: 0, biases: true, in: 'loss', overBatch: false } }],
    ['an absolute error', { loss: 'absolute-error' }],
  ])('%s passes 0 back where |x| has its kink, at 0', async (_, training) => {
    const task = taskWith(outputsFor.linear, { loss: 'squared-error', ...training });
    const nothing = mapTensors(weightsFor(task.model), ({ rows, cols }) => zeros(rows, cols));
    const network = new TfjsNetwork(tf, task, nothing);
    await network.step(normalMatrix(4, 4, 1), zeros(4, 3), 1);
    expect(Math.max(...tensorsOf(network.weights()).map(({ values }) => largest(values.data)))).toBe(0); // outputs, targets and weights are all 0
    network.dispose();
  });
});
