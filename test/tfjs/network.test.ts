import { describe, expect, it } from 'vitest';
import { scratchBackend } from '../../scratch/backend.ts';
import type { Activation } from '../../src/model/activations/activations.ts';
import type { ModelSpec, Output } from '../../src/model/model-spec.ts';
import type { Network } from '../../src/model/network.ts';
import { type LayerWeights, type NamedTensors, tensorsOf } from '../../src/model/tensors.ts';
import { taskOf, usualTraining } from '../../src/model/training-spec.ts';
import { matrix, ShapeError } from '../../src/numbers/matrix.ts';
import { difference, norm } from '../../src/numbers/norms.ts';
import { batches } from '../../src/run/batches.ts';
import { orderOf, type RunPlan } from '../../src/run/run-plan.ts';
import { TfjsNetwork } from '../../tfjs/network.ts';
import { loadRuntime } from '../../tfjs/runtime.ts';
import { layer, modelOf, normalMatrix, numbersOf, SIGMOID, SOFTMAX3, tinyPlan, tinySamples, weightsFor } from '../tiny-plan.ts';
import { runtimeUnderTest } from './runtime-under-test.ts';

const { tf, description } = await loadRuntime(runtimeUnderTest());
const make = (model: ModelSpec, weights: readonly LayerWeights[]): Network => new TfjsNetwork(tf, taskOf(model), weights);

const single = (K: number): Output => ({ kind: 'softmax', classes: K });

describe(`the TensorFlow.js network, on ${description}`, () => {
  it('returns the loss before the update, then takes one step down the gradient', async () => {
    // the step that test/scratch/fast/network.test.ts takes by hand
    const network = make(modelOf(2, [2], 'relu', SIGMOID), [
      layer(
        [
          [1, 0],
          [0, 1],
        ],
        [0, 0],
      ),
      layer([[2], [3]], [-2]),
    ]);
    expect(await network.step(matrix([[1, -1]]), Uint32Array.of(1), 1)).toBeCloseTo(Math.LN2, 6);
    expect(numbersOf(await network.weights())).toEqual([[2, 0, -1, 1], [1, 0], [2.5, 3], [-1.5]]);
  });

  it('takes the mean over the rows of the batch, once', async () => {
    const network = make(modelOf(2, [], 'relu', single(2)), [
      layer(
        [
          [0, 0],
          [0, 0],
        ],
        [0, 0],
      ),
    ]);
    expect(
      await network.step(
        matrix([
          [1, 2],
          [3, 8],
        ]),
        Uint32Array.of(0, 1),
        4,
      ),
    ).toBeCloseTo(Math.LN2, 6);
    expect(numbersOf(await network.weights())).toEqual([
      [-2, 2, -6, 6],
      [0, 0],
    ]);
  });

  it('clips nothing: logits (40, 0, 0) and true class 1 cost 40, and are learnt from', async () => {
    const network = make(modelOf(1, [], 'relu', SOFTMAX3), [layer([[40, 0, 0]], [0, 0, 0])]);
    expect(await network.step(matrix([[1]]), Uint32Array.of(1), 1)).toBe(40);
    const [W, b] = numbersOf(await network.weights()) as [number[], number[]];
    [39, 1, 0].forEach((value, c) => expect(W[c]).toBeCloseTo(value, 6));
    [-1, 1, 0].forEach((value, c) => expect(b[c]).toBeCloseTo(value, 6));
  });

  it('clips nothing of a sigmoid either: z = 40 costs 40 where it is wrong', async () => {
    const network = make(modelOf(1, [], 'relu', SIGMOID), [layer([[40]], [0])]);
    expect(await network.step(matrix([[1]]), Uint32Array.of(0), 1)).toBe(40);
    expect(numbersOf(await network.weights())).toEqual([[39], [-1]]);
  });

  it('gives copies of its weights, takes copies, and leaves the batch alone', async () => {
    const model = modelOf(4, [5], 'tanh', SOFTMAX3);
    const given = weightsFor(model);
    const network = make(model, given);
    const first = await network.weights();
    given[0]!.W.data.fill(9);
    const { X, y } = tinySamples(3, 4, SOFTMAX3);
    await network.step(X, y, 0.1);
    expect([X, y]).toEqual(Object.values(tinySamples(3, 4, SOFTMAX3)));
    expect(numbersOf(first)).toEqual(numbersOf(weightsFor(model)));
    await network.setWeights(first);
    expect(numbersOf(await network.weights())).toEqual(numbersOf(first));
  });

  it('predicts logits, more rows than it takes at a time as each alone', async () => {
    const model = modelOf(4, [6], 'relu', SOFTMAX3);
    const network = make(model, weightsFor(model));
    const X = normalMatrix(2500, 4, 7);
    const Z = await network.predict(X);
    expect([Z.rows, Z.cols]).toEqual([2500, 3]);
    for (const r of [0, 1023, 1024, 2499]) {
      const alone = await network.predict({ rows: 1, cols: 4, data: X.data.subarray(4 * r, 4 * r + 4) });
      alone.data.forEach((logit, c) => expect(Z.data[3 * r + c]).toBeCloseTo(logit, 5));
    }
  });

  it('predicts in time proportional to the rows: every row is sliced once, however many there are', async () => {
    const model = modelOf(4, [6], 'relu', SOFTMAX3);
    const network = make(model, weightsFor(model));
    const X = normalMatrix(9000, 4, 7);
    const { kernels } = await tf.profile(() => void network.predict(X));
    const sliced = kernels.filter(({ name }) => name === 'Slice').map(({ inputShapes }) => inputShapes[0]![0]!);
    expect(kernels.map(({ name }) => name)).toContain('_FusedMatMul');
    expect(sliced.reduce((sum, rows) => sum + rows, 0)).toBeLessThanOrEqual(9000); // on wasm a slice copies all that it is cut from
  });

  it('refuses weights of another shape', () => {
    const model = modelOf(4, [5], 'relu', SOFTMAX3);
    expect(() => make(model, weightsFor(modelOf(4, [6], 'relu', SOFTMAX3)))).toThrow(new ShapeError('W1 must be (4, 5), got (4, 6) with 24 numbers.'));
  });

  it('leaks no tensor: neither by steps of several sizes, predicting and weights, nor after dispose', async () => {
    const before = tf.memory().numTensors;
    const model = modelOf(4, [5, 5], 'relu', SOFTMAX3);
    const network = make(model, weightsFor(model));
    const use = async () => {
      for (const rows of [8, 8, 3]) {
        const { X, y } = tinySamples(rows, 4, SOFTMAX3);
        await network.step(X, y, 0.1);
        await network.predict(X);
      }
      await network.setWeights(await network.weights());
    };
    await use(); // the first step makes what the optimizer keeps
    const steady = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) await use();
    expect(tf.memory().numTensors).toBe(steady);
    await network.dispose?.();
    expect(tf.memory().numTensors).toBe(before);
  });
});

