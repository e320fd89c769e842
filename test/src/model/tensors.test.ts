import { describe, expect, it } from 'vitest';
import { initialWeights } from '../../../src/model/initialisers/initialisers.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import { checkWeights, copyWeights, type LayerWeights, tensorsOf } from '../../../src/model/tensors.ts';
import { type Matrix, matrix, ShapeError, zeros } from '../../../src/numbers/matrix.ts';
import type { Stream } from '../../../src/numbers/random.ts';

const tiny: ModelSpec = { inputs: 2, hidden: [{ units: 3, activation: 'relu' }], output: { kind: 'sigmoid', threshold: 0.5 } };

/** Counts up, whatever is asked: 1, 2, 3, … */
function counting(): Stream {
  let drawn = 0;
  return { uniform: () => ++drawn, normal: () => ++drawn, permutation: () => new Uint32Array() };
}

describe('copyWeights', () => {
  it('shares no memory with the originals, and rounds where a float type is given', () => {
    const weights = [{ W: matrix([[0.1]], 'float64'), b: matrix([[0.2]], 'float64') }];
    const [same, rounded] = [copyWeights(weights), copyWeights(weights, 'float32')];
    weights[0]!.W.data[0] = 9;
    expect([...same[0]!.W.data, ...rounded[0]!.W.data]).toEqual([0.1, Math.fround(0.1)]);
  });
});

it('tensorsOf names every tensor, layer by layer', () => {
  expect(tensorsOf(initialWeights(tiny, 'he-normal', counting())).map(({ label, values }) => `${label} ${values.rows}×${values.cols}`)).toEqual([
    'W1 2×3',
    'b1 1×3',
    'W2 3×1',
    'b2 1×1',
  ]);
});

describe('checkWeights', () => {
  const layer = (W: [number, number], b: [number, number]): LayerWeights => ({ W: zeros(...W), b: zeros(...b) });
  const right = [layer([2, 3], [1, 3]), layer([3, 1], [1, 1])];

  it('lets weights of the right shapes pass', () => {
    expect(() => checkWeights(tiny, right)).not.toThrow();
  });

  it('says which tensor has which shape instead of which', () => {
    expect(() => checkWeights(tiny, right.slice(1))).toThrow(new ShapeError('The model has 2 layers, got weights for 1.'));
    expect(() => checkWeights(tiny, [layer([2, 4], [1, 3]), right[1]!])).toThrow(new ShapeError('W1 must be (2, 3), got (2, 4) with 8 numbers.'));
    expect(() => checkWeights(tiny, [right[0]!, layer([3, 1], [1, 2])])).toThrow(new ShapeError('b2 must be (1, 1), got (1, 2) with 2 numbers.'));
  });

  it('believes no shape that the numbers do not fill, and no number of numbers without the shape', () => {
    const claims: [string, Partial<Matrix>][] = [
      ['(9, 3) with 6', { rows: 9 }],
      ['(2, 9) with 6', { cols: 9 }],
      ['(2, 3) with 5', { data: new Float32Array(5) }],
    ];
    for (const [claimed, change] of claims) {
      const W = { ...zeros(2, 3), ...change };
      expect(() => checkWeights(tiny, [{ W, b: zeros(1, 3) }, right[1]!])).toThrow(new ShapeError(`W1 must be (2, 3), got ${claimed} numbers.`));
    }
  });

  it('recognises a transposed W, as PyTorch keeps it, and no other', () => {
    expect(() => checkWeights(tiny, [layer([3, 2], [1, 3]), right[1]!])).toThrow(
      new ShapeError('W1 must be (2, 3), got (3, 2) with 6 numbers. Is it kept as (out, in)?'),
    );
    expect(() => checkWeights(tiny, [layer([4, 2], [1, 3]), right[1]!])).toThrow(new ShapeError('W1 must be (2, 3), got (4, 2) with 8 numbers.'));
  });
});
