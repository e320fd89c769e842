import { rememberedIn } from '../src/model/accumulation.ts';
import { layersOf, USUAL_NORMALISATION } from '../src/model/model-spec.ts';
import type { Masks, Network, State } from '../src/model/network.ts';
import type { Target } from '../src/model/target.ts';
import { copyEach, copyWeights, type LayerWeights, mapTensors, type NamedTensors } from '../src/model/tensors.ts';
import type { Task } from '../src/model/training-spec.ts';
import { scale } from '../src/numbers/algebra.ts';
import { copy, type Dtype, type Matrix, zeros } from '../src/numbers/matrix.ts';
import { gathered } from './accumulation.ts';
import type { Formulas, Memory, Normalised, Pass } from './formulas.ts';
import { keptStatistics, newStatistics } from './normalisation.ts';
import { textbook } from './textbook.ts';

export interface Batch {
  readonly X: Matrix; // (B, D)
  readonly y: Target;
  readonly masks?: Masks | undefined;
}

/** What a network is before a step, or after it. */
export interface Standing {
  readonly weights: NamedTensors;
  readonly memory: Memory;
}

export const NEW: Memory = { steps: 0, firstRows: 0, tensors: {} };

/** What a forward pass may be given beside rows and weights. */
export interface Passing {
  readonly formulas?: Formulas;
  readonly purpose?: 'predict' | 'step';
  readonly masks?: Masks;
  readonly running?: Memory['running'];
}

/** Z[l] = A[l]·W[l] + b[l],  N[l] = Z[l] normalised,  F[l] = f(N[l]),  A[l + 1] = F[l] ⊙ mask,  A[0] = X */
export function forward(
  { model }: Task,
  weights: NamedTensors,
  X: Matrix,
  { formulas = textbook, purpose = 'predict', masks = [], running }: Passing = {},
): Pick<Pass, 'A' | 'Z' | 'N' | 'F'> {
  const { normalisation = USUAL_NORMALISATION, dropoutScaling } = model;
  const [A, Z, N, F]: [Matrix[], Matrix[], Normalised[], Matrix[]] = [[formulas.inputs(X, purpose)], [], [], []];
  layersOf(model).forEach((layer, l) => {
    Z.push(formulas.affine(A[l]!, weights[l]!, l));
    N.push(formulas.normalised(Z[l]!, { layer, weights: weights[l]!, normalisation, purpose, running: running?.[l] }));
    F.push(formulas.activation(layer, l).value(N[l]!.values));
    const kept = purpose === 'predict' && dropoutScaling === 'prediction' && layer.dropout ? scale(F[l]!, 1 - layer.dropout) : F[l]!;
    A.push(formulas.dropped(kept, masks[l]));
  });
  return { A, Z, N, F };
}

/** A network that is given a batch: of the first one the rows are remembered. */
export function begun({ weights, memory }: Standing, { X }: Batch): Standing {
  return { weights, memory: memory.steps === 0 ? { ...memory, firstRows: X.rows } : memory };
}

/** Forward, loss, then the chain rule from the last layer to the first:  dN = dA ⊙ f′(N),  dW = Aᵀ·dZ,  db = Σ rows of dZ,  dA = dZ·Wᵀ */
export function backward(
  task: Task,
  { weights, memory = NEW }: Pick<Standing, 'weights'> & Partial<Standing>,
  { X, y, masks = [] }: Batch,
  learningRate = NaN,
  formulas: Formulas = textbook,
  passed: ReturnType<typeof forward> = forward(task, weights, X, { formulas, purpose: 'step', masks, running: memory.running }),
): Pass {
  const layers = layersOf(task.model);
  const answered = { P: formulas.outputs(passed.A.at(-1)!, task), Y: formulas.targets(y, task) };
  const room = { dA: new Array<Matrix>(layers.length), dZ: new Array<Matrix>(layers.length), gradients: new Array<LayerWeights>(layers.length) };
  const known = { task, layers, weights, learningRate, memory, X, target: y, masks, ...passed, ...answered, ...room };
  return passedBack({ ...known, loss: formulas.loss({ ...known, loss: NaN }) }, formulas);
}

