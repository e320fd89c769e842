import type { Formulas } from '../../scratch/formulas.ts';
import { forward, NEW, type Standing, step } from '../../scratch/plain.ts';
import type { Backend, Network } from '../../src/model/network.ts';
import type { Target } from '../../src/model/target.ts';
import { copyWeights, type LayerWeights, mapTensors, type NamedTensors, tensorsOf } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { copy, type Matrix } from '../../src/numbers/matrix.ts';

/**
 * A network in float64 that trains by the given formulas, right or wrong, manners included, behind the same seam as any
 * other: what it shows to a probe is what a network with that mistake shows.
 */
export class SimulatedNetwork implements Network {
  readonly #task: Task;
  readonly #formulas: Formulas;
  #now: Standing;
  #gradients: NamedTensors = [];

  constructor(task: Task, initial: NamedTensors, formulas: Formulas) {
    this.#task = task;
    this.#formulas = formulas;
    this.#now = { weights: this.#taken(formulas.received(initial, undefined)), memory: NEW };
  }

  step(X: Matrix, y: Target, learningRate: number): number {
    const { gradients, after, loss } = step(this.#task, this.#now, { X: float64(X), y }, learningRate, this.#formulas);
    this.#gradients = gradients;
    this.#now = after;
    const { manners } = this.#formulas;
    if (manners.altersX) X.data.fill(0);
    if (manners.altersY) numbersOf(y).fill(0);
    return loss;
  }

  predict(X: Matrix): Matrix {
    return this.#formulas.answer(forward(this.#task, this.#now.weights, float64(X), { formulas: this.#formulas }).A.at(-1)!, this.#task);
  }

  weights(): NamedTensors {
    const out = this.#formulas.handedOut(this.#now.weights);
    return this.#formulas.manners.sharesWeights ? [...out] : copied(out);
  }

  setWeights(weights: NamedTensors): void {
    this.#now = { ...this.#now, weights: this.#taken(this.#formulas.received(weights, this.#now.weights)) };
  }

  /** Stands where another network stands, and keeps its own memory; not where it would not hand out the weights it was set to. */
  resume(weights: NamedTensors): void {
    const before = this.#now;
    this.setWeights(weights);
    const out = tensorsOf(this.#formulas.handedOut(this.#now.weights));
    const taken = tensorsOf(weights).every(({ values }, t) => values.data.every((value, i) => Object.is(value, out[t]!.values.data[i])));
    if (!taken) this.#now = before;
  }

  gradients(): NamedTensors {
    return copied(this.#formulas.handedOut(this.#gradients));
  }

  activations(X: Matrix): Matrix[] {
    return forward(this.#task, this.#now.weights, float64(X), { formulas: this.#formulas })
      .A.slice(1, -1)
      .map((A) => copy(A));
  }

  /** A copy in float64, unless the network keeps what it is given. */
  #taken(weights: NamedTensors): NamedTensors {
    return this.#formulas.manners.keepsGiven ? weights : copyWeights(weights, 'float64');
  }
}

function float64(X: Matrix): Matrix {
  return { ...X, data: new Float64Array(X.data) };
}

function numbersOf(y: Target): Uint32Array | Matrix['data'] {
  return 'data' in y ? y.data : y;
}

function copied(tensors: NamedTensors): LayerWeights[] {
  return mapTensors(tensors, (M) => ({ ...M, data: M.data.slice() }));
}

/** The seam's backend of simulated networks. */
export function simulated(formulas: Formulas): Backend {
  return {
    name: 'reference',
    description: 'the textbook in float64',
    create: (model, training, initial) => Promise.resolve(new SimulatedNetwork({ model, training }, initial, formulas)),
  };
}
