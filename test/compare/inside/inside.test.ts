import { describe, expect, it } from 'vitest';
import { layerActivity } from '../../../compare/inside/activity.ts';
import { misclassifiedRows } from '../../../compare/inside/misclassified.ts';
import { fromBase64 } from '../../../compare/inside/quantise.ts';
import type { Dataset } from '../../../src/data/dataset.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { matrix } from '../../../src/numbers/matrix.ts';
import type { RunPlan } from '../../../src/run/run-plan.ts';

const plan = (activation: 'relu' | 'tanh') =>
  ({
    model: { inputs: 1, hidden: [{ units: 3, activation }], output: { kind: 'softmax', classes: 2 } },
    test: { X: matrix([[1], [-1], [2], [3]]), y: new Uint32Array(4) },
  }) as unknown as RunPlan;

/** z = (x, −9·|…|: never above 0, constant): the second unit is dead under ReLU, the third says the same of all rows. */
const weights = (third: number): LayerWeights[] => [
  { W: matrix([[1, 0, 0]]), b: matrix([[0, -9, third]]) },
  {
    W: matrix([
      [1, 0],
      [0, 1],
      [0, 0],
    ]),
    b: matrix([[0, 0]]),
  },
];

describe('the activity of hidden layers', () => {
  it('counts zeros, dead units, and what is not zero in equal bins', () => {
    // relu: unit 1 (1, 0, 2, 3), unit 2 all 0, unit 3 all 5
    const [[layer]] = layerActivity(plan('relu'), [weights(5)]) as [[NonNullable<ReturnType<typeof layerActivity>[0][0]>]];
    expect(layer.silent).toBeCloseTo(5 / 12);
    expect(layer.dead).toBe(1); // always 5 is not dead under ReLU: its gradient flows
    expect([layer.from, layer.to]).toEqual([1, 5]);
    expect(layer.counts.reduce((a, b) => a + b)).toBe(7);
    expect([layer.counts[0], layer.counts.at(-1)]).toEqual([1, 4]); // the 1; the 5s
  });

  it('of tanh counts a unit that hardly moves as dead', () => {
    const [[layer]] = layerActivity(plan('tanh'), [weights(5)]) as [[NonNullable<ReturnType<typeof layerActivity>[0][0]>]];
    expect(layer.dead).toBe(2); // tanh(−9) and tanh(5) on every row
    expect(layer.silent).toBe(0);
  });

  it('uses the same bins for every network, and shows nothing of one that diverged', () => {
    const [a, b, none] = layerActivity(plan('relu'), [weights(5), weights(8), undefined]);
    expect([a![0]!.from, a![0]!.to]).toEqual([b![0]!.from, b![0]!.to]);
    expect(none).toEqual([]);
  });
});

describe('the misclassified rows', () => {
  const test: Dataset<Uint32Array> = { name: 't', X: matrix([[0], [10], [20], [40]]), y: Uint32Array.from([0, 0, 1, 1]), classes: ['a', 'b'], features: ['x'] };

  it('are those that any network gets wrong, those in dispute first', () => {
    const { total, rows } = misclassifiedRows(test, [
      [1, 0, 0, 1],
      [1, 0, 1, 1],
    ]);
    expect(total).toBe(2);
    expect(rows.map(({ row, label }) => [row, label])).toEqual([
      [2, 1],
      [0, 0],
    ]);
  });

  it('have pixels from 0, the darkest of all test rows, to 255, the brightest', () => {
    const { rows } = misclassifiedRows(test, [[1, 1, 0, 0]]);
    expect(rows.map(({ pixels }) => fromBase64(pixels)[0])).toEqual([0, 64, 128, 255]);
  });

  it('are none where no network was tested, and 24 at most', () => {
    expect(misclassifiedRows(test, []).rows).toEqual([]);
    const many: Dataset<Uint32Array> = { ...test, X: matrix(Array.from({ length: 99 }, (_, i) => [i])), y: new Uint32Array(99) };
    const { total, rows } = misclassifiedRows(many, [new Array<number>(99).fill(1)]);
    expect([total, rows.length]).toEqual([99, 24]);
  });
});
