import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptMatrix } from '../../../compare/networks/accept.ts';
import type { HandWrittenNetwork, NetworkMaker } from '../../../compare/networks/define-network.ts';
import { localBackend } from '../../../compare/networks/local-backend.ts';
import { Fault } from '../../../src/fault.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import { usualTraining } from '../../../src/model/training-spec.ts';
import { type Matrix, matrix, zeros } from '../../../src/numbers/matrix.ts';
import { withMomentum } from '../../with-momentum.ts';
import { callEveryMethod, faultOf, INITIAL, MODEL, X, y } from './fixtures.ts';

const right = {
  step: (): unknown => 0.5,
  predict: (rows: Matrix) => zeros(rows.rows, 3),
  weights: () => INITIAL,
  setWeights: () => {},
};

const make =
  (replaced: object): NetworkMaker =>
  () =>
    ({ ...right, ...replaced }) as HandWrittenNetwork;
const state = (answer: unknown) => ({ state: () => answer, setState: () => {} });
const gradientOnly = (answer: unknown) => ({ step: undefined, lossAndGradients: () => answer });
const guarded = (replaced: object, model: ModelSpec = MODEL) => localBackend(make(replaced), 'mine.ts').create(model, usualTraining(model), INITIAL);
const messageOf = (replaced: object) => faultOf(async () => callEveryMethod(await guarded(replaced)));

describe('a network in any form', () => {
  it('may answer nested arrays, vectors and promises', async () => {
    const network = await guarded({
      predict: async () => [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
        [1, 2, 3],
        [0, 0, 0],
      ],
      weights: () => [
        {
          W: [
            [1, 2, 3, 4],
            [5, 6, 7, 8],
          ],
          b: [1, 2, 3, 4],
        },
        {
          W: matrix([
            [1, 2, 3],
            [4, 5, 6],
            [7, 8, 9],
            [0, 0, 0],
          ]),
          b: [[1], [2], [3]],
        },
      ],
    });
    expect(await network.predict(X)).toEqual(
      matrix(
        [
          [1, 2, 3],
          [4, 5, 6],
          [7, 8, 9],
          [1, 2, 3],
          [0, 0, 0],
        ],
        'float64',
      ),
    );
    const weights = await network.weights();
    expect(weights[0]!.b).toEqual(matrix([[1, 2, 3, 4]], 'float64'));
    expect(weights[1]).toEqual({
      W: matrix([
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
        [0, 0, 0],
      ]),
      b: matrix([[1, 2, 3]], 'float64'),
    });
  });

  it('may give the one logit of a sigmoid output as a vector or a row', async () => {
    const model: ModelSpec = { ...MODEL, output: { kind: 'sigmoid', threshold: 0.5 } };
    for (const logits of [[1, 2, 3, 4, 5], Float32Array.of(1, 2, 3, 4, 5), [[1, 2, 3, 4, 5]], [[1], [2], [3], [4], [5]]]) {
      const Z = await (await guarded({ predict: () => logits }, model)).predict(X);
      expect([Z.rows, Z.cols, ...Z.data]).toEqual([5, 1, 1, 2, 3, 4, 5]);
    }
  });

  it('keeps float32 where it is float32', async () => {
    const rows = Array.from({ length: 5 }, () => Float32Array.of(1, 2, 3));
    expect((await (await guarded({ predict: () => rows })).predict(X)).data).toBeInstanceOf(Float32Array);
  });

  it('may diverge: NaN and infinity are results', async () => {
    const network = await guarded({ step: () => NaN, predict: () => Array.from({ length: 5 }, () => [NaN, Infinity, 0]) });
    expect(await network.step(X, y, 1)).toBeNaN();
    expect((await network.predict(X)).data[1]).toBe(Infinity);
  });

  it('has gradients and activations where the reader gives them, and only there', async () => {
    const plain = await guarded({});
    expect([plain.gradients, plain.activations]).toEqual([undefined, undefined]);
    const open = await guarded({ gradients: () => INITIAL, activations: () => [zeros(5, 4)] });
    expect(await open.gradients?.()).toEqual(INITIAL);
    expect(await open.activations?.(X)).toEqual([zeros(5, 4)]);
  });

  it('may tell no loss at all', async () => {
    for (const nothing of [undefined, null]) expect(await (await guarded({ step: () => nothing })).step(X, y, 1)).toBeUndefined();
  });

  it('has a state where the reader gives it and takes it, and only there', async () => {
    expect('state' in (await guarded({}))).toBe(false);
    let kept: unknown;
    const network = await guarded({ state: () => ({ steps: 3, tensors: { velocity: INITIAL } }), setState: (state: unknown) => (kept = state) });
    expect(await network.state?.()).toEqual({ steps: 3, tensors: { velocity: INITIAL } });
    await network.setState?.({ steps: 2, tensors: {} });
    expect(kept).toEqual({ steps: 2, tensors: {} });
    expect(await (await guarded({ state: () => ({ steps: 0 }), setState: () => {} })).state?.()).toEqual({ steps: 0, tensors: {} });
  });

  it('may have fields that are named as what it need not have', async () => {
    const network = await guarded({ gradients: [], activations: INITIAL, state: 'fresh' });
    expect([network.gradients, network.activations, network.state]).toEqual([undefined, undefined, undefined]);
  });

  it('keeps its own this', async () => {
    class Network {
      loss = 0.25;
      step() {
        return this.loss;
      }
      predict() {
        return zeros(5, 3);
      }
      weights() {
        return INITIAL;
      }
      setWeights() {}
    }
    const network = await localBackend(() => new Network(), 'mine.ts').create(MODEL, usualTraining(MODEL), INITIAL);
    expect(await network.step(X, y, 1)).toBe(0.25);
  });
});

