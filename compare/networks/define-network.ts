import type { ModelSpec } from '../../src/model/model-spec.ts';
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
}

/**
 * A network as a reader writes it: the seam's Network, but answers may be nested arrays as well as matrices, and every
 * method may answer at once or with a promise. What it is handed are copies, its own to keep or to change.
 */
export interface HandWrittenNetwork {
  /**
   * One step of stochastic gradient descent on the mean loss of the batch.
   * @param X (B, D), a sample a row
   * @param y (B), class indices
   * @returns the mean loss of the batch BEFORE the update; nothing where the network has none to tell
   */
  step(X: Matrix, y: Uint32Array, learningRate: number): number | undefined | Promise<number | undefined>;
  /** The logits (not the probabilities), (B, K); one column for a sigmoid output. */
  predict(X: Matrix): Rows | Vector | Promise<Rows | Vector>;
  /** The parameters, first layer first. */
  weights(): readonly LooseLayerWeights[] | Promise<readonly LooseLayerWeights[]>;
  setWeights(weights: readonly LayerWeights[]): void | Promise<void>;
  /** ∂L/∂W and ∂L/∂b of the last step. Not owed; makes a diagnosis sharper. */
  gradients?(): readonly LooseLayerWeights[] | Promise<readonly LooseLayerWeights[]>;
  /** The hidden layers' activations, first layer first, (B, units) each. Not owed; makes a diagnosis sharper. */
  activations?(X: Matrix): readonly Rows[] | Promise<readonly Rows[]>;
  dispose?(): void | Promise<void>;
}

/** Makes one network for the model, beginning from exactly these weights: W (in, out), b (1, out). */
export type NetworkMaker = (model: ModelSpec, initial: readonly LayerWeights[], training: TrainingSpec) => HandWrittenNetwork | Promise<HandWrittenNetwork>;

/**
 * What the default export of a network's file is: `export default defineNetwork((model, initial) => network)`.
 * Answers what it is given: it is there for the types alone, and a file without it, that exports the function as it
 * is, works as well.
 */
export function defineNetwork(make: NetworkMaker): NetworkMaker {
  return make;
}
