import { accumulates } from '../../src/model/accumulation.ts';
import { answerOf } from '../../src/model/losses/batch.ts';
import { classCount, layersOf, logitsWidth } from '../../src/model/model-spec.ts';
import type { Masks, Network, State } from '../../src/model/network.ts';
import { isClasses, type Target, targetRows } from '../../src/model/target.ts';
import { checkWeights, type LayerWeights, type NamedTensors, tensorsOf } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { chunks, copy, dtypeOf, firstRows, type Matrix, ShapeError, shape, zeros } from '../../src/numbers/matrix.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { Dense, type Room } from './dense.ts';
import { type LossAndGradient, lossAndGradient } from './losses.ts';
import { addPenalty, clip, type Descend, fastOptimiser, gather, type Parameter } from './optimisers.ts';

/** Rows that predict takes at a time: enough to keep the kernels busy, few enough to stay in the cache. */
const PREDICT_ROWS = 256;

/** What one batch needs in the kernels' memory: its rows, and a room for each layer. */
interface Workspace {
  readonly X: Matrix;
  readonly rooms: readonly Room[];
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
  readonly #untreated: ReadonlyMap<Parameter, Matrix>; // the gradients of the loss, where bounds or those of other batches change them in place
  readonly #workspaces = new Map<number, Workspace>();
  #largest: Workspace;
  #steps = 0;

  constructor(task: Task, initial: NamedTensors, kernels: Kernels) {
    this.#task = task;
    this.#kernels = kernels;
    const { remembers, descend } = fastOptimiser(task.training, kernels);
    this.#layers = layersOf(task.model).map((layer) => new Dense(layer, task.model, kernels, remembers));
    this.#lossAndGradient = lossAndGradient(task, kernels);
    this.#parameters = this.#layers.flatMap(({ parameters }) => parameters);
    const treated = task.training.clip || accumulates(task.training) ? this.#parameters : [];
    this.#untreated = new Map(treated.map((parameter) => [parameter, kernels.matrix(parameter.values.rows, parameter.values.cols)]));
    this.#remembers = remembers;
    this.#descend = descend;
    this.#largest = this.#make(0);
    this.setWeights(initial);
  }

  step(X: Matrix, target: Target, learningRate: number, masks: Masks = []): number {
    this.#checkTarget(X, target);
    const { crew } = this.#kernels;
    crew?.begin(X.rows);
    const loss = this.#step(X, target, learningRate, masks);
    crew?.end();
    return loss;
  }

