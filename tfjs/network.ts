import type { Sequential, Tensor2D, Variable } from '@tensorflow/tfjs';
import { rowWeights, trainingTargets } from '../src/model/losses/batch.ts';
import { layersOf } from '../src/model/model-spec.ts';
import type { Network, State } from '../src/model/network.ts';
import { optimiserOf } from '../src/model/optimisers/optimisers.ts';
import { outputOf } from '../src/model/outputs.ts';
import type { Target } from '../src/model/target.ts';
import { checkWeights, type LayerWeights, type NamedTensors, tensorsOf } from '../src/model/tensors.ts';
import type { Scalar } from '../src/model/tf.ts';
import type { Task } from '../src/model/training-spec.ts';
import { chunks, type Matrix, zeros } from '../src/numbers/matrix.ts';
import { activationIn } from './activation.ts';
import { batchLossIn } from './loss.ts';
import { type Parameter, parametersOf, penaltyIn, update } from './optimiser.ts';
import type { Tf } from './runtime.ts';

/** Rows that predict takes at a time, so that a large set needs no large tensor. */
const PREDICT_ROWS = 1024;

/** The model as `tf.sequential`, its gradients by `tf.variableGrads`. Always float32, as TensorFlow.js is. */
export class TfjsNetwork implements Network {
  readonly #tf: Tf;
  readonly #task: Task;
  readonly #sequential: Sequential;
  readonly #loss: ReturnType<typeof batchLossIn>;
  readonly #parameters: readonly Parameter[]; // W1, b1, W2, …
  #steps = 0;

  constructor(tf: Tf, task: Task, initial: NamedTensors) {
    this.#tf = tf;
    this.#task = task;
    this.#sequential = sequential(tf, task);
    this.#loss = batchLossIn(tf, task);
    this.#parameters = parametersOf(
      tf,
      task.training,
      this.#sequential.trainableWeights.map((weight) => weight.read() as Variable),
    );
    this.setWeights(initial);
  }

  async step(X: Matrix, target: Target, learningRate: number): Promise<number> {
    const { training } = this.#task;
    const ω = rowWeights(training, target);
    const inputs = this.#tensor(X);
    const targets = this.#tensor(trainingTargets(this.#task, target));
    const loss = () => {
      const ofBatch = this.#loss(targets, this.#sequential.apply(inputs, { training: true }) as Tensor2D, ω);
      return training.penalty?.in === 'loss' ? (this.#tf.add(ofBatch, penaltyIn(this.#tf, training, this.#parameters, X.rows)) as Scalar) : ofBatch;
    };
    const { value, grads } = this.#tf.variableGrads(
      loss,
      this.#parameters.map(({ variable }) => variable),
    );
    const gradients = this.#parameters.map(({ variable }) => grads[variable.name]!);
    this.#steps++;
    update(this.#tf, training, this.#parameters, gradients, { learningRate, rows: X.rows, t: this.#steps });
    const [answer] = await value.data();
    this.#tf.dispose([value, inputs, targets, ...gradients]);
    return answer!;
  }

  /** Rows are cut before they become tensors: `tf.model.predict` cuts the tensor, and on wasm copies all of it for each piece. */
  predict(X: Matrix): Matrix {
    const { output } = this.#task.model;
    const answers = outputOf(output).answers === 'outputs' ? outputOf(output).tfjs : (_tf: Tf, Z: Tensor2D) => Z;
    const Z = zeros(X.rows, layersOf(this.#task.model).at(-1)!.outputs);
    for (const { from, rows } of chunks(X, PREDICT_ROWS)) {
      const answered = this.#tf.tidy(() => answers(this.#tf, this.#sequential.apply(this.#tensor(rows)) as Tensor2D).dataSync<'float32'>());
      Z.data.set(answered, from * Z.cols);
    }
    return Z;
  }

  weights(): LayerWeights[] {
    return this.#read(({ variable }) => variable);
  }

  setWeights(weights: NamedTensors): void {
    this.#assign(weights, ({ variable }) => variable);
  }

  state(): State {
    const { remembers } = optimiserOf(this.#task.training.optimiser).record;
    return { steps: this.#steps, tensors: Object.fromEntries(remembers.map((key) => [key, this.#read(({ remembered }) => remembered[key]!)])) };
  }

  setState({ steps, tensors }: State): void {
    this.#steps = steps;
    for (const [key, values] of Object.entries(tensors)) this.#assign(values, ({ remembered }) => remembered[key]!);
  }

  dispose(): void {
    this.#sequential.dispose();
    for (const { remembered } of this.#parameters) this.#tf.dispose(remembered);
  }

  #read(of: (parameter: Parameter) => Variable): LayerWeights[] {
    const values = this.#parameters.map((parameter) => matrixOf(of(parameter)));
    return layersOf(this.#task.model).map((_, l) => ({ W: values[2 * l]!, b: values[2 * l + 1]! }));
  }

  #assign(tensors: NamedTensors, of: (parameter: Parameter) => Variable): void {
    checkWeights(this.#task.model, tensors);
    this.#tf.tidy(() => {
      tensorsOf(tensors).forEach(({ values }, i) => {
        const variable = of(this.#parameters[i]!);
        variable.assign(this.#tf.tensor(float32(values), variable.shape));
      });
    });
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

/** A tensor takes the array that it is given for its own: it must be float32, and a copy. */
function float32({ data }: Matrix): Float32Array {
  return Float32Array.from(data);
}

function matrixOf(tensor: Variable): Matrix {
  const cols = tensor.shape.at(-1) ?? 1;
  return { rows: tensor.size / cols, cols, data: Float32Array.from(tensor.dataSync()) };
}
