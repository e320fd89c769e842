import { describe, expect, it } from 'vitest';
import { referenceOf } from '../../../compare/parity/reference.ts';
import type { HiddenLayer } from '../../../src/model/model-spec.ts';
import { copyWeights } from '../../../src/model/tensors.ts';
import { type TrainingSpec, taskOf } from '../../../src/model/training-spec.ts';
import { matrix } from '../../../src/numbers/matrix.ts';
import { layer, modelOf, SOFTMAX3, tinyPlan } from '../../tiny-plan.ts';

interface Given {
  readonly W?: number;
  readonly rows?: readonly [number, number];
  readonly b?: number;
  readonly upper?: number;
  readonly rate?: number;
  readonly hidden?: Partial<HiddenLayer>;
  readonly training?: Partial<TrainingSpec>;
}

/** Whether float32 has room for a step on two rows, 1 and −1, of p = upper·f(W·x + b) whose loss, |p − 1|, has a slope of 1 in p and no more. */
function hasRoom({ W = 1, rows = [1, -1], b = 0, upper = 1, rate = 0.1, hidden, training }: Given): boolean {
  const usual = modelOf(1, [1], 'relu', { kind: 'linear', outputs: 1 });
  const model = { ...usual, hidden: usual.hidden.map((each) => ({ ...each, ...hidden })) };
  const samples = { X: matrix([[rows[0]], [rows[1]]]), y: matrix([[1], [1]]) };
  const of = layer([[W]], [b]);
  const one = matrix([[1]]);
  const initial = [hidden?.normalise ? { ...of, gamma: one, beta: one } : of, layer([[upper]], [0])];
  const task = taskOf(model, { loss: 'absolute-error', optimiser: { name: 'sgd' }, ...training });
  const plan = { ...tinyPlan({ model, rows: 2, batchSize: 2, learningRate: rate }), ...task, initial, train: samples };
  return referenceOf(plan, 1, { weights: initial }).hasRoom;
}

describe('float32 has room for a step', () => {
  it.each<[string, Given]>([
    ['of usual numbers', {}],
    ['of large weights', { W: 2 ** 90 }],
    ['at a large learning rate', { rate: 2 ** 100 }],
    ['of large z', { W: 2 ** 65 }],
    ['of large gradients, by plain descent', { upper: 2 ** 65 }],
    ['of a large product of z and of what is passed back, where z is not in the slope', { b: -(2 ** 60), upper: 2 ** 65 }],
  ])('%s', (_, given) => {
    expect(hasRoom(given)).toBe(true);
  });

  it.each<[string, Given]>([
    ['whose z leaves its range, though nothing else does', { W: -(2 ** 61), rows: [2 ** 60, 2 ** 60] }],
    ['with a weight of 2^120, and no more', { W: 2 ** 120, upper: 2 ** -60 }],
    ['whose weights do, though they multiply nothing', { b: -(2 ** 119), upper: 2 ** 121, hidden: { activation: 'relu' } }],
    ['whose learning rate takes it out', { rate: 2 ** 122 }],
    ['that is out of range where it is magnified', { upper: 2 ** 102 }],
    ['of large z, whose squares a normalisation takes', { W: 2 ** 65, hidden: { normalise: 'batch' } }],
    ['of large gradients, whose squares an optimiser takes', { upper: 2 ** 65, training: { optimiser: { name: 'adam' } } }],
    ['of large gradients, whose norm is taken', { upper: 2 ** 65, training: { clip: { norm: 1 } } }],
    ['of a large product of z and of what is passed back, where z is in the slope', { b: -(2 ** 60), upper: 2 ** 65, hidden: { activation: 'gelu' } }],
    ['of what is no number', { W: NaN }],
  ])('and none for one %s', (_, given) => {
    expect(hasRoom(given)).toBe(false);
  });
});

it('a reference is of the weights as float32 has them', () => {
  const plan = tinyPlan();
  const inFloat64 = plan.initial.map(({ W, b }) => ({ W: { ...W, data: Float64Array.from(W.data, (w) => w + 1e-9) }, b }));
  expect(inFloat64[0]?.W.data).not.toEqual(Float64Array.from(plan.initial[0]?.W.data ?? []));
  expect(referenceOf(plan, 1, { weights: inFloat64 })).toEqual(referenceOf(plan, 1, { weights: copyWeights(inFloat64, 'float32') }));
});

it('one normalised layer among others takes squares of all z', () => {
  const usual = modelOf(4, [5, 3], 'tanh', SOFTMAX3);
  const model = { ...usual, hidden: usual.hidden.map((each, l) => (l === 1 ? { ...each, normalise: 'batch' as const } : each)) };
  const plan = tinyPlan({ model });
  const large = { ...plan, initial: plan.initial.map((of, l) => (l === 0 ? { ...of, b: { ...of.b, data: of.b.data.map(() => 2 ** 65) } } : of)) };
  expect(referenceOf(plan, 1, { weights: plan.initial }).hasRoom).toBe(true);
  expect(referenceOf(large, 1, { weights: large.initial }).hasRoom).toBe(false);
});
