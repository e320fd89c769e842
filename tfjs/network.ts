import type { LayersModel, Optimizer, Sequential, SGDOptimizer, Tensor2D } from '@tensorflow/tfjs';
import { layersOf, logitsWidth } from '../src/model/model-spec.ts';
import type { Network } from '../src/model/network.ts';
import { type Target, targetMatrix } from '../src/model/target.ts';
import { checkWeights, type LayerWeights, type NamedTensors } from '../src/model/tensors.ts';
import { lossOf, type Task } from '../src/model/training-spec.ts';
import { chunks, type Matrix, zeros } from '../src/numbers/matrix.ts';
import { activationIn } from './activation.ts';
import type { Tf } from './runtime.ts';

/**
 * Rows that predict takes at a time, so that a large set needs no large tensor. They are cut before they are tensors:
 * TensorFlow.js on wasm copies the whole of a tensor for every slice of it.
 */
const PREDICT_ROWS = 1024;

/** The model as `tf.sequential`, trained by `trainOnBatch` with `tf.train.sgd`. Always float32, as TensorFlow.js is. */
export class TfjsNetwork implements Network {
  readonly #tf: Tf;
  readonly #task: Task;
  readonly #sequential: Sequential;
  readonly #optimizer: SGDOptimizer;

  constructor(tf: Tf, task: Task, initial: NamedTensors) {
    this.#tf = tf;
    this.#task = task;
    this.#sequential = sequential(tf, task);
    this.#optimizer = tf.train.sgd(0); // every step brings its own learning rate
    this.#sequential.compile({ optimizer: this.#optimizer as Optimizer, loss: lossOnLogits(tf, task) });
    this.setWeights(initial);
  }

  async step(X: Matrix, target: Target, learningRate: number): Promise<number> {
    this.#optimizer.setLearningRate(learningRate);
    const inputs = this.#tensor(X);
    const targets = this.#tensor(targetMatrix(target, this.#task.model.output));
    try {
      return (await this.#sequential.trainOnBatch(inputs, targets)) as number; // one loss, no metrics: one number
    } finally {
      inputs.dispose();
      targets.dispose();
    }
  }

  predict(X: Matrix): Matrix {
    const Z = zeros(X.rows, logitsWidth(this.#task.model.output));
    for (const { from, rows } of chunks(X, PREDICT_ROWS)) {
      const logits = this.#tf.tidy(() => (this.#sequential.predictOnBatch(this.#tensor(rows)) as Tensor2D).dataSync());
      Z.data.set(logits, from * Z.cols);
    }
    return Z;
  }

  weights(): LayerWeights[] {
    return this.#dense().map((layer) => {
      const [W, b] = layer.getWeights(); // the variables themselves: not ours to dispose
      return { W: matrixOf(W as Tensor2D), b: matrixOf(b as Tensor2D) };
    });
  }

  setWeights(weights: NamedTensors): void {
    checkWeights(this.#task.model, weights);
    this.#tf.tidy(() => {
      const tensors = weights.flatMap(({ W, b }) => [this.#tensor(W), this.#tf.tensor1d(float32(b))]);
      this.#sequential.setWeights(tensors);
    });
  }

  dispose(): void {
    this.#sequential.dispose();
    this.#optimizer.dispose();
  }

  /** The layers that have weights. */
  #dense(): Sequential['layers'] {
    return this.#sequential.layers.filter((layer) => layer.weights.length > 0);
  }

  #tensor(M: Matrix): Tensor2D {
    return this.#tf.tensor2d(float32(M), [M.rows, M.cols]);
  }
}

function sequential(tf: Tf, { model }: Task): Sequential {
  const layers = layersOf(model).flatMap(({ inputs, outputs, activation }) => {
    const { named, after } = activationIn(tf, activation);
    return [tf.layers.dense({ units: outputs, activation: named, inputShape: [inputs], kernelInitializer: 'zeros' }), ...after];
  });
  return tf.sequential({ layers });
}

/** Softmax and sigmoid belong to the loss: on probabilities TensorFlow.js would clip, and bend the gradient. */
function lossOnLogits(tf: Tf, { training }: Task): LossFunction {
  const { tfjs } = lossOf(training);
  return (targets, logits) => tfjs(tf, targets as Tensor2D, logits as Tensor2D);
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
