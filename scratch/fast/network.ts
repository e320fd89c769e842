import { answerOf } from '../../src/model/losses/batch.ts';
import { classCount, layersOf, logitsWidth } from '../../src/model/model-spec.ts';
import type { Network, State } from '../../src/model/network.ts';
import { isClasses, type Target, targetRows } from '../../src/model/target.ts';
import { checkWeights, type LayerWeights, type NamedTensors, TENSOR_NAMES, tensorsOf } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { chunks, copy, dtypeOf, firstRows, type Matrix, ShapeError, shape, zeros } from '../../src/numbers/matrix.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { Dense } from './dense.ts';
import { type LossAndGradient, lossAndGradient } from './losses.ts';
import { addPenalty, clip, type Descend, fastOptimiser, type Parameter } from './optimisers.ts';

/** Rows that predict takes at a time: enough to keep the kernels busy, few enough to stay in the cache. */
const PREDICT_ROWS = 256;

/** What one batch needs in the kernels' memory. Layer l takes A[l] and answers A[l + 1]; A[0] = X. */
interface Workspace {
  readonly A: readonly Matrix[];
  readonly Z: readonly (Matrix | undefined)[]; // of the layers whose derivative is taken at z
  readonly dA: readonly Matrix[]; // dA[l] = ∂L/∂A[l + 1]: the gradient that layer l is given
}

/** The hand-written multi-layer perceptron. Allocates nothing in a step once it has seen a batch of that many rows. */
export class ScratchNetwork implements Network {
  readonly #task: Task;
  readonly #kernels: Kernels;
  readonly #layers: readonly Dense[];
  readonly #lossAndGradient: LossAndGradient;
  readonly #parameters: readonly Parameter[]; // W1, b1, W2, …
  readonly #remembers: readonly string[];
  readonly #descend: Descend;
  readonly #workspaces = new Map<number, Workspace>();
  #largest: Workspace & { rows: number };
  #steps = 0;

  constructor(task: Task, initial: NamedTensors, kernels: Kernels) {
    this.#task = task;
    this.#kernels = kernels;
    const { remembers, descend } = fastOptimiser(task.training, kernels);
    this.#layers = layersOf(task.model).map((layer) => new Dense(layer, kernels, remembers));
    this.#lossAndGradient = lossAndGradient(task);
    this.#parameters = this.#layers.flatMap(({ parameters }) => TENSOR_NAMES.map((name) => parameters[name]));
    this.#remembers = remembers;
    this.#descend = descend;
    this.#largest = { rows: 0, A: [], Z: [], dA: [] };
    this.setWeights(initial);
  }

  step(X: Matrix, target: Target, learningRate: number): number {
    this.#checkTarget(X, target);
    const { A, Z, dA } = this.#forward(X);
    const loss = this.#lossAndGradient(A.at(-1)!, target, dA.at(-1)!);
    for (let l = this.#layers.length - 1; l >= 0; l--) {
      // dA[−1] is not there: nobody asks for the gradient of the batch itself
      this.#layers[l]!.backward(A[l]!, A[l + 1]!, Z[l], dA[l]!, dA[l - 1]);
    }
    this.#steps++;
    return loss + this.#update(X.rows, learningRate);
  }

  /** Penalty, bounds and optimiser, in the textbook's order. Answers with what the penalty adds to the loss. */
  #update(rows: number, learningRate: number): number {
    const { training } = this.#task;
    const penalty = addPenalty(training, 'loss', this.#parameters, rows);
    clip(training, this.#parameters);
    addPenalty(training, 'gradient', this.#parameters, rows);
    this.#descend(this.#parameters, learningRate, this.#steps);
    return penalty;
  }

  predict(X: Matrix): Matrix {
    const Z = zeros(X.rows, logitsWidth(this.#task.model.output), dtypeOf(this.#layers[0]!.parameters.W.values));
    for (const { from, rows } of chunks(X, PREDICT_ROWS)) {
      const answer = answerOf(this.#forward(rows).A.at(-1)!, this.#task.model.output);
      Z.data.set(answer.data, from * Z.cols);
    }
    return Z;
  }

  weights(): LayerWeights[] {
    return this.#copies(({ values }) => values);
  }

  setWeights(weights: NamedTensors): void {
    this.#set(weights, ({ values }) => values);
  }

  gradients(): LayerWeights[] {
    return this.#copies(({ gradient }) => gradient);
  }

  state(): State {
    return { steps: this.#steps, tensors: Object.fromEntries(this.#remembers.map((key) => [key, this.#copies(({ remembered }) => remembered[key]!)])) };
  }

  setState({ steps, tensors }: State): void {
    this.#steps = steps;
    for (const key of this.#remembers) this.#set(tensors[key] ?? [], ({ remembered }) => remembered[key]!);
  }

  batchRoom(rows: number): Matrix {
    return this.#workspaceFor(rows).A[0]!;
  }

  #copies(of: (parameter: Parameter) => Matrix): LayerWeights[] {
    return this.#layers.map((layer) => layer.tensors((parameter) => copy(of(parameter))));
  }

  #set(tensors: NamedTensors, of: (parameter: Parameter) => Matrix): void {
    checkWeights(this.#task.model, tensors);
    for (const { name, layer, values } of tensorsOf(tensors)) of(this.#layers[layer - 1]!.parameters[name]).data.set(values.data);
  }

  #forward(X: Matrix): Workspace {
    const { inputs } = this.#task.model;
    if (X.cols !== inputs) throw new ShapeError(`The network takes X (B, ${inputs}), got ${shape(X)}.`);
    const workspace = this.#workspaceFor(X.rows);
    const { A, Z } = workspace;
    if (!sameMemory(X, A[0]!)) A[0]!.data.set(X.data);
    this.#layers.forEach((layer, l) => layer.forward(A[l]!, A[l + 1]!, Z[l]));
    return workspace;
  }

  /** The workspace of a batch is the first rows of the largest one so far, so that short batches cost no memory. */
  #workspaceFor(rows: number): Workspace {
    const known = this.#workspaces.get(rows);
    if (known) return known;
    if (rows > this.#largest.rows) this.#largest = { rows, ...this.#room(rows) };
    const view = (M: Matrix) => firstRows(M, rows);
    const { A, Z, dA } = this.#largest;
    const workspace = { A: A.map(view), Z: Z.map((M) => M && view(M)), dA: dA.map(view) };
    this.#workspaces.set(rows, workspace);
    return workspace;
  }

  #room(rows: number): Workspace {
    const make = (width: number) => this.#kernels.matrix(rows, width);
    const widths = this.#layers.map(({ parameters }) => parameters.b.values.cols);
    return {
      A: [this.#task.model.inputs, ...widths].map(make),
      dA: widths.map(make),
      Z: this.#layers.map(({ keepsZ }, l) => (keepsZ ? make(widths[l]!) : undefined)),
    };
  }

  #checkTarget(X: Matrix, target: Target): void {
    const rows = targetRows(target);
    if (rows !== X.rows) throw new ShapeError(`X ${shape(X)} has ${X.rows} rows, y has ${rows} labels.`);
    if (!isClasses(target)) return;
    const { output } = this.#task.model;
    const classes = classCount(output);
    const wrong = target.findIndex((label) => label >= classes);
    if (wrong >= 0) throw new RangeError(`y[${wrong}] = ${target[wrong]}: the model has classes 0 to ${classes - 1}.`);
  }
}

/** Whether a batch was gathered into the network's own room. */
function sameMemory(X: Matrix, room: Matrix): boolean {
  return X.data.buffer === room.data.buffer && X.data.byteOffset === room.data.byteOffset;
}
