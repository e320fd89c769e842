import { describe, expect, it } from 'vitest';
import { backward } from '../../scratch/plain.ts';
import { derivative } from '../../scratch/textbook.ts';
import type { Activation } from '../../src/model/activations/activations.ts';
import { outputsOf } from '../../src/model/losses/batch.ts';
import type { Output } from '../../src/model/model-spec.ts';
import { copyWeights, tensorsOf } from '../../src/model/tensors.ts';
import { taskOf } from '../../src/model/training-spec.ts';
import { matrix } from '../../src/numbers/matrix.ts';
import { difference, norm } from '../../src/numbers/norms.ts';
import { meanLoss } from '../../src/run/metrics/classification.ts';
import { layer, modelOf, SIGMOID, SOFTMAX3, tinySamples, weightsFor } from '../tiny-plan.ts';

describe('the float64 reference', () => {
  it('computes a step as by hand, every tensor of it', () => {
    // the step of test/scratch/fast/network.test.ts
    const weights = [
      layer(
        [
          [1, 0],
          [0, 1],
        ],
        [0, 0],
        'float64',
      ),
      layer([[2], [3]], [-2], 'float64'),
    ];
    const { Z, A, P, loss, dZ, gradients } = backward(taskOf(modelOf(2, [2], 'relu', SIGMOID)), { weights }, { X: matrix([[1, -1]]), y: Uint32Array.of(1) });
    const rows = ({ data }: { data: ArrayLike<number> }) => Array.from(data, (value) => value + 0); // −0 + 0 = 0
    expect(Z.map(rows)).toEqual([[1, -1], [0]]);
    expect(A.map(rows)).toEqual([[1, -1], [1, 0], [0]]);
    expect([rows(P), loss]).toEqual([[0.5], Math.LN2]);
    expect(dZ.map(rows)).toEqual([[-1, 0], [-0.5]]);
    expect(gradients.map(({ W, b }) => [rows(W), rows(b)])).toEqual([
      [
        [-1, 0, 1, 0],
        [-1, 0],
      ],
      [[-0.5, 0], [-0.5]],
    ]);
  });

  it.each<[Activation, Output]>([
    ['relu', SOFTMAX3],
    ['tanh', SIGMOID],
    ['sigmoid', SOFTMAX3],
  ])('has gradients that are the slope of its loss: %s, %j', (activation, output) => {
    const model = modelOf(4, [5, 3], activation, output);
    const { X, y } = tinySamples(6, 4, output);
    const weights = copyWeights(weightsFor(model, 3), 'float64');
    const found = tensorsOf(backward(taskOf(model), { weights: weights }, { X: X, y: y }).gradients);
    const lossOf = () => meanLoss(backward(taskOf(model), { weights: weights }, { X: X, y: y }).Z.at(-1)!, y, output);
    tensorsOf(weights).forEach(({ label: name, values: { data } }, t) => {
      const slopes = Float64Array.from(data, (w, i) => {
        const at = (value: number) => ((data[i] = value), lossOf());
        const slope = (at(w + 1e-5) - at(w - 1e-5)) / 2e-5;
        data[i] = w;
        return slope;
      });
      expect(norm(difference(found[t]!.values.data, slopes)) / norm(slopes), name).toBeLessThan(1e-7);
    });
  });

  it('has probabilities that are right where a logit is in the thousands', () => {
    expect([
      ...outputsOf(
        matrix(
          [
            [5000, 0, -5000],
            [1, 1, 1],
          ],
          'float64',
        ),
        SOFTMAX3,
      ).data,
    ]).toEqual([1, 0, 0, 1 / 3, 1 / 3, 1 / 3]);
    expect([...outputsOf(matrix([[5000], [-5000], [0]], 'float64'), SIGMOID).data]).toEqual([1, 0, 0.5]);
  });
});

describe('the derivative of an activation', () => {
  it('is f′ number by number, what a gradient of 1 becomes on its way back', () => {
    const [layerOf, Z] = [(activation: Activation) => ({ kind: 'dense', inputs: 1, outputs: 2, activation }) as const, matrix([[0.5, -2]], 'float64')];
    expect([...derivative(layerOf('tanh'), Z, matrix([[Math.tanh(0.5), Math.tanh(-2)]], 'float64')).data]).toEqual([
      1 - Math.tanh(0.5) ** 2,
      1 - Math.tanh(-2) ** 2,
    ]);
    expect([...derivative(layerOf('relu'), Z, matrix([[0.5, 0]], 'float64')).data]).toEqual([1, 0]);
  });
});
