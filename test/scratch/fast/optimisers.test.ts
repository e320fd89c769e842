import { describe, expect, it } from 'vitest';
import { addPenalty } from '../../../scratch/fast/optimisers.ts';
import { type PenaltySpec, usualTraining } from '../../../src/model/training-spec.ts';
import { type Matrix, matrix } from '../../../src/numbers/matrix.ts';
import { modelOf, SOFTMAX3 } from '../../tiny-plan.ts';

/** Weights 2, −3 and 0 and a bias of 5, each with a gradient of 1: those gradients with the penalty's, and what it adds to the loss. */
function penalised(penalty: Partial<PenaltySpec>) {
  const tensor = (name: 'W' | 'b', values: Matrix) => ({ name, values, gradient: { ...values, data: values.data.map(() => 1) }, remembered: {} });
  const parameters = [tensor('W', matrix([[2, -3, 0]], 'float64')), tensor('b', matrix([[5]], 'float64'))];
  const training = {
    ...usualTraining(modelOf(1, [], 'relu', SOFTMAX3)),
    penalty: { l1: 0, l2: 0, biases: false, in: 'loss', overBatch: false, ...penalty } as const,
  };
  const added = addPenalty(training, parameters, 4);
  return { added, gradients: parameters.flatMap(({ gradient }) => [...gradient.data]) };
}

describe('a penalty of the loss adds', () => {
  it('l1·|w|, whose slope at 0 is 0', () => {
    expect(penalised({ l1: 0.5 })).toEqual({ added: 0.5 * 5, gradients: [1.5, 0.5, 1, 1] });
  });

  it('l2·w²', () => {
    expect(penalised({ l2: 0.5 })).toEqual({ added: 0.5 * 13, gradients: [3, -2, 1, 1] });
  });

  it('of the biases too where they are penalised, and over the rows of the batch', () => {
    expect(penalised({ l1: 2, l2: 4, biases: true, overBatch: true })).toEqual({ added: 0.5 * 10 + 38, gradients: [5.5, -5.5, 1, 11.5] });
  });

  it('nothing where it is in the gradient alone', () => {
    expect(penalised({ l1: 1, in: 'gradient' })).toEqual({ added: 0, gradients: [1, 1, 1, 1] });
  });
});
