import type { ModelSpec } from '../../src/model/model-spec.ts';
import type { Masks, State } from '../../src/model/network.ts';
import type { Target } from '../../src/model/target.ts';
import type { LayerWeights } from '../../src/model/tensors.ts';
import type { TrainingSpec } from '../../src/model/training-spec.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';

/** A vector: plain numbers or a typed array. */
export type Vector = ArrayLike<number>;

/** A matrix as a reader's network may keep it: rows of numbers (any arrays), or the seam's Matrix. */
export type Rows = Matrix | readonly Vector[];

/** One layer's parameters in any of these forms. */
export interface LooseLayerWeights {
  readonly W: Rows; // (in, out)
  readonly b: Rows | Vector; // `out` numbers, in a vector, a row or a column
  readonly gamma?: Rows | Vector; // the same, of a layer that is normalised
  readonly beta?: Rows | Vector;
}

/** What an optimiser carries from step to step: { steps: 3, tensors: { velocity: [{ W, b }, …] } }. */
export interface LooseState {
  readonly steps: number;
  readonly tensors?: Readonly<Record<string, readonly LooseLayerWeights[]>>;
  /** By layer, what batch normalisation predicts with; nothing for the others. */
  readonly running?: readonly ({ readonly mean: Rows | Vector; readonly variance: Rows | Vector } | null | undefined)[];
}

type Answer<T> = T | Promise<T>;

/** What every network of a reader's has. What it is handed are copies, its own to keep or to change. */
interface AnyHandWritten {
  /** The logits (not the probabilities), (B, K); one column for a sigmoid output. */
  predict(X: Matrix): Answer<Rows | Vector>;
  /** The parameters, first layer first. */
  weights(): Answer<readonly LooseLayerWeights[]>;
  setWeights(weights: readonly LayerWeights[]): void | Promise<void>;
  /** The hidden layers' activations, first layer first, (B, units) each. Not owed; makes a diagnosis sharper. */
  activations?(X: Matrix): Answer<readonly Rows[]>;
  dispose?(): void | Promise<void>;
}

/**
 * A network as a reader writes it: the seam's Network, but answers may be nested arrays as well as matrices, and every
 * method may answer at once or with a promise. T is what it learns from: classes, or a Matrix (B, K) of values.
 */
export interface HandWrittenNetwork<T extends Target = Uint32Array> extends AnyHandWritten {
  /**
   * One step of the training's optimiser on its loss.
   * @param X (B, D), a sample a row
   * @param y (B), class indices; (B, K) values where the training has values
   * @param masks for each hidden layer with dropout what its activations are multiplied by, (B, units)
   * @returns the mean loss of the batch BEFORE the update, at every step; or nothing, at every step, where the network has none to tell
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: a method of a class without a return has it
  step(X: Matrix, y: T, learningRate: number, masks?: Masks): Answer<number | undefined | void>;
  /** ∂L/∂W and ∂L/∂b of the last step. Not owed; makes a diagnosis sharper. */
  gradients?(): Answer<readonly LooseLayerWeights[]>;
  /** What the optimiser remembers. Not owed; with `setState` a single step can be repeated from anywhere in a training. */
  state?(): Answer<LooseState>;
  setState?(state: State): void | Promise<void>;
}

/** A network without an update of its own: the harness takes the step, as the training's optimiser has it. */
export interface HandWrittenGradientNetwork<T extends Target = Uint32Array> extends AnyHandWritten {
  /** ∂L/∂W and ∂L/∂b of the batch, and its mean loss if there is one to tell; the weights stay as they are. */
  lossAndGradients(X: Matrix, y: T, masks?: Masks): Answer<{ readonly loss?: number | undefined; readonly gradients: readonly LooseLayerWeights[] }>;
}

/** Makes one network for the model and its training, beginning from exactly these weights: W (in, out), b (1, out). */
export type NetworkMaker<T extends Target = Uint32Array> = (
  model: ModelSpec,
  initial: readonly LayerWeights[],
  training: TrainingSpec,
) => Answer<HandWrittenNetwork<T> | HandWrittenGradientNetwork<T>>;

/**
 * What the default export of a network's file is: `export default defineNetwork((model, initial, training) => network)`.
 * Answers what it is given: it is there for the types alone, and a file without it, that exports the function as it
 * is, works as well.
 */
export function defineNetwork<T extends Target = Uint32Array>(make: NetworkMaker<T>): NetworkMaker<T> {
  return make;
}
