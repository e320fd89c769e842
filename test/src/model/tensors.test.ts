import { describe, expect, it } from 'vitest';
import { INITIALISERS, type Initialiser, initialWeights } from '../../../src/model/initialisers.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import { checkWeights, copyWeights, type LayerWeights, tensorsOf } from '../../../src/model/tensors.ts';
import { namesOf } from '../../../src/model/word.ts';
import { type Matrix, matrix, ShapeError, zeros } from '../../../src/numbers/matrix.ts';
import { type Stream, stream } from '../../../src/numbers/random.ts';

const wide: ModelSpec = { inputs: 400, hidden: [{ units: 150, activation: 'relu' }], output: { kind: 'softmax', classes: 2 } };
const tiny: ModelSpec = { inputs: 2, hidden: [{ units: 3, activation: 'relu' }], output: { kind: 'sigmoid', threshold: 0.5 } };

function moments(values: ArrayLike<number>): { mean: number; variance: number; largest: number } {
  const all = Array.from(values);
  const mean = all.reduce((a, b) => a + b) / all.length;
  return { mean, variance: all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length, largest: Math.max(...all.map(Math.abs)) };
}

/** Mean and variance of 400·150 numbers, within four standard errors; kurtosis κ decides the variance's error. */
function expectMoments(values: ArrayLike<number>, variance: number, kurtosis: number): void {
  const found = moments(values);
  expect(Math.abs(found.mean)).toBeLessThan(4 * Math.sqrt(variance / values.length));
  expect(Math.abs(found.variance / variance - 1)).toBeLessThan(4 * Math.sqrt((kurtosis - 1) / values.length));
}

/** Counts up, whatever is asked: 1, 2, 3, … */
function counting(): Stream {
  let drawn = 0;
  return { uniform: () => ++drawn, normal: () => ++drawn, permutation: () => new Uint32Array() };
}

describe('initial weights', () => {
  it('he-normal: W has mean 0, variance 2/in and a normal tail, b is 0', () => {
    const [{ W, b }] = initialWeights(wide, 'he-normal', stream(1, 'initial')) as [LayerWeights];
    expectMoments(W.data, 2 / 400, 3);
    expect(moments(W.data).largest).toBeGreaterThan(3.5 * Math.sqrt(2 / 400)); // no uniform reaches 1.74 σ
    expect([...b.data].every((value) => value === 0)).toBe(true);
  });

  it('glorot-uniform: W fills ±√(6/(in + out)), b is 0', () => {
    const [{ W, b }] = initialWeights(wide, 'glorot-uniform', stream(1, 'initial')) as [LayerWeights];
    const limit = Math.sqrt(6 / 550);
    expectMoments(W.data, limit ** 2 / 3, 1.8);
    expect(moments(W.data).largest).toBeLessThanOrEqual(Math.fround(limit));
    expect(moments(W.data).largest).toBeGreaterThan(0.999 * limit);
    expect([...b.data].every((value) => value === 0)).toBe(true);
  });

  it('pytorch-default: W and b fill ±1/√in', () => {
    const [first, second] = initialWeights(wide, 'pytorch-default', stream(1, 'initial')) as [LayerWeights, LayerWeights];
    expectMoments(first.W.data, 1 / 400 / 3, 1.8);
    expectMoments(first.b.data, 1 / 400 / 3, 1.8);
    expect(moments(first.W.data).largest).toBeLessThanOrEqual(1 / 20);
    expect(moments(second.W.data).largest).toBeLessThanOrEqual(Math.fround(1 / Math.sqrt(150)));
    expect(moments(second.W.data).largest).toBeGreaterThan(0.07); // of the second layer's own 150 inputs
  });

  it('are drawn layer by layer, W by rows before b', () => {
    expect(initialWeights(tiny, 'pytorch-default', counting())).toEqual([
      {
        W: matrix([
          [1, 2, 3],
          [4, 5, 6],
        ]),
        b: matrix([[7, 8, 9]]),
      },
      { W: matrix([[10], [11], [12]]), b: matrix([[13]]) },
    ]);
  });

  it.each<Initialiser>(namesOf(INITIALISERS))('%s: are float32, the same for the same seed, others for another', (initialiser) => {
    const draw = (seed: number) => initialWeights(tiny, initialiser, stream(seed, 'initial'));
    expect(draw(8)[0]!.W.data).toBeInstanceOf(Float32Array);
    expect(draw(8)).toEqual(draw(8));
    expect(draw(9)).not.toEqual(draw(8));
  });
});

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
