import { describe, expect, it } from 'vitest';
import { type ScratchOptions, scratchBackend } from '../../../scratch/backend.ts';
import { ScratchNetwork } from '../../../scratch/fast/network.ts';
import { createNaive } from '../../../scratch/kernels/naive.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import type { Network } from '../../../src/model/network.ts';
import { replacing } from '../../../src/model/replacing.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { taskOf, usualTraining } from '../../../src/model/training-spec.ts';
import { copy, type Dtype, type Matrix, matrix, ShapeError } from '../../../src/numbers/matrix.ts';
import { difference, norm } from '../../../src/numbers/norms.ts';
import { layer, modelOf, normalMatrix, numbersOf, SIGMOID, SOFTMAX3, tinySamples, weightsFor } from '../../tiny-plan.ts';

const EVERY: ScratchOptions[] = [
  { kernel: 'naive', dtype: 'float32' },
  { kernel: 'naive', dtype: 'float64' },
  { kernel: 'blocked', dtype: 'float32' },
  { kernel: 'blocked', dtype: 'float64' },
  { kernel: 'auto', dtype: 'float32' },
];

async function networkOf(options: ScratchOptions, model: ModelSpec, weights: readonly LayerWeights[]): Promise<Network> {
  return (await scratchBackend(options)).create(model, usualTraining(model), weights);
}