/** The chain rule on what a forward pass computed: fills dA, dZ and the gradients. */
export function passedBack(pass: Pass, formulas: Formulas): Pass {
  const { layers } = pass;
  for (let l = layers.length - 1; l >= 0; l--) {
    pass.dA[l] = l === layers.length - 1 ? formulas.lossGradient(pass) : formulas.inputGradient(pass, l + 1);
    const { dZ, ...ofNormalisation } = formulas.normalisationGradient(pass, l, formulas.activationGradient(pass, l));
    pass.dZ[l] = dZ;
    pass.gradients[l] = { W: formulas.weightGradient(pass, l), b: formulas.biasGradient(pass, l), ...ofNormalisation };
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
  return stepFrom(backward(task, begun(before, batch), batch, learningRate, formulas), formulas);
}

/** The step that a backward pass is made for: penalties, the optimiser, the update. */
export function stepFrom(pass: Pass, formulas: Formulas): Step {
  const { task, memory, learningRate } = pass;
  const gradients = formulas.penalised(pass, pass.gradients);
  const { direction, memory: remembered } = gathered(task.training, gradients, memory, (whole, at) =>
    formulas.direction(formulas.treated(pass, whole), at, pass),
  );
  const weights = formulas.updated(pass, direction, formulas.rate(learningRate, memory));
  const after = { weights, memory: { ...remembered, steps: memory.steps + 1, ...runningAfter(pass) } };
  return { pass, gradients, direction, after, loss: formulas.reported(pass, weights) };
}

/** What batch normalisation keeps after the pass; nothing where no layer has it. */
function runningAfter({ task: { model }, layers, N, X, memory }: Pass): Pick<Memory, 'running'> {
  if (!layers.some(({ normalise }) => normalise === 'batch')) return {};
  const kept = (l: number) => memory.running?.[l] ?? newStatistics(layers[l]!.outputs);
  return { running: N.map(({ statistics }, l) => statistics && keptStatistics(kept(l), statistics, X.rows, model.normalisation ?? USUAL_NORMALISATION)) };
}

/** What is remembered, all of it from the first, when it is 0. */
export function stateOf({ training }: Task, { weights, memory }: Standing): State {
  const none = mapTensors(weights, ({ rows, cols }) => zeros(rows, cols, 'float64'));
  const tensors = { ...Object.fromEntries(rememberedIn(training).map((key) => [key, none])), ...memory.tensors };
  return { steps: memory.steps, tensors, ...(memory.running && { running: memory.running }) };
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
    this.#now = { weights: copyWeights(initial, dtype), memory: newMemory(task) };
  }

  step(X: Matrix, y: Target, learningRate: number, masks?: Masks): number {
    const { gradients, after, loss } = step(this.#task, this.#now, { X, y, masks }, learningRate, this.#formulas);
    this.#gradients = gradients;
    this.#now = { weights: this.#rounded(after.weights), memory: { ...after.memory, ...rounded(after.memory, this.#dtype) } };
    return loss;
  }

  predict(X: Matrix): Matrix {
    const logits = this.#forward(X).A.at(-1)!;
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
    return this.#forward(X).A.slice(1, -1);
  }

  state(): State {
    return rounded(stateOf(this.#task, this.#now), this.#dtype);
  }

  setState(state: State): void {
    this.#now = { ...this.#now, memory: { ...this.#now.memory, ...rounded(state, this.#dtype) } };
  }

  #forward(X: Matrix): ReturnType<typeof forward> {
    return forward(this.#task, this.#now.weights, X, { formulas: this.#formulas, running: this.#now.memory.running });
  }

  #rounded(weights: NamedTensors): NamedTensors {
    return copyWeights(weights, this.#dtype);
  }
}

function rounded({ steps, tensors, running }: State, dtype: Dtype): State {
  const kept = running?.map((of) => of && { mean: copy(of.mean, dtype), variance: copy(of.variance, dtype) });
  return { steps, tensors: copyEach(tensors, dtype), ...(kept && { running: kept }) };
}

export function newMemory({ model }: Task): Memory {
  const layers = layersOf(model);
  if (!layers.some(({ normalise }) => normalise === 'batch')) return NEW;
  return { ...NEW, running: layers.map(({ normalise, outputs }) => (normalise === 'batch' ? newStatistics(outputs) : undefined)) };
}
