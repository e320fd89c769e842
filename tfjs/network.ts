import type { LayersModel, Optimizer, SGDOptimizer, Sequential, Tensor2D } from '@tensorflow/tfjs';
import { chunks, zeros, type Matrix } from '../src/numbers/matrix.ts';
import { layersOf, logitsWidth, type ModelSpec, type Output } from '../src/model/model-spec.ts';
import type { LayerWeights, Network } from '../src/model/network.ts';
import { checkWeights } from '../src/model/weights.ts';
import type { Tf } from './runtime.ts';

/**
 * Rows that predict takes at a time, so that a large set needs no large tensor. They are cut before they are tensors:
 * TensorFlow.js on wasm copies the whole of a tensor for every slice of it.
 */
const PREDICT_ROWS = 1024;

/** The model as `tf.sequential`, trained by `trainOnBatch` with `tf.train.sgd`. Always float32, as TensorFlow.js is. */
export class TfjsNetwork implements Network {
  readonly #tf: Tf;
  readonly #model: ModelSpec;
  readonly #sequential: Sequential;
  readonly #optimizer: SGDOptimizer;

  constructor(tf: Tf, model: ModelSpec, initial: readonly LayerWeights[]) {
    this.#tf = tf;
    this.#model = model;
    this.#sequential = sequential(tf, model);
    this.#optimizer = tf.train.sgd(0); // every step brings its own learning rate
    this.#sequential.compile({ optimizer: this.#optimizer as Optimizer, loss: lossOnLogits(tf, model.output) });
    this.setWeights(initial);
  }

  async step(X: Matrix, y: Uint32Array, learningRate: number): Promise<number> {
    this.#optimizer.setLearningRate(learningRate);
    const inputs = this.#tensor(X);
    const targets = this.#targets(y);
    try {
      return (await this.#sequential.trainOnBatch(inputs, targets)) as number; // one loss, no metrics: one number
    } finally {
      inputs.dispose();
      targets.dispose();
    }
  }

  predict(X: Matrix): Matrix {
    const Z = zeros(X.rows, logitsWidth(this.#model.output));
    for (const { from, rows } of chunks(X, PREDICT_ROWS)) {
      const logits = this.#tf.tidy(() => (this.#sequential.predictOnBatch(this.#tensor(rows)) as Tensor2D).dataSync());
      Z.data.set(logits, from * Z.cols);
    }
    return Z;
  }

  weights(): LayerWeights[] {
    return this.#sequential.layers.map((layer) => {
      const [W, b] = layer.getWeights(); // the variables themselves: not ours to dispose
      return { W: matrixOf(W as Tensor2D), b: matrixOf(b as Tensor2D) };
    });
  }

  setWeights(weights: readonly LayerWeights[]): void {
    checkWeights(this.#model, weights);
    this.#tf.tidy(() => {
      const tensors = weights.flatMap(({ W, b }) => [this.#tensor(W), this.#tf.tensor1d(float32(b))]);
      this.#sequential.setWeights(tensors);
    });
  }

  dispose(): void {
    this.#sequential.dispose();
    this.#optimizer.dispose();
  }

  #tensor(M: Matrix): Tensor2D {
    return this.#tf.tensor2d(float32(M), [M.rows, M.cols]);
  }

  /** One-hot (B, K) for softmax, (B, 1) for a sigmoid output. */
  #targets(y: Uint32Array): Tensor2D {
    const { output } = this.#model;
    if (output.kind === 'sigmoid') return this.#tf.tensor2d(Float32Array.from(y), [y.length, 1]);
    const oneHot = new Float32Array(y.length * output.classes);
    y.forEach((label, r) => (oneHot[r * output.classes + label] = 1));
    return this.#tf.tensor2d(oneHot, [y.length, output.classes]);
  }
}

function sequential(tf: Tf, model: ModelSpec): Sequential {
  const layers = layersOf(model).map(({ inputs, outputs, activation }) =>
    tf.layers.dense({ units: outputs, activation, inputShape: [inputs], kernelInitializer: 'zeros' }),
  );
  return tf.sequential({ layers });
}

/** Softmax and sigmoid belong to the loss: on probabilities TensorFlow.js would clip, and bend the gradient. */
function lossOnLogits(tf: Tf, output: Output): LossFunction {
  return output.kind === 'softmax'
    ? (targets, logits) => tf.losses.softmaxCrossEntropy(targets, logits)
    : (targets, logits) => tf.losses.sigmoidCrossEntropy(targets, logits);
}

type LossFunction = Extract<Parameters<LayersModel['compile']>[0]['loss'], (...tensors: never[]) => unknown>;

/** A tensor takes the array that it is given for its own: it must be float32, and a copy. */
function float32({ data }: Matrix): Float32Array {
  return Float32Array.from(data);
}

function matrixOf(tensor: Tensor2D): Matrix {
  const cols = tensor.shape.at(-1) ?? 1;
  return { rows: tensor.size / cols, cols, data: Float32Array.from(tensor.dataSync()) };
}