  #step(X: Matrix, target: Target, learningRate: number, masks: Masks): number {
    const { X: inputs, rooms } = this.#forward(X, 'step', masks);
    const { A: logits, dA: dZ } = rooms.at(-1)!;
    const loss = this.#lossAndGradient(logits, target, dZ);
    for (let l = this.#layers.length - 1; l >= 0; l--) {
      const below = rooms[l - 1]; // the first layer has none: nobody asks for the gradient of the batch itself
      this.#layers[l]!.backward(below?.A ?? inputs, rooms[l]!, below?.dA, masks[l]);
    }
    this.#steps++;
    return loss + this.#update(X.rows, learningRate);
  }

  /** Penalty, bounds and optimiser, in the textbook's order. Answers with what the penalty adds to the loss. */
  #update(rows: number, learningRate: number): number {
    const { training } = this.#task;
    const penalty = addPenalty(training, this.#parameters, rows);
    for (const [{ gradient }, kept] of this.#untreated) kept.data.set(gradient.data);
    const update = gather(training, this.#parameters, this.#steps);
    if (update === undefined) return penalty;
    clip(training, this.#parameters);
    this.#descend(this.#parameters, learningRate, update, rows);
    return penalty;
  }

  predict(X: Matrix): Matrix {
    const Z = zeros(X.rows, logitsWidth(this.#task.model.output), dtypeOf(this.#parameters[0]!.values));
    for (const { from, rows } of chunks(X, PREDICT_ROWS)) {
      const answer = answerOf(this.#forward(rows, 'predict').rooms.at(-1)!.A, this.#task.model.output);
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
    return this.#copies((parameter) => this.#untreated.get(parameter) ?? parameter.gradient);
  }

  state(): State {
    const tensors = Object.fromEntries(this.#remembers.map((key) => [key, this.#copies(({ remembered }) => remembered[key]!)]));
    const running = this.#layers.map(({ normaliser }) => normaliser?.running);
    return { steps: this.#steps, tensors, ...(running.some(Boolean) && { running }) };
  }

  setState({ steps, tensors, running }: State): void {
    this.#steps = steps;
    this.#layers.forEach(({ normaliser }, l) => {
      if (normaliser?.running) normaliser.running = running?.[l] ?? normaliser.running;
    });
    for (const key of this.#remembers) this.#set(tensors[key] ?? [], ({ remembered }) => remembered[key]!);
  }

  batchRoom(rows: number): Matrix {
    return this.#workspaceFor(rows).X;
  }

  ranOn(): string | undefined {
    return this.#kernels.crew?.description;
  }

  dispose(): void {
    this.#kernels.crew?.disband();
  }

  #copies(of: (parameter: Parameter) => Matrix): LayerWeights[] {
    return this.#layers.map((layer) => layer.tensors((parameter) => copy(of(parameter))));
  }

  #set(tensors: NamedTensors, of: (parameter: Parameter) => Matrix): void {
    checkWeights(this.#task.model, tensors);
    for (const { name, layer, values } of tensorsOf(tensors)) {
      of(this.#layers[layer - 1]!.parameters.find((parameter) => parameter.name === name)!).data.set(values.data);
    }
  }

  #forward(X: Matrix, purpose: 'predict' | 'step', masks: Masks = []): Workspace {
    const { inputs } = this.#task.model;
    if (X.cols !== inputs) throw new ShapeError(`The network takes X (B, ${inputs}), got ${shape(X)}.`);
    const workspace = this.#workspaceFor(X.rows);
    const { rooms } = workspace;
    if (!sameMemory(X, workspace.X)) workspace.X.data.set(X.data);
    this.#layers.forEach((layer, l) => layer.forward(rooms[l - 1]?.A ?? workspace.X, rooms[l]!, purpose, masks[l]));
    return workspace;
  }

  /** The workspace of a batch is the first rows of the largest one so far, so that short batches cost no memory. */
  #workspaceFor(rows: number): Workspace {
    const known = this.#workspaces.get(rows);
    if (known) return known;
    if (rows > this.#largest.X.rows) this.#largest = this.#make(rows);
    const { X, rooms } = this.#largest;
    const view = (room: Room) => Object.fromEntries(Object.entries(room).map(([name, M]: [string, Matrix]) => [name, firstRows(M, rows)])) as unknown as Room;
    const workspace = { X: firstRows(X, rows), rooms: rooms.map(view) };
    this.#workspaces.set(rows, workspace);
    return workspace;
  }

  #make(rows: number): Workspace {
    return { X: this.#kernels.matrix(rows, this.#task.model.inputs), rooms: this.#layers.map((layer) => layer.room(rows)) };
  }

  #checkTarget(X: Matrix, target: Target): void {
    const rows = targetRows(target);
    if (rows !== X.rows) throw new ShapeError(`X ${shape(X)} has ${X.rows} rows, y has ${rows} labels.`);
    if (!isClasses(target)) return;
    const { output } = this.#task.model;
    const classes = classCount(output);
    for (let r = 0; r < rows; r++) {
      if (target[r]! >= classes) throw new RangeError(`y[${r}] = ${target[r]}: the model has classes 0 to ${classes - 1}.`);
    }
  }
}

/** Whether a batch was gathered into the network's own room. */
function sameMemory(X: Matrix, room: Matrix): boolean {
  return X.data.buffer === room.data.buffer && X.data.byteOffset === room.data.byteOffset;
}
