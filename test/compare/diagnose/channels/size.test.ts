import { describe, expect, it } from 'vitest';
import type { Task } from '../../../../src/model/training-spec.ts';
import { scale } from '../../../../src/numbers/algebra.ts';
import type { Dtype } from '../../../../src/numbers/matrix.ts';
import { examined, type Plant, sigmoid, small, softmax } from './planted.ts';

const adam = (task: Task): Task => ({ ...task, training: { ...task.training, optimiser: { name: 'adam' } } });
const times =
  (factor: (B: number) => number): Plant =>
  (right) => ({ lossGradient: (pass) => scale(right.lossGradient(pass), factor(pass.X.rows)) });

describe('under Adam, that divides by what gradients are multiplied by,', () => {
  it.each([
    ['the mean taken twice', softmax, 'float32', (B: number) => 1 / B, 'divided by the rows twice'],
    ['the mean taken twice', sigmoid, 'float32', (B: number) => 1 / B, 'divided by the rows twice'],
    ['the mean taken twice', softmax, 'float64', (B: number) => 1 / B, 'divided by the rows twice'],
    ['the sum', softmax, 'float32', (B: number) => B, 'the sum over the rows'],
  ] as const)('%s is told all the same: %s, %s', async (_, output, dtype: Dtype, factor, says) => {
    const { findings } = await examined([times(factor)], adam(small('tanh', output)), dtype);
    expect(findings.map(({ computed, severity }) => [severity, computed.replace('summed over the batch', 'the sum over the rows').includes(says)])).toEqual([
      ['mistake', true],
    ]);
  });

  it.each(['sgd', 'rmsprop', 'adam'] as const)('a penalty on the biases, beside which such gradients are nothing, is no mistake: %s', async (name) => {
    const task = small('tanh', sigmoid);
    const penalty = { l1: 0.01, l2: 0.05, biases: true, in: 'loss', overBatch: false } as const;
    const { findings } = await examined([], { ...task, training: { ...task.training, optimiser: { name }, penalty } }, 'float32');
    expect(findings).toEqual([]);
  });

  it.each(['float32', 'float64'] as const)('one mean, once, is right in %s', async (dtype) => {
    expect((await examined([], adam(small()), dtype)).findings).toEqual([]);
  });
});