describe("a reader's mistake in a network", () => {
  it.each<[string, object, string]>([
    [
      'a method missing',
      { predict: undefined, weights: 3 },
      "mine.ts: the network has no method 'predict', 'weights'. A network has step(X, y, learningRate) or lossAndGradients(X, y), predict(X), weights() and setWeights(weights).",
    ],
    [
      'a loss in an object',
      { step: () => ({ loss: 1 }) },
      "mine.ts: step() must return the mean loss of the batch before the update, a number, or nothing; it returned an object with 'loss'.",
    ],
    [
      'logits the wrong way round',
      { predict: () => zeros(3, 5) },
      'mine.ts: predict() must give the logits, (5, 3) for 5 rows; it gave (3, 5). Samples are rows: transposed(Z) turns them.',
    ],
    [
      'classes instead of logits',
      { predict: () => [0, 1, 2, 0, 1] },
      'mine.ts: predict() must give the logits, (5, 3) for 5 rows; it gave (1, 5). Are these the predicted classes? The logits are asked for, one column per class.',
    ],
    ['logits of some rows only', { predict: () => zeros(4, 3) }, 'mine.ts: predict() must give the logits, (5, 3) for 5 rows; it gave (4, 3).'],
    ['no logits', { predict: () => undefined }, 'mine.ts: predict() must be a matrix or an array of rows; it is undefined.'],
    [
      'a matrix that lacks numbers',
      { predict: () => ({ rows: 5, cols: 3, data: [1] }) },
      "mine.ts: predict(): a matrix of 5 rows and 3 columns needs 15 numbers in 'data'; it has 1 numbers.",
    ],
    [
      'a matrix of so many rows as no number says',
      { predict: () => ({ rows: Symbol('five'), cols: '3', data: zeros(5, 3).data }) },
      "mine.ts: predict(): 'rows' and 'cols' of a matrix must be whole numbers; they are a symbol and the text '3'.",
    ],
    ['an array of holes', { predict: () => new Array(2 ** 31) }, 'mine.ts: predict(): element 0 must be a number; it is undefined.'],
    ['layers left out', { weights: () => new Array(2) }, "mine.ts: weights(): layer 1 must be an object with 'W' and 'b'; it is undefined."],
    [
      'ragged rows',
      {
        predict: () => [
          [1, 2, 3],
          [1, 2],
        ],
      },
      'mine.ts: predict(): its rows must be of one length; row 0 has 3 numbers, row 1 has 2.',
    ],
    ['an empty row', { predict: () => [[], []] }, 'mine.ts: predict(): row 0 must be an array of numbers; it is an empty array.'],
    ['a hole in a row', { predict: () => [[1, 2, undefined]] }, 'mine.ts: predict(): row 0: element 2 must be a number; it is undefined.'],
    [
      'an await missing within',
      { predict: () => [Promise.resolve([1, 2, 3])] },
      'mine.ts: predict(): element 0 must be a number; it is a promise (is an await missing?).',
    ],
    [
      'a tensor',
      { predict: () => ({ dataSync() {}, shape: [5, 3] }) },
      'mine.ts: predict() must be a matrix or an array of rows; it is a tensor (return its numbers: await tensor.array()).',
    ],
    ['no array of layers', { weights: () => ({ W1: [], b1: [] }) }, "mine.ts: weights() must be an array of layers { W, b }; it is an object with 'W1', 'b1'."],
    [
      'a layer in other words',
      { weights: () => [{ weight: [[1]], bias: [1] }] },
      "mine.ts: weights(): layer 1 must be an object with 'W' and 'b'; it is an object with 'weight', 'bias'.",
    ],
    ['too few layers', { weights: () => [INITIAL[0]] }, 'mine.ts: weights(): The model has 2 layers, got weights for 1.'],
    [
      'W the wrong way round',
      { weights: () => [{ W: zeros(4, 2), b: zeros(1, 4) }, INITIAL[1]] },
      'mine.ts: weights(): W1 must be (2, 4), got (4, 2) with 8 numbers. Is it kept as (out, in)?',
    ],
    ['a gradient of another shape', { gradients: () => [INITIAL[0], INITIAL[0]] }, 'mine.ts: gradients(): W2 must be (4, 3), got (2, 4) with 8 numbers.'],
    ['a state that is none', state('three'), "mine.ts: state() must return an object with 'steps' and 'tensors'; it returned the text 'three'."],
    [
      'a state that counts no steps',
      state({ velocity: INITIAL }),
      "mine.ts: state(): 'steps' must be the number of steps taken, a whole number from 0; it is undefined.",
    ],
    [
      'a state of one tensor',
      state({ steps: 1, tensors: 7 }),
      "mine.ts: state(): 'tensors' must be an object of what is remembered, by name; it is the number 7.",
    ],
    [
      'a state of another shape',
      state({ steps: 1, tensors: { velocity: [INITIAL[0], INITIAL[0]] } }),
      "mine.ts: state(): 'velocity': W2 must be (4, 3), got (2, 4) with 8 numbers.",
    ],
    ['a state that cannot be set', { state: () => ({ steps: 0 }) }, "mine.ts: the network has a method 'state' and no 'setState'; one goes with the other."],
    ['a state that cannot be had', { setState: () => {} }, "mine.ts: the network has a method 'setState' and no 'state'; one goes with the other."],
    [
      'gradients without their name',
      gradientOnly(INITIAL),
      "mine.ts: lossAndGradients() must return an object with 'loss' and 'gradients'; it returned an array of 2.",
    ],
    [
      'gradients of another shape, from a network without a step',
      gradientOnly({ gradients: [INITIAL[0]] }),
      'mine.ts: lossAndGradients(): gradients: The model has 2 layers, got weights for 1.',
    ],
    [
      'a loss that is none, from a network without a step',
      gradientOnly({ loss: 'low', gradients: INITIAL }),
      "mine.ts: lossAndGradients(): loss must return the mean loss of the batch before the update, a number, or nothing; it returned the text 'low'.",
    ],
    [
      'activations of the output as well',
      { activations: () => [zeros(5, 4), zeros(5, 3)] },
      'mine.ts: activations() must give one matrix for each hidden layer, 1 in all; it gave an array of 2.',
    ],
  ])('%s', async (_name, replaced, message) => {
    expect(await messageOf(replaced)).toBe(message);
  });

  it('a loss at some steps and none at others', async () => {
    const losses = [0.5, 0.25, undefined];
    const network = await guarded({ step: () => losses.shift() });
    await network.step(X, y, 1);
    await network.step(X, y, 1);
    expect(await faultOf(async () => network.step(X, y, 1))).toBe(
      'mine.ts: step() must return a loss at every step or at none; this time it returned undefined. Is a return missing in a branch?',
    );
  });

  it('a state without what the optimiser remembers', () =>
    withMomentum(usualTraining(MODEL), async (training) => {
      const answering = (tensors: object) => localBackend(make(state({ steps: 1, tensors })), 'mine.ts').create(MODEL, training, INITIAL);
      expect(await faultOf(async () => (await answering({ m: INITIAL })).state?.())).toBe(
        "mine.ts: state(): 'tensors' must have 'v', which momentum remembers; it is an object with 'm'.",
      );
      expect((await (await answering({ v: INITIAL, m: INITIAL })).state?.())?.tensors).toEqual({ v: INITIAL, m: INITIAL });
    }));

  it.each<[string, unknown, string]>([
    ['nothing returned', undefined, 'it returned undefined. Is a return missing?'],
    ['a number returned', 3, 'it returned the number 3.'],
  ])('%s', async (_name, made, end) => {
    const backend = localBackend((() => made) as unknown as NetworkMaker, 'mine.ts');
    expect(await faultOf(() => backend.create(MODEL, usualTraining(MODEL), INITIAL))).toBe(
      `mine.ts: the function must return a network, an object with step(X, y, learningRate) or lossAndGradients(X, y), predict(X), weights() and setWeights(weights); ${end}`,
    );
  });

  it('an error is put with its place in the file that threw it', async () => {
    const message = await messageOf({
      step: () => {
        throw new TypeError('x is not a function');
      },
    });
    expect(message).toMatch(/^test\/compare\/networks\/guard\.test\.ts:\d+:\d+: step\(\) threw TypeError: x is not a function\.$/);
  });

  it('an answer that throws when it is read is put like one that threw', async () => {
    const answer = {
      rows: 5,
      cols: 3,
      get data(): never {
        throw new TypeError('not now');
      },
    };
    expect(await messageOf({ predict: () => answer })).toMatch(/^test\/compare\/networks\/guard\.test\.ts:\d+:\d+: predict\(\) threw TypeError: not now\.$/);
    const made = {
      ...right,
      get step(): never {
        throw new TypeError('not now');
      },
    };
    expect(await faultOf(() => localBackend(() => made, 'mine.ts').create(MODEL, usualTraining(MODEL), INITIAL))).toMatch(
      /: making the network threw TypeError: not now\.$/,
    );
  });

  it('what was thrown may be beyond all showing', async () => {
    expect(
      await messageOf({
        step: () => {
          throw Object.create(null);
        },
      }),
    ).toBe('mine.ts: step() threw something that cannot be shown.');
    expect(
      await messageOf({
        step: () => {
          throw Object.assign(new Error('x'), { stack: 7 });
        },
      }),
    ).toBe('mine.ts: step() threw Error: x.');
  });

  it('what was thrown need not be an error', async () => {
    expect(
      await messageOf({
        setWeights: () => {
          throw 'not yet';
        },
      }),
    ).toBe('mine.ts: setWeights() threw not yet.');
    expect(await messageOf({ setWeights: () => Promise.reject(undefined) })).toBe('mine.ts: setWeights() threw undefined.');
  });

  it('whatever is answered, it is a matrix or one Fault in one line', () => {
    fc.assert(
      fc.property(fc.anything({ withTypedArray: true, withSparseArray: true, withNullPrototype: true, withBigInt: true }), (answer) => {
        try {
          const M = acceptMatrix(answer, 'mine.ts: predict()');
          expect(M.data).toHaveLength(M.rows * M.cols);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
          expect((error as Fault).message).toMatch(/^mine\.ts: predict\(\)[^\n]*$/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
