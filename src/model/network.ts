import type { Matrix } from '../numbers/matrix.ts';
import type { ModelSpec } from './model-spec.ts';

/** The parameters of one dense layer, z = a·W + b. */
export interface LayerWeights {
  readonly W: Matrix; // (in, out)
  readonly b: Matrix; // (1, out)
}

/** The seam: five methods are all that a network owes the harness. One may answer at once or with a promise. */
export interface Network {
  /**
   * One step of stochastic gradient descent on the mean loss of the batch.
   * @param X (B, D), a sample a row. The network neither keeps nor changes it.
   * @param y (B), class indices
   * @returns the mean loss of the batch BEFORE the update
   */
  step(X: Matrix, y: Uint32Array, learningRate: number): number | Promise<number>;

  /** The logits, (B, K); one column for a sigmoid output. */
  predict(X: Matrix): Matrix | Promise<Matrix>;

  /** Copies of the parameters, first layer first; never views. */
  weights(): LayerWeights[] | Promise<LayerWeights[]>;

  setWeights(weights: readonly LayerWeights[]): void | Promise<void>;

  /** ∂L/∂W and ∂L/∂b of the last step, first layer first. Optional: a diagnosis is sharper where they are given. */
  gradients?(): readonly LayerWeights[] | Promise<readonly LayerWeights[]>;

  /** The hidden layers' activations A[1], …, each (B, units), for rows X (B, D). Optional, as `gradients` is. */
  activations?(X: Matrix): readonly Matrix[] | Promise<readonly Matrix[]>;

  /**
   * Room in the network's own memory for a batch of so many rows, (rows, D). A batch gathered into it need not be copied
   * again; what is in it is lost with the next step or prediction.
   */
  batchRoom?(rows: number): Matrix;

  /** Gives back what the garbage collector cannot. The network is not used afterwards. */
  dispose?(): void | Promise<void>;
}

/** Makes networks of one kind. */
export interface Backend {
  readonly name: string;
  /** What does the arithmetic, with its version and float type: 'TensorFlow.js 4.22.0, wasm, float32'. */
  readonly description: string;
  create(model: ModelSpec, initial: readonly LayerWeights[]): Promise<Network>;
  /** Ends what runs beside the program for it, a process say. The backend is not used afterwards. */
  close?(): Promise<void>;
}
