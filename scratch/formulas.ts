import type { LayerSpec, Normalisation } from '../src/model/model-spec.ts';
import type { Masks, Statistics } from '../src/model/network.ts';
import type { Target } from '../src/model/target.ts';
import type { LayerWeights, NamedTensors } from '../src/model/tensors.ts';
import type { Task } from '../src/model/training-spec.ts';
import type { Matrix } from '../src/numbers/matrix.ts';
import type { Standardised } from './normalisation.ts';

/** What a network carries from one step to the next, beside its weights. */
export interface Memory {
  readonly steps: number; // taken so far
  readonly firstRows: number; // the rows of the first batch it saw
  /** What the optimiser remembers, by what its record calls it. */
  readonly tensors: Readonly<Record<string, NamedTensors>>;
  /** What batch normalisation keeps, by layer. */
  readonly running?: readonly (Statistics | undefined)[];
}

/** Everything that is known in a step, in the order in which it is computed. Layer l is index l − 1. */
export interface Pass {
  readonly task: Task;
  readonly layers: readonly LayerSpec[];
  readonly weights: NamedTensors;
  readonly learningRate: number;
  readonly memory: Memory;
  readonly X: Matrix; // (B, D)
  readonly target: Target;
  readonly masks: Masks;
  readonly A: readonly Matrix[]; // A[0] = inputs(X), A[l + 1] = F[l] ⊙ mask, what the next layer is given
  readonly Z: readonly Matrix[]; // Z[l] = A[l]·W[l] + b[l]
  readonly N: readonly Normalised[]; // N[l], Z[l] normalised where the layer is
  readonly F: readonly Matrix[]; // F[l] = f(N[l])
  readonly P: Matrix; // (B, K), the outputs
  readonly Y: Matrix; // (B, K), the targets: one-hot rows for classes
  readonly loss: number;
  readonly dA: Matrix[]; // dA[l] = ∂L/∂A[l + 1], filled from the last layer to the first
  readonly dZ: Matrix[]; // dZ[l] = ∂L/∂Z[l]
  readonly gradients: LayerWeights[]; // ∂L/∂W[l], ∂L/∂b[l]
}

/** Z as it goes to the activation: γ ⊙ unit + β, or Z itself. */
export interface Normalised {
  readonly values: Matrix;
  /** Where the layer is normalised. */
  readonly by?: Standardised;
  /** Of the batch, where it is normalised over its rows. */
  readonly statistics?: Statistics;
}

/** What is known when a layer is normalised. */
export interface Normalising {
  readonly layer: LayerSpec;
  readonly weights: LayerWeights;
  readonly normalisation: Normalisation;
  readonly purpose: 'predict' | 'step';
  readonly running: Statistics | undefined;
}

/** An activation as a matrix function, and how a gradient passes back through it. */
export interface MatrixActivation {
  /** Z (B, out) → A = f(Z) (B, out) */
  value(Z: Matrix): Matrix;
  /** dA (B, out) → dZ = dA ⊙ f'(Z) (B, out), A = f(Z) */
  gradient(Z: Matrix, A: Matrix, dA: Matrix): Matrix;
}

/**
 * Every formula of one step of training, each to be replaced on its own: a mistake is a set of replacements, made from the
 * formulas that are right, so that two mistakes can be made one upon the other.
 */
export interface Formulas {
  /** What the network makes of the rows it is given. */
  inputs(X: Matrix, purpose: 'predict' | 'step'): Matrix;
  affine(A: Matrix, weights: LayerWeights, l: number): Matrix;
  normalised(Z: Matrix, at: Normalising): Normalised;
  activation(layer: LayerSpec, l: number): MatrixActivation;
  /** What a layer hands on of its activations. */
  dropped(F: Matrix, mask: Matrix | undefined): Matrix;
  /** What `predict` answers, from the last layer's output. */
  answer(logits: Matrix, task: Task): Matrix;

  targets(target: Target, task: Task): Matrix;
  outputs(logits: Matrix, task: Task): Matrix;
  /** The loss of the batch, without the penalty on the weights. */
  loss(pass: Pass): number;
  /** What the weights themselves add to the loss. */
  penalty(pass: Pass): number;
  /** What `step` returns. */
  reported(pass: Pass, updated: NamedTensors): number;

  /** ∂L/∂logits (B, K) */
  lossGradient(pass: Pass): Matrix;
  /** ∂L/∂N[l], from dA[l] */
  activationGradient(pass: Pass, l: number): Matrix;
  /** ∂L/∂Z[l], and ∂L/∂γ and ∂L/∂β where the layer is normalised, from dN */
  normalisationGradient(pass: Pass, l: number, dN: Matrix): { readonly dZ: Matrix; readonly gamma?: Matrix; readonly beta?: Matrix };
  weightGradient(pass: Pass, l: number): Matrix;
  biasGradient(pass: Pass, l: number): Matrix;
  /** ∂L/∂A[l], what layer l (1, 2, …) hands to the layer below it */
  inputGradient(pass: Pass, l: number): Matrix;

  /** The gradients with those of the penalty that stands in the loss. */
  penalised(pass: Pass, gradients: NamedTensors): NamedTensors;
  /** What is made of the gradients before the optimiser sees them: bounds, and a penalty that stands in the gradient alone. */
  treated(pass: Pass, gradients: NamedTensors): NamedTensors;
  /** The way the weights go, and what is remembered of it. */
  direction(gradients: NamedTensors, memory: Memory, pass: Pass): { direction: NamedTensors; memory: Memory };
  rate(learningRate: number, memory: Memory): number;
  updated(pass: Pass, direction: NamedTensors, rate: number): NamedTensors;

  /** What becomes of weights on their way in, by `create` or `setWeights`, and on their way out, by `weights`. */
  received(weights: NamedTensors, before: NamedTensors | undefined): NamedTensors;
  handedOut(weights: NamedTensors): NamedTensors;
  /** What of the caller's the network alters or shares. */
  readonly manners: { readonly sharesWeights: boolean; readonly altersX: boolean; readonly altersY: boolean; readonly keepsGiven: boolean };
}
