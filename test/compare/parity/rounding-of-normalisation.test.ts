import { describe, expect, it } from 'vitest';
import { HALF_ULP } from '../../../compare/parity/push.ts';
import { pushedGradient, pushedNormalised } from '../../../compare/parity/rounding-of-layers.ts';
import type { Pass } from '../../../scratch/formulas.ts';
import { backward } from '../../../scratch/plain.ts';
import { textbook } from '../../../scratch/textbook.ts';
import { layersOf, USUAL_NORMALISATION } from '../../../src/model/model-spec.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { taskOf } from '../../../src/model/training-spec.ts';
import { type Matrix, matrix } from '../../../src/numbers/matrix.ts';
import { modelOf, SOFTMAX3, tinySamples, weightsFor } from '../../tiny-plan.ts';

/** Coins that fall up at the throws that are told, counted from 0, and not at all at others. */
const upAt = (throws: (n: number) => boolean) => {
  let n = 0;
  return () => (throws(n++) ? 1 : 0);
};
const NEVER = () => 0;

function passOf(normalise: 'batch' | 'layer') {
  const usual = modelOf(4, [3], 'tanh', SOFTMAX3);
  const model = { ...usual, hidden: usual.hidden.map((each) => ({ ...each, normalise })) };
  const weights = weightsFor(model).map((of): LayerWeights => (of.gamma ? { ...of, gamma: matrix([[2, -1, 0.5]]), beta: matrix([[0.25, 1, -3]]) } : of));
  const { X, y } = tinySamples(4, 4, SOFTMAX3);
  return backward(taskOf(model), { weights }, { X, y });
}

const at = ({ layers, weights }: Pass) => {
  const [layer, own] = [layers[0], weights[0]];
  if (!layer || !own) throw new Error('There is no layer.');
  return { layer, weights: own, normalisation: USUAL_NORMALISATION, purpose: 'step', running: undefined } as const;
};

const off = (pushed: Matrix | undefined, right: Matrix | undefined) =>
  Array.from(pushed?.data ?? [], (value, i) => (value - (right?.data[i] ?? NaN)) / HALF_ULP);
const near = (expected: readonly number[]) => expected.map((value) => expect.closeTo(value, 2));
const Z = matrix(
  [
    [1, -2, 3],
    [2, 0.5, 3],
    [4, -1, -3],
    [1, 2.5, 1],
  ],
  'float64',
);

