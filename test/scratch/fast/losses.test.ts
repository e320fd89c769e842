import { describe, expect, it } from 'vitest';
import { lossAndGradient } from '../../../scratch/fast/losses.ts';
import type { Output } from '../../../src/model/model-spec.ts';
import { taskOf } from '../../../src/model/training-spec.ts';
import { type Dtype, matrix, zeros } from '../../../src/numbers/matrix.ts';
import { meanLoss } from '../../../src/run/metrics/classification.ts';
import { SIGMOID, SOFTMAX3 } from '../../tiny-plan.ts';

const run = (logits: number[][], labels: number[], output: Output, dtype: Dtype = 'float64') => {
  const Z = matrix(logits, dtype);
  const y = Uint32Array.from(labels);
  const dZ = zeros(Z.rows, Z.cols, dtype);
  return { loss: lossAndGradient(taskOf({ inputs: 1, hidden: [], output }))(Z, y, dZ), defined: meanLoss(Z, y, output), dZ: [...dZ.data] };
};

describe('the fast cross-entropies', () => {
  it('is the loss that all networks are measured by, to the last bit, however large the logits', () => {
    const rows = [
      [0.3, -1.2, 2.5],
      [40, 0, -40],
      [-800, 800, 799],
      [1e-9, 0, -1e-9],
    ];
    const softmax = run(rows, [1, 2, 0, 0], SOFTMAX3);
    expect(softmax.loss).toBe(softmax.defined);
    const sigmoid = run([[0.3], [-40], [800], [-800]], [1, 1, 0, 0], SIGMOID);
    expect(sigmoid.loss).toBe(sigmoid.defined);
  });

  it('gives (p − y)/B for softmax: logits (log 2, 0, 0) are p = (1/2, 1/4, 1/4)', () => {
    const { loss, dZ } = run(
      [
        [Math.log(2), 0, 0],
        [5, 5, 5],
      ],
      [0, 2],
      SOFTMAX3,
    );
    expect(loss).toBeCloseTo((Math.log(2) + Math.log(3)) / 2, 14);
    [-1 / 4, 1 / 8, 1 / 8, 1 / 6, 1 / 6, -1 / 3].forEach((expected, i) => expect(dZ[i]).toBeCloseTo(expected, 14));
  });

  it('gives (p − y)/B for a sigmoid: logit log 3 is p = 3/4', () => {
    const { dZ } = run([[Math.log(3)], [0]], [1, 0], SIGMOID);
    expect(dZ[0]).toBeCloseTo(-1 / 8, 14);
    expect(dZ[1]).toBeCloseTo(1 / 4, 14);
  });

  it('hands a NaN on, in the loss and in its own row alone', () => {
    const { loss, dZ } = run(
      [
        [NaN, 0, 0],
        [0, 0, 0],
      ],
      [0, 0],
      SOFTMAX3,
    );
    expect(loss).toBeNaN();
    expect(dZ.slice(3).every(Number.isFinite)).toBe(true);
  });

  it('counts a gradient below 2⁻¹⁰⁰ as 0 in float32, whose smallest numbers cost much time further back, and keeps it in float64', () => {
    const ofClass2 = (log2p: number, dtype: Dtype) => run([[0, -200, log2p * Math.LN2]], [0], SOFTMAX3, dtype).dZ[2];
    const ofSigmoid = (log2p: number, dtype: Dtype) => run([[log2p * Math.LN2]], [0], SIGMOID, dtype).dZ[0];
    for (const gradient of [ofClass2, ofSigmoid]) {
      expect(gradient(-100.5, 'float32')).toBe(0);
      expect(gradient(-100.5, 'float64')).toBeCloseTo(2 ** -100.5, 40);
      expect(gradient(-99.5, 'float32')).toBeCloseTo(2 ** -99.5, 35);
      expect(gradient(-99.5, 'float32')).toBeGreaterThan(0);
    }
  });
});