interface Trained {
  readonly losses: readonly number[];
  readonly weights: NamedTensors;
}

/** Both networks after so many steps of the plan, each with the loss of every step. */
async function sideBySide(plan: RunPlan, steps: number): Promise<[scratch: Trained, tfjs: Trained]> {
  const scratch = await (await scratchBackend({ dtype: 'float32', kernel: 'auto' })).create(plan.model, usualTraining(plan.model), plan.initial);
  const networks = [scratch, make(plan.model, plan.initial)];
  const trained = networks.map(async (network): Promise<Trained> => {
    const losses: number[] = [];
    for (let epoch = 1; losses.length < steps; epoch++) {
      for (const { X, y } of batches(plan.train, orderOf(plan, epoch), plan.batchSize)) {
        if (losses.length < steps) losses.push((await network.step(X, y, plan.learningRate)) ?? NaN);
      }
    }
    const weights = await network.weights();
    await network.dispose?.();
    return { losses, weights };
  });
  return [await trained[0]!, await trained[1]!];
}

type Tensors = readonly Float64Array[];
const numbers = (weights: readonly LayerWeights[]): Tensors => tensorsOf(weights).map(({ values }) => Float64Array.from(values.data));

/** ‖a − b‖/‖b‖ of the tensor in which it is largest. */
function furthest(a: Tensors, b: Tensors): number {
  return Math.max(...b.map((tensor, t) => norm(difference(a[t]!, tensor)) / norm(tensor)));
}

describe.each<[string, Output]>([
  ['softmax', SOFTMAX3],
  ['sigmoid', SIGMOID],
])('beside the hand-written network, %s output', (_, output) => {
  const planOf = (activation: Activation) =>
    tinyPlan({ model: modelOf(6, [16, 16], activation, output), rows: 45, batchSize: 16, epochs: 9, learningRate: 0.5 });

  it.each<Activation>(['relu', 'tanh', 'sigmoid'])('%s: one step changes every tensor alike, to 1e-5', async (activation) => {
    const plan = planOf(activation);
    const [scratch, tfjs] = (await sideBySide(plan, 1)).map(({ weights }) => numbers(weights)) as [Tensors, Tensors];
    const initial = numbers(plan.initial);
    const change = (after: Tensors) => after.map((tensor, t) => difference(tensor, initial[t]!));
    expect(furthest(change(tfjs), change(scratch))).toBeLessThanOrEqual(1e-5);
  });

  it.each<Activation>(['relu', 'tanh', 'sigmoid'])(
    '%s: 25 steps, short batches among them, lie within the drift of rounding, 10 × 1.3e-8·√25',
    async (activation) => {
      const [scratch, tfjs] = await sideBySide(planOf(activation), 25);
      scratch.losses.forEach((loss, i) => expect(Math.abs(loss - tfjs.losses[i]!) / loss, `loss of step ${i + 1}`).toBeLessThanOrEqual(1e-5));
      expect(furthest(numbers(tfjs.weights), numbers(scratch.weights))).toBeLessThanOrEqual(10 * 1.3e-8 * Math.sqrt(25));
      expect(tfjs.losses).not.toEqual(scratch.losses); // else it is one network twice
    },
  );
});
