import type { Matrix } from '../numbers/matrix.ts';
import type { Activation } from './activations/activations.ts';
import type { ModelSpec } from './model-spec.ts';
import type { Target } from './target.ts';
import type { NamedTensors } from './tensors.ts';
import type { TrainingSpec } from './training-spec.ts';

/** What a network carries from one step to the next beside its weights: an optimiser's memory and the steps it has taken. */
export interface State {
  readonly steps: number;
  /** By what the optimiser calls it: { velocity: [{ W, b }, …] }. */
  readonly tensors: Readonly<Record<string, NamedTensors>>;
  /** The mean and variance that batch normalisation keeps, by layer; undefined for layers without it. */
  readonly running?: readonly (Statistics | undefined)[];
}

/** The mean and variance (divisor n) of each unit, (1, units). */
export interface Statistics {
  readonly mean: Matrix;
  readonly variance: Matrix;
}

/** What each hidden layer's activations are multiplied by in a step, (B, units): 0 where dropout leaves one out. Undefined for layers without it. */
export type Masks = readonly (Matrix | undefined)[];

type Answer<T> = T | Promise<T>;

/** The seam: four methods are all that a network owes the harness. One may answer at once or with a promise. */
export interface Network {
  /**
   * One update of the weights, on the loss that the training asks for.
   * @param X (B, D), a sample a row. The network neither keeps nor changes it.
   * @param target B classes, or (B, K) values
   * @param masks for models with dropout, from the plan: the same for every network
   * @returns the loss of the batch BEFORE the update; undefined, at every step, where the network has none to tell
   */
  step(X: Matrix, target: Target, learningRate: number, masks?: Masks): Answer<number | undefined>;

  /** The logits, (B, K), one column for a sigmoid output; or the outputs of a regression. */
  predict(X: Matrix): Answer<Matrix>;

  /** Copies of the parameters, first layer first; never views. */
  weights(): Answer<NamedTensors>;

  setWeights(weights: NamedTensors): Answer<void>;

  /** ∂L/∂W and ∂L/∂b of the last step, first layer first. Optional: a diagnosis is sharper where they are given. */
  gradients?(): Answer<NamedTensors>;

  /** The hidden layers' activations A[1], …, each (B, units), for rows X (B, D). Optional, as `gradients` is. */
  activations?(X: Matrix): Answer<readonly Matrix[]>;

  /** Copies of what the optimiser remembers; with `setState` a single step can be repeated from anywhere in a training. */
  state?(): Answer<State>;
  setState?(state: State): Answer<void>;

  /**
   * Room in the network's own memory for a batch of so many rows, (rows, D). A batch gathered into it need not be copied
   * again; what is in it is lost with the next step or prediction.
   */
  batchRoom?(rows: number): Matrix;

  /** What it ran on so far, where there is something to tell beside its backend's description: '2 threads'. */
  ranOn?(): string | undefined;

  /** Gives back what the garbage collector cannot. The network is not used afterwards. */
  dispose?(): Answer<void>;
}

/** A network without an update of its own: the harness descends. */
export interface GradientNetwork extends Pick<Network, 'predict' | 'weights' | 'setWeights' | 'activations' | 'dispose'> {
  /** The loss of a batch, if it has one, and its gradients at the weights as they are, which stay as they are. */
  lossAndGradients(X: Matrix, target: Target, masks?: Masks): Answer<{ readonly loss?: number | undefined; readonly gradients: NamedTensors }>;
}

/** What networks may have no answer to, whatever the question: what they treat as their own, steps after the first of a question. */
export type Lack = 'logits' | 'loss' | 'update' | 'later steps' | 'manners';

/** What the outputs of such a network may be: of classes, or values. */
export type FoundOutput = 'softmax' | 'sigmoid' | 'linear' | 'tanh';

/** What could be read off a network that was found in a reader's file. */
export interface FoundNetwork {
  /** How it is written and what its numbers mean, a line for each. */
  readonly says: readonly string[];
  /** The model that it is of, as far as that is known: how many layers of weights, or, where they cannot be chosen, their widths. */
  readonly model: {
    readonly layers?: number;
    readonly widths?: readonly number[];
    readonly activations?: readonly Activation[];
    readonly output?: FoundOutput;
    /** Of values, where their number cannot be chosen. */
    readonly outputs?: number;
    readonly bias?: false;
  };
  /** What the file declares of how it is trained, or what was read off its step. */
  readonly training?: {
    readonly loss?: string;
    readonly outputReduction?: 'sum' | 'mean';
    readonly optimiser?: string;
    readonly l1?: number;
    readonly l2?: number;
  };
  /** Whether its answers are those of such a model; else it is the one that the file speaks of. */
  readonly isSure: boolean;
}

/** Makes networks of one kind. */
export interface Backend {
  readonly name: string;
  /** What does the arithmetic, with its version and float type: 'TensorFlow.js 4.22.0, wasm, float32'. */
  readonly description: string;
  /** What its networks are not to be asked, where they are not there themselves but only answers of theirs. */
  readonly lacks?: readonly Lack[];
  /** Where it was found in a file that is not written for this program. */
  readonly found?: FoundNetwork;
  create(model: ModelSpec, training: TrainingSpec, initial: NamedTensors): Promise<Network>;
  /** Loads, while there is time for it, what `create` would else load first. */
  prepare?(): Promise<unknown>;
  /** Ends what runs beside the program for it, a process say. The backend is not used afterwards. */
  close?(): Promise<void>;
}
