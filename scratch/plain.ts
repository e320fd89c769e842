import { layersOf } from '../src/model/model-spec.ts';
import type { Network, State } from '../src/model/network.ts';
import type { Target } from '../src/model/target.ts';
import { copyWeights, type LayerWeights, mapTensors, type NamedTensors } from '../src/model/tensors.ts';
import type { Task } from '../src/model/training-spec.ts';
import { copy, type Dtype, type Matrix } from '../src/numbers/matrix.ts';
import type { Formulas, Memory, Pass } from './formulas.ts';
import { textbook } from './textbook.ts';

export interface Batch {
  readonly X: Matrix; // (B, D)
  readonly y: Target;
}

/** What a network is before a step, or after it. */
export interface Standing {
  readonly weights: NamedTensors;
  readonly memory: Memory;
}

export const NEW: Memory = { steps: 0, firstRows: 0, tensors: {} };

/** Z[l] = A[l]·W[l] + b[l],  A[l + 1] = f(Z[l]),  A[0] = X */
export function forward(
  { model }: Task,
  weights: NamedTensors,
  X: Matrix,
  formulas: Formulas = textbook,
  purpose: 'predict' | 'step' = 'predict',
): Pick<Pass, 'A' | 'Z'> {
  const A = [formulas.inputs(X, purpose)];
  const Z = layersOf(model).map((layer, l) => {
    const Zl = formulas.affine(A[l]!, weights[l]!, l);
    A.push(formulas.activation(layer, l).value(Zl));
    return Zl;
  });
  return { A, Z };
}

/** Forward, loss, then the chain rule from the last layer to the first:  dZ = dA ⊙ f′(Z),  dW = Aᵀ·dZ,  db = Σ rows of dZ,  dA = dZ·Wᵀ */
export function backward(
  task: Task,
  { weights, memory = NEW }: Pick<Standing, 'weights'> & Partial<Standing>,
  { X, y }: Batch,
  learningRate = NaN,
  formulas: Formulas = textbook,
): Pass {
  const { A, Z } = forward(task, weights, X, formulas, 'step');
  const layers = layersOf(task.model);
  const outputs = { P: formulas.outputs(A.at(-1)!, task), Y: formulas.targets(y, task) };
  const known = {
    task,
    layers,
    weights,
    learningRate,
    memory,
    X,
    target: y,
    A,
    Z,
    ...outputs,
    dA: new Array<Matrix>(layers.length),
    dZ: new Array<Matrix>(layers.length),
    gradients: new Array<LayerWeights>(layers.length),
  };
  const pass: Pass = { ...known, loss: formulas.loss({ ...known, loss: NaN }) };
  for (let l = layers.length - 1; l >= 0; l--) {
    pass.dA[l] = l === layers.length - 1 ? formulas.lossGradient(pass) : formulas.inputGradient(pass, l + 1);
    pass.dZ[l] = formulas.activationGradient(pass, l);
    pass.gradients[l] = { W: formulas.weightGradient(pass, l), b: formulas.biasGradient(pass, l) };
  }
  return pass;
}

/** One step of training: what was computed in it, and what the network is after it. */
export interface Step {
  readonly pass: Pass;
  readonly gradients: NamedTensors; // with the penalty's
  readonly direction: NamedTensors; // W′ = W − η·D
  readonly after: Standing;
  readonly loss: number; // with the penalty
}

export function step(task: Task, before: Standing, batch: Batch, learningRate: number, formulas: Formulas = textbook): Step {
  const memory = before.memory.steps === 0 ? { ...before.memory, firstRows: batch.X.rows } : before.memory;
  const pass = backward(task, { ...before, memory }, batch, learningRate, formulas);
  const gradients = formulas.penalised(pass, pass.gradients);
  const { direction, memory: remembered } = formulas.direction(formulas.treated(pass, gradients), memory, pass);
  const weights = formulas.updated(pass, direction, formulas.rate(learningRate, memory));
  const after = { weights, memory: { ...remembered, steps: memory.steps + 1 } };
  return { pass, gradients, direction, after, loss: formulas.reported(pass, weights) };
}

/**
 * A multi-layer perceptron, as the mathematics has it: slow, exact, and what every other one is held against. Computes in
 * float64; as a float32 network it rounds its weights, and what it remembers, after every step.
 */
export class PlainNetwork implements Network {
  readonly #task: Task;
  readonly #dtype: Dtype;
  readonly #formulas: Formulas;
  #now: Standing;
  #gradients: NamedTensors = [];

  constructor(task: Task, initial: NamedTensors, dtype: Dtype = 'float64', formulas: Formulas = textbook) {
    this.#task = task;
    this.#dtype = dtype;
    this.#formulas = formulas;
    this.#now = { weights: copyWeights(initial, dtype), memory: NEW };
  }

  step(X: Matrix, y: Target, learningRate: number): number {
    const { gradients, after, loss } = step(this.#task, this.#now, { X, y }, learningRate, this.#formulas);
    this.#gradients = gradients;
    this.#now = { weights: this.#rounded(after.weights), memory: { ...after.memory, tensors: roundedEach(after.memory.tensors, this.#dtype) } };
    return loss;
  }

  predict(X: Matrix): Matrix {
    const logits = forward(this.#task, this.#now.weights, X, this.#formulas).A.at(-1)!;
    return copy(this.#formulas.answer(logits, this.#task), this.#dtype);
  }

  weights(): NamedTensors {
    return copyWeights(this.#now.weights);
  }

  setWeights(weights: NamedTensors): void {
    this.#now = { ...this.#now, weights: this.#rounded(weights) };
  }

  gradients(): NamedTensors {
    return copyWeights(this.#gradients);
  }

  activations(X: Matrix): Matrix[] {
    return forward(this.#task, this.#now.weights, X, this.#formulas).A.slice(1, -1);
  }

  state(): State {
    const { steps, tensors } = this.#now.memory;
    return { steps, tensors: roundedEach(tensors, this.#dtype) };
  }

  setState({ steps, tensors }: State): void {
    this.#now = { ...this.#now, memory: { ...this.#now.memory, steps, tensors: roundedEach(tensors, this.#dtype) } };
  }

  #rounded(weights: NamedTensors): NamedTensors {
    return copyWeights(weights, this.#dtype);
  }
}

function roundedEach(tensors: State['tensors'], dtype: Dtype): State['tensors'] {
  return Object.fromEntries(Object.entries(tensors).map(([name, of]) => [name, mapTensors(of, (M) => copy(M, dtype))]));
}
