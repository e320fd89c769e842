import { gathered } from '../../scratch/accumulation.ts';
import { NEW, stateOf } from '../../scratch/plain.ts';
import { descended, direction } from '../../scratch/textbook.ts';
import type { GradientNetwork, Network } from '../../src/model/network.ts';
import { clipped, withPenalty } from '../../src/model/penalty.ts';
import { copyEach, copyWeights, mapTensors, type NamedTensors } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { copy, dtypeOf } from '../../src/numbers/matrix.ts';

/**
 * A network that has gradients alone, with the update that the training asks for: the textbook's, computed in float64,
 * then rounded to the float type in which the network hands out its weights.
 */
export function descending({ lossAndGradients, ...network }: GradientNetwork, task: Task): Network {
  let memory = NEW;
  let last: NamedTensors = [];
  return {
    ...network,
    async step(X, target, learningRate, masks) {
      const { loss, gradients } = await lossAndGradients(X, target, masks);
      const before = await network.weights();
      const { training } = task;
      const update = gathered(training, gradients, memory, (whole, at) =>
        direction(task, before, withPenalty(training, 'gradient', clipped(training.clip, whole), before, X.rows), at),
      );
      const after = descended(before, update.direction, learningRate);
      await network.setWeights(mapTensors(after, (values, { name, layer }) => copy(values, dtypeOf(before[layer - 1]![name] ?? values))));
      memory = { ...update.memory, steps: memory.steps + 1 };
      last = gradients;
      return loss;
    },
    gradients: () => copyWeights(last),
    async state() {
      const { steps, tensors } = stateOf(task, { weights: await network.weights(), memory });
      return { steps, tensors: copyEach(tensors) };
    },
    setState({ steps, tensors }) {
      memory = { ...memory, steps, tensors: copyEach(tensors) };
    },
  };
}
