import { describe, expect, it } from 'vitest';
import { findFlip } from '../../../compare/parity/flip.ts';
import type { HiddenLayer } from '../../../src/model/model-spec.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { taskOf } from '../../../src/model/training-spec.ts';
import { matrix } from '../../../src/numbers/matrix.ts';
import { layer, modelOf, tinyPlan } from '../../tiny-plan.ts';

/** What rows 7, 4 and 9 of the training data make of two layers of ReLU6: z = (x, 2x), then z = (a₁ + ½, a₂ − 6). */
const WEIGHTS: readonly LayerWeights[] = [
  layer([[1, 2]], [0, 0], 'float64'),
  layer(
    [
      [1, 0],
      [0, 1],
    ],
    [0.5, -6],
    'float64',
  ),
  layer([[1], [1]], [0], 'float64'),
];
const ROWS = Uint32Array.of(7, 4, 9);

interface Given {
  readonly x: readonly [number, number, number];
  readonly learnt: readonly [readonly number[], readonly number[]]; // what the second network's biases learnt more, layer by layer
  readonly hidden?: Partial<HiddenLayer>;
  readonly weights?: readonly LayerWeights[];
  readonly learntBy?: (of: readonly number[]) => Partial<LayerWeights>;
  readonly mask?: readonly number[][];
}

function flipOf({ x, learnt, hidden, weights = WEIGHTS, learntBy = (of) => ({ b: matrix([[...of]], 'float64') }), mask }: Given) {
  const usual = modelOf(1, [2, 2], 'relu6', { kind: 'linear', outputs: 1 });
  const model = { ...usual, hidden: usual.hidden.map((each) => ({ ...each, ...hidden })) };
  const plan = { ...tinyPlan({ model, rows: 10 }), ...taskOf(model) };
  const [first] = WEIGHTS;
  if (!first) throw new Error('There are three layers.');
  const told = (of: readonly (readonly number[])[]) => [...of.map((each) => ({ ...first, ...learntBy(each) })), { ...first, ...learntBy([0]) }];
  const X = matrix([[x[0]], [x[1]], [x[2]]], 'float64');
  const batch = { X, y: matrix([[0], [0], [0]]), step: 5, epoch: 2, learningRate: 0.1, rows: ROWS, ...(mask && { masks: [matrix([...mask], 'float64')] }) };
  const none = learnt.map((of) => of.map(() => 0));
  return findFlip(plan, batch as Parameters<typeof findFlip>[1], weights, [told(none), told(learnt)]);
}

const FLIP = { step: 5, epoch: 2, activation: 'relu6' };
const nothing = [0, 0] as const;

describe('a flip is laid to', () => {
  it('the unit that learnt most otherwise, and the row whose z is nearest to one of its kinks', () => {
    const found = flipOf({ x: [5, 3 + 1e-6, 1], learnt: [[0.1, -0.5], nothing] }); // z₂ = 10, 6 + 2e-6, 2
    expect(found).toEqual({ ...FLIP, layer: 1, unit: 1, row: 4, z: 6 + 2e-6, kink: 6 });
  });

  it('either of its kinks', () => {
    expect(flipOf({ x: [5, 3, -1e-6], learnt: [[0.5, -0.1], nothing] })).toEqual({ ...FLIP, layer: 1, unit: 0, row: 9, z: -1e-6, kink: 0 });
  });

  it('the highest layer where there is one', () => {
    const both = flipOf({
      x: [5, 3 + 1e-7, 1],
      learnt: [
        [0, 1],
        [0, 0.1],
      ],
    }); // a₂ − 6 = 0 exactly in rows 7 and 4
    expect(both).toEqual({ ...FLIP, layer: 2, unit: 1, row: 7, z: 0, kink: 0 });
  });

  it('nothing where no z of that unit is within a hundred-thousandth of the largest z', () => {
    expect(flipOf({ x: [5, 3 + 0.49e-4, 1], learnt: [[0, 1], nothing] })).toMatchObject({ row: 4, kink: 6 }); // 0.98e-4 of 10
    expect(flipOf({ x: [5, 3 + 0.51e-4, 1], learnt: [[0, 1], nothing] })).toBeUndefined();
    expect(flipOf({ x: [5, 3, 1], learnt: [[1, 0], nothing] })).toBeUndefined(); // the other unit's z is at its kink
  });

  it('the unit whose column of W learnt otherwise, where a layer has no bias', () => {
    const learntBy = (of: readonly number[]) => ({ W: matrix([[...of], [...of]], 'float64'), b: matrix([of.map((_, i) => 9 - i)], 'float64') });
    const given = { x: [5, 3, 1], hidden: { bias: false }, learntBy } as const;
    expect(flipOf({ ...given, learnt: [[0.1, 0.5], nothing] })).toMatchObject({ layer: 1, unit: 1, row: 4 });
  });

  it('the unit whose β learnt otherwise, where a layer is normalised; its z is what the normalisation makes', () => {
    const one = { gamma: matrix([[1, 1]], 'float64'), beta: matrix([[0, 0]], 'float64') };
    const weights = WEIGHTS.map((of, l) => (l < 2 ? { ...of, ...one } : of));
    const learntBy = (of: readonly number[]) => ({ beta: matrix([[...of]], 'float64'), b: matrix([of.map((_, i) => 9 - i)], 'float64') });
    const found = flipOf({ x: [-2, 2, 0], learnt: [[0.1, 0.5], nothing], hidden: { normalise: 'batch' }, weights, learntBy });
    expect(found).toMatchObject({ layer: 1, unit: 1, row: 9, z: 0, kink: 0 });
  });

  it('what a layer is given of the layer below: what its mask lets through', () => {
    const given = { x: [5, 4, 2], learnt: [nothing, [0, 1]] } as const; // a₂ − 6 = 0, 0, −2
    expect(flipOf(given)).toMatchObject({ layer: 2, unit: 1, row: 7, z: 0 });
    const mask = [
      [2, 2],
      [2, 0],
      [2, 1.5],
    ]; // a₂ − 6 = 6, −6, 0
    expect(flipOf({ ...given, mask })).toMatchObject({ layer: 2, unit: 1, row: 9, z: 0 });
  });
});
