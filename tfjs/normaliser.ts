import type { Variable } from '@tensorflow/tfjs-core';
import { type LayerSpec, type ModelSpec, type Normalisation, USUAL_NORMALISATION } from '../src/model/model-spec.ts';
import type { Statistics } from '../src/model/network.ts';
import type { Tensor } from '../src/model/tf.ts';
import type { Matrix } from '../src/numbers/matrix.ts';
import type { Tf } from './runtime.ts';

/** Batch and layer normalisation from tensors, whose gradient TensorFlow.js finds; its own layer has other running statistics. */
export class Normaliser {
  readonly gamma: Variable;
  readonly beta: Variable;
  readonly #tf: Tf;
  readonly #over: 'batch' | 'layer';
  readonly #numbers: Normalisation;
  readonly #mean: Variable;
  readonly #variance: Variable;

  constructor(tf: Tf, { normalise = 'layer', outputs }: LayerSpec, { normalisation = USUAL_NORMALISATION }: ModelSpec) {
    this.#tf = tf;
    this.#over = normalise;
    this.#numbers = normalisation;
    const vector = (value: number, isTrained: boolean) => tf.tidy(() => tf.variable(tf.fill([outputs], value), isTrained));
    this.gamma = vector(1, true);
    this.beta = vector(0, true);
    this.#mean = vector(0, false);
    this.#variance = vector(1, false);
  }

  apply(Z: Tensor, purpose: 'predict' | 'step'): Tensor {
    const tf = this.#tf;
    const kept = this.#over === 'batch' && purpose === 'predict';
    const axis = this.#over === 'batch' ? 0 : 1;
    const mean = kept ? this.#mean : tf.mean(Z, axis, true);
    const apart = tf.sub(Z, mean);
    const variance = kept ? this.#variance : tf.mean(tf.square(apart), axis, true);
    if (this.#over === 'batch' && !kept) this.#keep(mean, variance, Z.shape[0]!);
    return tf.add(tf.mul(tf.div(apart, tf.sqrt(tf.add(variance, this.#numbers.epsilon))), this.gamma), this.beta);
  }

  get running(): Statistics | undefined {
    return this.#over === 'batch' ? { mean: rowOf(this.#mean), variance: rowOf(this.#variance) } : undefined;
  }

  set running(kept: Statistics | undefined) {
    if (!kept) return;
    this.#tf.tidy(() => {
      this.#mean.assign(this.#tf.tensor1d(Float32Array.from(kept.mean.data)));
      this.#variance.assign(this.#tf.tensor1d(Float32Array.from(kept.variance.data)));
    });
  }

  dispose(): void {
    this.#tf.dispose([this.gamma, this.beta, this.#mean, this.#variance]);
  }

  #keep(mean: Tensor, variance: Tensor, rows: number): void {
    const tf = this.#tf;
    const { momentum: m, unbiased } = this.#numbers;
    const correction = unbiased && rows > 1 ? rows / (rows - 1) : 1;
    tf.tidy(() => {
      this.#mean.assign(tf.add(tf.mul(this.#mean, 1 - m), tf.mul(tf.reshape(mean, this.#mean.shape), m)));
      this.#variance.assign(tf.add(tf.mul(this.#variance, 1 - m), tf.mul(tf.reshape(variance, this.#variance.shape), m * correction)));
    });
  }
}

function rowOf(vector: Variable): Matrix {
  return { rows: 1, cols: vector.size, data: Float32Array.from(vector.dataSync()) };
}