describe.each(EVERY)('the hand-written network, $kernel kernels, $dtype', (options) => {
  const make = (model: ModelSpec, weights: readonly LayerWeights[]) => networkOf(options, model, weights);

  it('returns the loss before the update, then takes one step down the gradient', async () => {
    // x = (1, −1) → z1 = (1, −1), a1 = (1, 0) → z2 = 1·2 + 0·3 − 2 = 0, p = ½, L = log 2
    // y = 1: dz2 = −½, dW2 = (−½, 0), db2 = −½; da1 = (−1, −1½), dz1 = (−1, 0), dW1 = (−1, 0; 1, 0), db1 = (−1, 0); η = 1
    const network = await make(modelOf(2, [2], 'relu', SIGMOID), [
      layer(
        [
          [1, 0],
          [0, 1],
        ],
        [0, 0],
      ),
      layer([[2], [3]], [-2]),
    ]);
    expect(await network.step(matrix([[1, -1]]), Uint32Array.of(1), 1)).toBe(Math.LN2);
    expect(numbersOf(await network.weights())).toEqual([[2, 0, -1, 1], [1, 0], [2.5, 3], [-1.5]]);
  });

  it('takes the mean over the rows of the batch, once', async () => {
    // W = 0: p = (½, ½) for both rows; dZ = (−½, ½; ½, −½)/2; dW = Xᵀ·dZ; η = 4
    const network = await make(modelOf(2, [], 'relu', { kind: 'softmax', classes: 2 }), [
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
    ).toBe(Math.LN2);
    expect(numbersOf(await network.weights())).toEqual([
      [-2, 2, -6, 6],
      [0, 0],
    ]);
  });

  it('has relu’(0) = 0: a unit at exactly zero learns nothing', async () => {
    const network = await make(modelOf(1, [1], 'relu', SIGMOID), [layer([[0]], [0]), layer([[1]], [0])]);
    await network.step(matrix([[1]]), Uint32Array.of(1), 1);
    expect(numbersOf(await network.weights())).toEqual([[0], [0], [1], [0.5]]);
  });

  it('stays finite and exact for logits in the thousands', async () => {
    const { classes } = SOFTMAX3 as { classes: number };
    const network = await make(modelOf(1, [], 'relu', { kind: 'softmax', classes }), [layer([[4000, -4000, 0]], [0, 0, 0])]);
    expect(await network.step(matrix([[1]]), Uint32Array.of(1), 1)).toBe(8000); // p − y = (1, −1, 0)
    expect(numbersOf(await network.weights())).toEqual([
      [3999, -3999, 0],
      [-1, 1, 0],
    ]);

    const sigmoid = await make(modelOf(1, [], 'relu', SIGMOID), [layer([[5000]], [0])]);
    expect(await sigmoid.step(matrix([[-1], [1]]), Uint32Array.of(1, 0), 2)).toBe(5000); // p − y = −1 and 1, each /2
    expect(numbersOf(await sigmoid.weights())).toEqual([[4998], [0]]);
  });

  it('costs 40 at logits (40, 0, 0) and true class 1, and learns from it', async () => {
    const network = await make(modelOf(1, [], 'relu', SOFTMAX3), [layer([[40, 0, 0]], [0, 0, 0])]);
    expect(await network.step(matrix([[1]]), Uint32Array.of(1), 1)).toBe(40);
    expect(numbersOf(await network.weights())).toEqual([
      [39, 1, expect.closeTo(0, 15)],
      [-1, 1, expect.closeTo(0, 15)],
    ]);
  });

  it('shows a divergence: an infinite weight makes the loss NaN, ReLU hides nothing', async () => {
    const model = modelOf(2, [2], 'relu', SIGMOID);
    const network = await make(model, [
      layer(
        [
          [Infinity, 1],
          [-Infinity, 1],
        ],
        [0, 0],
      ),
      layer([[1], [1]], [0]),
    ]);
    expect(await network.step(matrix([[1, 1]]), Uint32Array.of(1), 1)).toBeNaN();
  });

  it('gives copies of its weights, takes copies, and leaves the batch alone', async () => {
    const model = modelOf(4, [5], 'tanh', SOFTMAX3);
    const given = weightsFor(model);
    const network = await make(model, given);
    const first = await network.weights();
    given[0]!.W.data.fill(9);
    first[1]!.b.data.fill(9);
    expect(numbersOf(await network.weights())).toEqual(numbersOf(weightsFor(model)));

    const { X, y } = tinySamples(3, 4, SOFTMAX3);
    await network.step(X, y, 0.1);
    expect([X, y]).toEqual(Object.values(tinySamples(3, 4, SOFTMAX3)));
    expect(numbersOf(first)[0]).toEqual(numbersOf(weightsFor(model))[0]); // what was given before the step stays
  });

  it('predicts more rows than it takes at a time as it predicts each alone, and any batch before or after', async () => {
    const model = modelOf(4, [6, 3], 'relu', SOFTMAX3);
    const network = await make(model, weightsFor(model));
    const X = normalMatrix(600, 4, 7);
    const Z = await network.predict(X);
    expect([Z.rows, Z.cols]).toEqual([600, 3]);
    for (const r of [0, 255, 256, 511, 512, 599]) {
      const alone = await network.predict({ rows: 1, cols: 4, data: X.data.subarray(4 * r, 4 * r + 4) });
      alone.data.forEach((logit, c) => expect(Z.data[3 * r + c]).toBeCloseTo(logit, 5));
    }
    expect(await network.predict(X)).toEqual(Z);
  });

  it('says what does not fit', async () => {
    const model = modelOf(4, [5], 'relu', SOFTMAX3);
    const network = await make(model, weightsFor(model));
    expect(() => network.predict(matrix([[1, 2, 3]]))).toThrow(new ShapeError('The network takes X (B, 4), got (1, 3).'));
    expect(() => network.step(matrix([[1, 2, 3, 4]]), Uint32Array.of(0, 1), 1)).toThrow(new ShapeError('X (1, 4) has 1 rows, y has 2 labels.'));
    expect(() => network.step(matrix([[1, 2, 3, 4]]), Uint32Array.of(3), 1)).toThrow(new RangeError('y[0] = 3: the model has classes 0 to 2.'));
    expect(() => network.setWeights(weightsFor(model).slice(1))).toThrow(ShapeError);
    const two = await make(modelOf(1, [], 'relu', SIGMOID), [layer([[1]], [0])]);
    expect(() => two.step(matrix([[1]]), Uint32Array.of(2), 1)).toThrow(new RangeError('y[0] = 2: the model has classes 0 to 1.'));
  });

  it('takes a batch from its own room as from anywhere else, and a part of that room for what it is', async () => {
    const model = modelOf(4, [5], 'relu', SOFTMAX3);
    const { X, y } = tinySamples(6, 4, SOFTMAX3);
    const [network, other] = [await make(model, weightsFor(model)), await make(model, weightsFor(model))];
    const room = () => {
      const own = network.batchRoom!(6);
      own.data.set(X.data);
      return own;
    };
    expect([room().rows, room().cols]).toEqual([6, 4]);
    expect(await network.step(room(), y, 0.5)).toBe(await other.step(X, y, 0.5));
    expect(numbersOf(await network.weights())).toEqual(numbersOf(await other.weights()));
    const lastHalf = (M: Matrix): Matrix => ({ rows: 3, cols: 4, data: M.data.subarray(12) });
    expect(await network.predict(lastHalf(room()))).toEqual(await other.predict(lastHalf(X)));
  });
});

it('makes no matrix in a step once it has seen a batch of as many rows', () => {
  const kernels = createNaive('float32');
  let made = 0;
  const counting = { ...kernels, matrix: (rows: number, cols: number) => (made++, kernels.matrix(rows, cols)) };
  const model = modelOf(4, [5], 'relu', SOFTMAX3);
  const network = new ScratchNetwork(taskOf(model), weightsFor(model), counting);
  const madeBy = (rows: number) => {
    const before = made;
    const { X, y } = tinySamples(rows, 4, SOFTMAX3);
    network.step(X, y, 0.1);
    return made - before;
  };
  expect(madeBy(8)).toBeGreaterThan(0);
  expect([8, 3, 1, 8, 3].map(madeBy)).toEqual([0, 0, 0, 0, 0]);
});

describe('a step', () => {
  it('computes no gradient of the batch itself: dX of every layer but the first', () => {
    const model = modelOf(5, [4, 3], 'relu', SOFTMAX3);
    const asked: string[] = [];
    const kernels = createNaive('float64');
    const spied = replacing(kernels, {
      inputGradient(dY, W, dX) {
        asked.push(`${W.rows} → ${W.cols}`);
        kernels.inputGradient(dY, W, dX);
      },
    });
    const network = new ScratchNetwork(taskOf(model), weightsFor(model), spied);
    network.step(normalMatrix(6, 5, 1), Uint32Array.of(0, 1, 2, 0, 1, 2), 0.1);
    expect(asked).toEqual(['3 → 3', '4 → 3']);
  });
});

describe('float32 beside float64', () => {
  const model = modelOf(4, [16, 16], 'tanh', SOFTMAX3);
  const { X, y } = tinySamples(32, 4, SOFTMAX3);

  async function weightsAfter(steps: number, dtype: Dtype): Promise<number[][]> {
    const network = await networkOf({ kernel: 'auto', dtype }, model, weightsFor(model));
    for (let step = 0; step < steps; step++) await network.step(X, y, 0.1);
    return numbersOf(await network.weights());
  }

  it('one step and fifty lie apart by rounding alone, and not by nothing', async () => {
    for (const steps of [1, 50]) {
      const [single, double] = [(await weightsAfter(steps, 'float32')).flat(), (await weightsAfter(steps, 'float64')).flat()];
      const apart = norm(difference(single, double)) / norm(double);
      expect(apart).toBeLessThan(10 * 1.3e-8 * Math.sqrt(steps)); // the design's envelope
      expect(apart).toBeGreaterThan(1e-9);
    }
  });

  it('predicts in its own float type', async () => {
    for (const [dtype, array] of [
      ['float32', Float32Array],
      ['float64', Float64Array],
    ] as const) {
      const network = await networkOf({ kernel: 'auto', dtype }, model, weightsFor(model));
      expect((await network.predict(copy(X, 'float64'))).data).toBeInstanceOf(array);
    }
  });
});
