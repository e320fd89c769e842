import { describe, expect, it } from 'vitest';
import { PlainNetwork } from '../../scratch/plain.ts';
import { tensorsOf } from '../../src/model/tensors.ts';
import { difference, norm } from '../../src/numbers/norms.ts';
import { TfjsNetwork } from '../../tfjs/network.ts';
import { loadRuntime } from '../../tfjs/runtime.ts';
import { weightsFor } from '../tiny-plan.ts';
import { batchFor, variants } from '../vocabulary.ts';
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
});
