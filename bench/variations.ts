import type { Activation } from '../src/model/activations/activations.ts';
import type { OptimiserSpec } from '../src/model/optimisers/optimisers.ts';
import { type TrainingSpec, usualTraining } from '../src/model/training-spec.ts';
import type { Task } from './workloads.ts';

/** Another word of the vocabulary in a workload that is otherwise the same. */
interface Variation {
  readonly title: string;
  readonly activation?: Activation; // of the hidden layers
  readonly optimiser?: OptimiserSpec['name'];
  readonly learningRate?: number;
}

/** What bench/python/torch_model.py has by the same names. */
export const VARIATIONS = {
  sgd: { title: 'SGD, ReLU' },
  momentum: { title: 'momentum', optimiser: 'momentum', learningRate: 0.01 },
  adam: { title: 'Adam', optimiser: 'adam', learningRate: 0.001 },
  'leaky-relu': { title: 'leaky ReLU', activation: 'leaky-relu' },
  elu: { title: 'ELU', activation: 'elu' },
  tanh: { title: 'tanh', activation: 'tanh' },
  gelu: { title: 'GELU', activation: 'gelu' },
} as const satisfies Readonly<Record<string, Variation>>;

export type VariationName = keyof typeof VARIATIONS;

/** A task with that word in it, and the training that it says. */
export interface Varied {
  readonly task: Task;
  readonly training: TrainingSpec;
}

export function varied(task: Task, name: VariationName = 'sgd'): Varied {
  const { activation, optimiser, learningRate = task.learningRate }: Variation = VARIATIONS[name];
  const hidden = activation ? task.model.hidden.map((layer) => ({ ...layer, activation })) : task.model.hidden;
  const model = { ...task.model, hidden };
  return { task: { ...task, model, learningRate }, training: { ...usualTraining(model), ...(optimiser && { optimiser: { name: optimiser } }) } };
}
