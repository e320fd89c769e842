import { type Loss, type LossFunction, lossFor, lossNamed } from './losses/losses.ts';
import type { ModelSpec } from './model-spec.ts';
import type { OptimiserSpec } from './optimisers/optimisers.ts';

/** What is intended in a training beside the model, as plain data. The learning rate comes with every step. */
export interface TrainingSpec {
  /** As written: 'softmax-cross-entropy', 'huber(0.5)'. */
  readonly loss: Loss;
  /** How the rows' losses, and the outputs' within a row, are put together; if absent the mean over rows of sums over outputs. */
  readonly reduction?: { readonly rows: 'mean' | 'sum'; readonly outputs: 'sum' | 'mean' };
  /** ε: targets become (1 − ε)·t + ε/K, with one or several sigmoids (1 − ε)·t + ε/2. */
  readonly labelSmoothing?: number;
  /** What targets 0 and 1 become: −1 and 1, or .01 and .99. */
  readonly targets?: readonly [off: number, on: number];
  /** The weight of a row by its class; a mean is over the rows, or over the sum of their weights. */
  readonly classWeights?: { readonly weights: readonly number[]; readonly over: 'rows' | 'weights' };
  readonly penalty?: PenaltySpec;
  readonly clip?: ClipSpec;
  readonly optimiser: OptimiserSpec;
  /** So many batches' gradients are gathered for an update: averaged where losses are means, else added up. */
  readonly accumulate?: number;
  /** λ of decoupled decay: every step takes η·λ·w off each weight besides (Loshchilov and Hutter, 2019). */
  readonly decay?: { readonly rate: number; readonly biases: boolean };
}

/** l2·Σw² and l1·Σ|w|, over the weights alone or the biases too. */
export interface PenaltySpec {
  readonly l1: number;
  readonly l2: number; // of Σw², as it stands before the sum: λ/2 and λ/2n are the caller's to work out
  readonly biases: boolean;
  /** In the loss as well as in the gradient; or in the gradient alone, after clipping, as `weight_decay` in PyTorch. */
  readonly in: 'loss' | 'gradient';
  /** Divided by the rows of the batch. */
  readonly overBatch: boolean;
}

/** Bounds on the gradient, before the optimiser sees it. */
export interface ClipSpec {
  readonly value?: number; // of each number
  readonly norm?: number; // L2 of each tensor
  readonly globalNorm?: number; // L2 of all tensors together
}

/** A model and how it is to be trained: what decides every number of a step beside weights, batch and learning rate. */
export interface Task {
  readonly model: ModelSpec;
  readonly training: TrainingSpec;
}

/** The output's own loss by plain stochastic gradient descent: what a model is trained by where nothing else is said. */
export function usualTraining({ output }: ModelSpec): TrainingSpec {
  return { loss: lossFor(output).written as Loss, optimiser: { name: 'sgd' } };
}

export function taskOf(model: ModelSpec, training = usualTraining(model)): Task {
  return { model, training };
}

export function lossOf({ loss }: TrainingSpec): LossFunction {
  return lossNamed(loss);
}

/** λ of decoupled decay for a tensor of that name. */
export function decayOf({ decay }: TrainingSpec, name: string): number {
  return decay && (name === 'W' || decay.biases) ? decay.rate : 0;
}