describe.each(['batch', 'layer'] as const)('what a normalisation over the %s may be off by in float32', (over) => {
  const pass = passOf(over);
  const groups = over === 'batch' ? 3 : 4;
  const size = over === 'batch' ? 4 : 3;
  const groupOf = (i: number) => (over === 'batch' ? i % 3 : Math.floor(i / 3));
  const roundings = Math.sqrt(size) + 4;
  const right = textbook.normalised(Z, at(pass));
  const { unit, inverse } = right.by ?? { unit: Z, inverse: Z };
  const [γ, β] = [
    [2, -1, 0.5],
    [0.25, 1, -3],
  ] as const;
  const meanOf = (g: number, M: Matrix) =>
    Array.from<number, number>(M.data, (value, i) => (groupOf(i) === g ? Math.abs(value) / size : 0)).reduce((a, b) => a + b, 0);

  it('is nothing where no coin falls', () => {
    const same = pushedNormalised(NEVER, Z, at(pass));
    expect(off(same.values, right.values)).toEqual(
      right.values.data
        .toString()
        .split(',')
        .map(() => expect.closeTo(0, 5)),
    );
    expect(same.by).toEqual(right.by);
    expect(same.statistics).toEqual(right.statistics);
  });

  it('is two roundings of every z', () => {
    const moved = { ...Z, data: Z.data.map((z) => z + 2 * HALF_ULP * Math.abs(z)) };
    const pushed = pushedNormalised(
      upAt((n) => n < 12),
      Z,
      at(pass),
    );
    expect(off(pushed.by?.unit, textbook.normalised(moved, at(pass)).by?.unit)).toEqual(Array.from(unit.data, () => expect.closeTo(0, 5)));
  });

  it('is √n + 4 of the mean size of a group, which all of the group share', () => {
    const pushed = pushedNormalised(
      upAt((n) => n >= 12 && n < 12 + groups),
      Z,
      at(pass),
    );
    expect(off(pushed.by?.unit, unit)).toEqual(near(Array.from(inverse.data, (inv, i) => roundings * meanOf(groupOf(i), Z) * inv)));
    expect(pushed.by?.inverse).toEqual(inverse);
    if (over === 'batch') expect(off(pushed.statistics?.mean, right.statistics?.mean)).toEqual(near([0, 1, 2].map((g) => roundings * meanOf(g, Z))));
  });

  it('is √n + 4 of the root of a group', () => {
    const pushed = pushedNormalised(
      upAt((n) => n >= 12 + groups && n < 12 + 2 * groups),
      Z,
      at(pass),
    );
    expect(off(pushed.by?.unit, unit)).toEqual(near(Array.from(unit.data, (u) => roundings * u)));
    expect(off(pushed.by?.inverse, inverse)).toEqual(near(Array.from(inverse.data, (inv) => roundings * inv)));
  });

  it('is four of γ·unit and of β', () => {
    const pushed = pushedNormalised(
      upAt((n) => n >= 12 + 2 * groups && n < 12 + 2 * groups + 12),
      Z,
      at(pass),
    );
    expect(off(pushed.values, right.values)).toEqual(near(Array.from(unit.data, (u, i) => 4 * (Math.abs((γ[i % 3] ?? NaN) * u) + Math.abs(β[i % 3] ?? NaN)))));
  });

  it('is √n + 4 of the variance that is kept of a batch', () => {
    const pushed = pushedNormalised(
      upAt((n) => n >= 12 + 2 * groups + 12),
      Z,
      at(pass),
    );
    if (over === 'layer') expect(pushed.statistics).toBeUndefined();
    else
      expect(off(pushed.statistics?.variance, right.statistics?.variance)).toEqual(
        near([...(right.statistics?.variance.data ?? [])].map((v) => roundings * v)),
      );
  });

  describe('going back', () => {
    const dN = matrix(
      [
        [0.5, -1, 2],
        [1, 3, -0.25],
        [-2, 0.5, 1],
        [0.75, 1.5, -1],
      ],
      'float64',
    );
    const back = textbook.normalisationGradient(pass, 0, dN);
    const { unit: u, inverse: inv } = pass.N[0]?.by ?? { unit: Z, inverse: Z };
    const dU = { ...dN, data: dN.data.map((d, i) => d * (γ[i % 3] ?? NaN)) };
    const along = { ...dN, data: dU.data.map((d, i) => d * (u.data[i] ?? NaN)) };

    it('is √n + 4 of the mean of dU, and of that of dU ⊙ unit by unit, times the root', () => {
      const ofMean = pushedGradient(
        upAt((n) => n < groups),
        pass,
        0,
        dN,
      );
      expect(off(ofMean.dZ, back.dZ)).toEqual(near(Array.from(inv.data, (v, i) => v * roundings * meanOf(groupOf(i), dU))));
      const ofSlope = pushedGradient(
        upAt((n) => n >= groups && n < 2 * groups),
        pass,
        0,
        dN,
      );
      expect(off(ofSlope.dZ, back.dZ)).toEqual(near(Array.from(inv.data, (v, i) => v * roundings * (u.data[i] ?? NaN) * meanOf(groupOf(i), along))));
    });

    it('is four of dZ and of dU times the root, and that of a sum of dγ and dβ', () => {
      const pushed = pushedGradient(
        upAt((n) => n >= 2 * groups),
        pass,
        0,
        dN,
      );
      const expected = Array.from(back.dZ.data, (d, i) => 4 * (Math.abs(d) + (inv.data[i] ?? NaN) * Math.abs(dU.data[i] ?? NaN)));
      expect(off(pushed.dZ, back.dZ)).toEqual(near(expected));
      const columns = [0, 1, 2].map((j) => [0, 1, 2, 3].map((r) => 3 * r + j));
      const ofSum = (terms: (i: number) => number) =>
        columns.map((column) => {
          const [sum, squares] = [column.reduce((s, i) => s + terms(i), 0), column.reduce((s, i) => s + terms(i) ** 2, 0)];
          return Math.sqrt(4 * (sum ** 2 + squares));
        });
      expect(off(pushed.gamma, back.gamma)).toEqual(near(ofSum((i) => (dN.data[i] ?? NaN) * (u.data[i] ?? NaN))));
      expect(off(pushed.beta, back.beta)).toEqual(near(ofSum((i) => dN.data[i] ?? NaN)));
    });
  });
});

it('of a layer that is not normalised is nothing', () => {
  const model = modelOf(4, [3], 'tanh', SOFTMAX3);
  const { X, y } = tinySamples(4, 4, SOFTMAX3);
  const pass = backward(taskOf(model), { weights: weightsFor(model) }, { X, y });
  expect(layersOf(model)[0]?.normalise).toBeUndefined();
  expect(pushedNormalised(() => 1, Z, at(pass))).toEqual({ values: Z });
  expect(pushedGradient(() => 1, pass, 0, Z)).toEqual({ dZ: Z });
});
