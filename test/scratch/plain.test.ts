import { expect, it } from 'vitest';
import { train } from '../../compare/training/train.ts';
import { scratchBackend } from '../../scratch/backend.ts';
import { PlainNetwork } from '../../scratch/plain.ts';
import { ACTIVATIONS, type Activation } from '../../src/model/activations/activations.ts';
import type { Output } from '../../src/model/model-spec.ts';
import type { Backend } from '../../src/model/network.ts';
import { modelOf, numbersOf, SIGMOID, SOFTMAX3, tinyPlan } from '../tiny-plan.ts';

const plain: Backend = {
  name: 'plain',
  description: 'the textbook, float64',
  create: async (model, training, initial) => new PlainNetwork({ model, training }, initial),
};

it.each(ACTIVATIONS.flatMap(({ name }) => [SOFTMAX3, SIGMOID].map((output): [Activation, Output] => [name, output])))(
  'the textbook and the naive kernels are the same to the last bit of a whole training in float64: %s, %j',
  async (activation, output) => {
    const plan = tinyPlan({ model: modelOf(6, [7, 5], activation, output), rows: 30, batchSize: 8, epochs: 10, learningRate: 0.5 });
    const [naive, textbook] = [await train(plan, await scratchBackend({ kernel: 'naive', dtype: 'float64' })), await train(plan, plain)];
    expect(textbook.history.stepLosses).toEqual(naive.history.stepLosses);
    expect(numbersOf(textbook.weights ?? [])).toEqual(numbersOf(naive.weights ?? []));
    expect(numbersOf(textbook.weights ?? [])).not.toEqual(numbersOf(plan.initial));
  },
);
