import type { Tensor, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { rememberedIn } from '../src/model/accumulation.ts';
import { rowWeights, trainingTargets } from '../src/model/losses/batch.ts';
import { layersOf } from '../src/model/model-spec.ts';
import type { Masks, Network, State } from '../src/model/network.ts';
import { outputOf } from '../src/model/outputs.ts';
import type { Target } from '../src/model/target.ts';
import { checkWeights, type LayerWeights, type NamedTensors, tensorsOf } from '../src/model/tensors.ts';
import type { Scalar } from '../src/model/tf.ts';
import type { Task } from '../src/model/training-spec.ts';
import { chunks, type Matrix, zeros } from '../src/numbers/matrix.ts';
import { type BuiltModel, build, maskTensors } from './layers.ts';
import { batchLossIn } from './loss.ts';
import { onRuntime } from './on-runtime.ts';
import { type Parameter, parametersOf, penaltyIn, update } from './optimiser.ts';
import type { Tf } from './runtime.ts';

/** Rows that predict takes at a time, so that a large set needs no large tensor. */
const PREDICT_ROWS = 1024;

/** The model as `tf.sequential`, its gradients by `tf.variableGrads`, on the runtime that is set when it is made. Always float32, as TensorFlow.js is. */
export class TfjsNetwork implements Network {
  readonly #framework: Tf;
  readonly #runtime: string;
  readonly #task: Task;
  readonly #built: BuiltModel;
  readonly #loss: ReturnType<typeof batchLossIn>;
  readonly #parameters: readonly Parameter[]; // W1, b1, W2, …
  #steps = 0;

  constructor(tf: Tf, task: Task, initial: NamedTensors) {
    this.#framework = tf;
    this.#runtime = tf.getBackend();
    this.#task = task;
    this.#built = build(tf, task.model);
    this.#loss = batchLossIn(tf, task);
    this.#parameters = parametersOf(tf, task.training, this.#built.variables);
    this.setWeights(initial);
  }

  async step(X: Matrix, target: Target, learningRate: number, masks?: Masks): Promise<number> {
    const { training } = this.#task;
    const ω = rowWeights(training, target);
    const inputs = this.#tensor(X);
    const targets = this.#tensor(trainingTargets(this.#task, target));
    const given = maskTensors(this.#tf, masks);
    const loss = () => {
      const ofBatch = this.#loss(targets, this.#apply(inputs, 'step', given), ω);
      return training.penalty?.in === 'loss' ? (this.#tf.add(ofBatch, penaltyIn(this.#tf, training, this.#parameters, X.rows)) as Scalar) : ofBatch;
    };
    const { value, grads } = this.#tf.variableGrads(
      loss,
      this.#parameters.map(({ variable }) => variable),
    );
    const gradients = this.#parameters.map(({ variable, name, layer }) => {
      const frozen = name === 'b' && layersOf(this.#task.model)[layer - 1]!.bias === false;
      return frozen ? this.#zeroOf(grads[variable.name]!) : grads[variable.name]!;
    });
    this.#steps++;
    update(this.#tf, training, this.#parameters, gradients, { learningRate, rows: X.rows, t: this.#steps });
    const [answer] = await value.data();
    this.#tf.dispose([value, inputs, targets, ...gradients, ...given.flatMap((mask) => mask ?? [])]);
    return answer!;
  }

  /** Rows are cut before they become tensors: `tf.model.predict` cuts the tensor, and on wasm copies all of it for each piece. */
  predict(X: Matrix): Matrix {
    const { output } = this.#task.model;
    const answers = outputOf(output).answers === 'outputs' ? outputOf(output).tfjs : (_tf: Tf, Z: Tensor2D) => Z;
    const Z = zeros(X.rows, layersOf(this.#task.model).at(-1)!.outputs);
    for (const { from, rows } of chunks(X, PREDICT_ROWS)) {
      const answered = this.#tf.tidy(() => answers(this.#tf, this.#apply(this.#tensor(rows), 'predict')).dataSync<'float32'>());
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
    const tensors = Object.fromEntries(rememberedIn(this.#task.training).map((key) => [key, this.#read(({ remembered }) => remembered[key]!)]));
    const running = this.#built.normalisers.map((normaliser) => normaliser?.running);
    return { steps: this.#steps, tensors, ...(running.some(Boolean) && { running }) };
  }

  setState({ steps, tensors, running }: State): void {
    this.#steps = steps;
    for (const [key, values] of Object.entries(tensors)) this.#assign(values, ({ remembered }) => remembered[key]!);
    this.#built.normalisers.forEach((normaliser, l) => {
      if (normaliser) normaliser.running = running?.[l];
    });
  }

  dispose(): void {
    this.#built.sequential.dispose();
    for (const normaliser of this.#built.normalisers) normaliser?.dispose();
    for (const { remembered } of this.#parameters) this.#tf.dispose(remembered);
  }

  /** TensorFlow.js, set to the runtime that this network began on: another network in the same thread may have set it to another since. */
  get #tf(): Tf {
    return onRuntime(this.#framework, this.#runtime);
  }

  #apply(inputs: Tensor2D, purpose: 'predict' | 'step', masks: readonly (Tensor | undefined)[] = []): Tensor2D {
    Object.assign(this.#built.passing, { purpose, masks });
    return this.#built.sequential.apply(inputs) as Tensor2D;
  }

  /** In place of a gradient, which is disposed of. */
  #zeroOf(gradient: Tensor): Tensor {
    const zero = this.#tf.zerosLike(gradient);
    gradient.dispose();
    return zero;
  }

  #read(of: (parameter: Parameter) => Variable): LayerWeights[] {
    return layersOf(this.#task.model).map((_, l) => {
      const own = this.#parameters.filter(({ layer }) => layer === l + 1);
      return Object.fromEntries(own.map((parameter) => [parameter.name, matrixOf(of(parameter))])) as unknown as LayerWeights;
    });
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

/** A tensor takes the array that it is given for its own: it must be float32, and a copy. */
function float32({ data }: Matrix): Float32Array {
  return Float32Array.from(data);
}

function matrixOf(tensor: Variable): Matrix {
  const cols = tensor.shape.at(-1) ?? 1;
  return { rows: tensor.size / cols, cols, data: Float32Array.from(tensor.dataSync()) };
}
