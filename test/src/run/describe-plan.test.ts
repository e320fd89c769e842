import { expect, it } from 'vitest';
import type { TrainingSpec } from '../../../src/model/training-spec.ts';
import { describePlan } from '../../../src/run/describe-plan.ts';
import { tinyPlan } from '../../tiny-plan.ts';

const says = (training: Partial<TrainingSpec>) => {
  const plan = tinyPlan();
  return describePlan({ ...plan, training: { ...plan.training, ...training } });
};
const penalty = { l1: 0, l2: 0.005, biases: false, in: 'loss', overBatch: false } as const;

it('updates are told as what they are', () => {
  expect(describePlan(tinyPlan())).toBe('SGD');
  expect(describePlan(tinyPlan({ batchSize: 1 }))).toBe('SGD, an update per row');
  expect(describePlan(tinyPlan({ batchSize: 10 }))).toBe('SGD, an update on the full batch');
});

it('early stopping is told with what it goes by', () => {
  expect(describePlan({ ...tinyPlan(), earlyStopping: { patience: 5, minDelta: 0, monitor: 'loss' } })).toBe(
    'SGD, early stopping after 5 epochs without a better validation loss',
  );
  expect(describePlan({ ...tinyPlan(), earlyStopping: { patience: 1, minDelta: 0.01, monitor: 'metric' } })).toBe(
    'SGD, early stopping after 1 epoch without a better validation accuracy by more than 0.01',
  );
});

it('a penalty is told as what stands before its sums, where it is and of what', () => {
  expect(says({ penalty })).toBe('SGD, L2 0.005·Σw²');
  expect(says({ penalty: { l1: 0.1, l2: 0.005, biases: true, in: 'gradient', overBatch: true } })).toBe(
    'SGD, L2 0.005·Σw² and L1 0.1·Σ|w|, over the rows of the batch, biases too, in the gradient alone',
  );
});

it('an optimiser is told with what is not as usual of it', () => {
  expect(says({ optimiser: { name: 'rmsprop', hyper: { rho: 0.9, inside: 1 } } })).toBe('rmsprop (rho 0.9, ε inside the root)');
  expect(says({ optimiser: { name: 'rmsprop', hyper: { inside: 0 } } })).toBe('rmsprop');
});

it('gathered gradients are told', () => {
  expect(says({ accumulate: 4 })).toBe('SGD, an update by the gradients of 4 batches');
});

it('reductions, decay of biases and weighing over the weights’ sum are told', () => {
  expect(says({ reduction: { rows: 'sum', outputs: 'mean' } })).toBe('SGD, summed over the rows, a mean over the outputs');
  expect(says({ decay: { rate: 0.1, biases: true } })).toBe('SGD, weight decay 0.1 of the biases too');
  expect(says({ classWeights: { weights: [1, 2, 0.5], over: 'weights' } })).toBe('SGD, class weights 1, 2, 0.5, over their sum');
});
