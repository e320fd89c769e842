import { LOSSES, type LossRecord, lossFor } from './losses.ts';
import type { ModelSpec } from './model-spec.ts';
import type { OptimiserSpec } from './optimisers.ts';

/** What is intended in a training beside the model, as plain data. The learning rate comes with every step. */
export interface TrainingSpec {
  readonly loss: LossRecord['name'];
  readonly optimiser: OptimiserSpec;
}

/** A model and how it is to be trained: what decides every number of a step beside weights, batch and learning rate. */
export interface Task {
  readonly model: ModelSpec;
  readonly training: TrainingSpec;
}

/** Cross-entropy by plain stochastic gradient descent: what a model is trained by where nothing else is said. */
export function usualTraining({ output }: ModelSpec): TrainingSpec {
  return { loss: lossFor(output).name, optimiser: { name: 'sgd' } };
}

export function taskOf(model: ModelSpec, training = usualTraining(model)): Task {
  return { model, training };
}

export function lossOf({ loss }: TrainingSpec): LossRecord {
  return LOSSES.find(({ name }) => name === loss)!;
}
