import { describe, expect, it } from 'vitest';
import type { Output } from '../../../../src/model/model-spec.ts';
import { matrix } from '../../../../src/numbers/matrix.ts';
import { agreement, confusion, evaluateClasses, meanLoss, predict } from '../../../../src/run/metrics/classification.ts';

const softmax = (classes: number): Output => ({ kind: 'softmax', classes });
const sigmoid = (threshold = 0.5): Output => ({ kind: 'sigmoid', threshold });
const lossOf = (logits: number[], label: number, output: Output) => meanLoss(matrix([logits], 'float64'), Uint32Array.of(label), output);

describe('softmax cross-entropy of logits', () => {
  it('is log Σexp(z) − z_y', () => {
    expect(lossOf([1, 2, 3], 2, softmax(3))).toBeCloseTo(0.40760596444438, 14); // log(1 + e⁻¹ + e⁻²)
    expect(lossOf([1, 2, 3], 0, softmax(3))).toBeCloseTo(2.40760596444438, 14);
  });

  it('is log K where all logits are equal, wherever they lie', () => {
    for (const z of [0, -7, 1e4]) expect(lossOf([z, z, z, z], 3, softmax(4))).toBeCloseTo(Math.log(4), 11);
  });

  it('clips nothing: confidently wrong logits (40, 0, 0) cost 40, not 16.118', () => {
    expect(lossOf([40, 0, 0], 1, softmax(3))).toBe(40);
  });

  it('neither overflows nor underflows for logits in the thousands', () => {
    expect(lossOf([1e4, -1e4], 1, softmax(2))).toBe(2e4);
    expect(lossOf([1e4, -1e4], 0, softmax(2))).toBe(0);
    expect(lossOf([-1e4, -1e4], 0, softmax(2))).toBeCloseTo(Math.LN2, 11);
  });
});

describe('sigmoid cross-entropy of a logit', () => {
  it('is max(z, 0) − z·y + log(1 + e^−|z|)', () => {
    expect(lossOf([0], 0, sigmoid())).toBe(Math.LN2);
    expect(lossOf([2], 1, sigmoid())).toBeCloseTo(0.12692801104297, 14); // log(1 + e⁻²)
    expect(lossOf([2], 0, sigmoid())).toBeCloseTo(2.12692801104297, 14);
    expect(lossOf([-2], 1, sigmoid())).toBeCloseTo(2.12692801104297, 14);
  });

  it('neither overflows nor underflows for logits in the thousands', () => {
    expect([lossOf([1e4], 0, sigmoid()), lossOf([1e4], 1, sigmoid())]).toEqual([1e4, 0]);
    expect([lossOf([-1e4], 0, sigmoid()), lossOf([-1e4], 1, sigmoid())]).toEqual([0, 1e4]);
  });

  it('keeps what log(1 + x) loses: at z = 40 a right answer still costs e⁻⁴⁰', () => {
    expect(lossOf([40], 1, sigmoid()) / Math.exp(-40)).toBeCloseTo(1, 14);
  });
});

describe('meanLoss', () => {
  it('is the mean over the rows there are', () => {
    const Z = matrix(
      [
        [40, 0, 0],
        [0, 0, 0],
        [0, 20, 0],
      ],
      'float64',
    );
    expect(meanLoss(Z, Uint32Array.of(1, 2, 0), softmax(3))).toBeCloseTo((40 + Math.log(3) + 20) / 3, 7);
  });

  it('is NaN where a logit is, so that a divergence shows', () => {
    expect(lossOf([NaN, 0], 1, softmax(2))).toBeNaN();
    expect(lossOf([NaN], 0, sigmoid())).toBeNaN();
    expect(lossOf([Infinity, 0], 1, softmax(2))).toBeNaN();
  });
});

describe('predict', () => {
  it('takes the class of the largest logit, and of equals the first', () => {
    const Z = matrix([
      [1, 3, 2],
      [2, 2, 2],
      [-3, -2, -1],
      [0, 5, 5],
    ]); // the row below begins with a larger one, too
    expect([...predict(Z, softmax(3))]).toEqual([1, 0, 2, 1]);
  });

  it('answers class 1 from p = τ on', () => {
    const Z = matrix([[-1], [0], [1]]); // p = 0.2689, 0.5, 0.7311
    expect([...predict(Z, sigmoid())]).toEqual([0, 1, 1]);
    expect([...predict(Z, sigmoid(0.26))]).toEqual([1, 1, 1]);
    expect([...predict(Z, sigmoid(0.73))]).toEqual([0, 0, 1]);
    expect([...predict(Z, sigmoid(0.74))]).toEqual([0, 0, 0]);
  });
});

describe('what predictions are worth', () => {
  it('accuracy is the share of rows predicted right', () => {
    const { accuracy, predictions } = evaluateClasses(
      matrix([
        [2, 1],
        [2, 1],
        [1, 2],
        [1, 2],
      ]),
      Uint32Array.of(0, 1, 1, 1),
      softmax(2),
    );
    expect([accuracy, [...predictions]]).toEqual([0.75, [0, 0, 1, 1]]);
  });

  it('confusion counts rows by [true class][predicted class]', () => {
    expect(confusion(Uint32Array.of(0, 2, 2, 1, 2, 2), Uint32Array.of(0, 0, 2, 1, 1, 2), 3)).toEqual([
      [1, 0, 1],
      [0, 1, 1],
      [0, 0, 2],
    ]);
  });

  it('agreement is the share of rows that both predict alike', () => {
    expect(agreement(Uint32Array.of(0, 1, 2, 1), Uint32Array.of(0, 1, 0, 1))).toBe(0.75);
  });
});
