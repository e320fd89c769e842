import { copy, type Matrix } from '../../src/numbers/matrix.ts';
import { layersOf, type LayerSpec, type ModelSpec } from '../../src/model/model-spec.ts';
import type { Backend, LayerWeights, Network } from '../../src/model/network.ts';
import { copyWeights, tensorsOf } from '../../src/model/weights.ts';
import type { Formulas, Memory, Pass } from './textbook.ts';

/**
 * A network in float64 that trains by the given formulas, right or wrong, behind the same seam as any other: what it
 * shows to a probe is what a network with that mistake shows.
 */
export class SimulatedNetwork implements Network {
  readonly #model: ModelSpec;
  readonly #layers: readonly LayerSpec[];
  readonly #formulas: Formulas;
  #weights: readonly LayerWeights[];
  #memory: Memory = { steps: 0, firstRows: 0 };
  #gradients: readonly LayerWeights[] = [];

  constructor(model: ModelSpec, initial: readonly LayerWeights[], formulas: Formulas) {
    this.#model = model;
    this.#layers = layersOf(model);
    this.#formulas = formulas;
    this.#weights = this.#taken(formulas.received(initial, undefined));
  }

  step(X: Matrix, y: Uint32Array, learningRate: number): number {
    const formulas = this.#formulas;
    const memory = this.#memory.steps === 0 ? { ...this.#memory, firstRows: X.rows } : this.#memory;
    const pass = this.#backward({ ...this.#forward(X, 'step'), y, learningRate, memory });
    const treated = formulas.treated(pass, pass.gradients);
    const { direction, memory: remembered } = formulas.direction(treated, memory);
    const updated = formulas.updated(pass, direction, formulas.rate(learningRate, memory));
    this.#gradients = pass.gradients;
    this.#memory = { ...remembered, steps: memory.steps + 1 };
    this.#weights = updated;
    if (formulas.manners.altersX) X.data.fill(0);
    if (formulas.manners.altersY) y.fill(0);
    return formulas.reported(pass, updated);
  }

  predict(X: Matrix): Matrix {
    return this.#formulas.answer(this.#forward(X, 'predict').A.at(-1)!, this.#model.output);
  }

  weights(): LayerWeights[] {
    const out = this.#formulas.handedOut(this.#weights);
    return this.#formulas.manners.sharesWeights ? [...out] : out.map(({ W, b }) => ({ W: { ...W, data: W.data.slice() }, b: { ...b, data: b.data.slice() } }));
  }

  setWeights(weights: readonly LayerWeights[]): void {
    this.#weights = this.#taken(this.#formulas.received(weights, this.#weights));
  }

  /** Stands where another network stands, and keeps its own memory; not where it would not hand out the weights it was set to. */
  resume(weights: readonly LayerWeights[]): void {
    const before = this.#weights;
    this.setWeights(weights);
    const out = tensorsOf(this.#formulas.handedOut(this.#weights));
    const taken = tensorsOf(weights).every(({ values }, t) => values.data.every((value, i) => Object.is(value, out[t]!.values.data[i])));
    if (!taken) this.#weights = before;
  }

  gradients(): readonly LayerWeights[] {
    return copyWeights(this.#formulas.handedOut(this.#gradients));
  }

  activations(X: Matrix): Matrix[] {
    return this.#forward(X, 'predict').A.slice(1, -1).map((A) => copy(A));
  }

  /** A copy in float64, unless the network keeps what it is given. */
  #taken(weights: readonly LayerWeights[]): readonly LayerWeights[] {
    return this.#formulas.manners.keepsGiven ? weights : copyWeights(weights, 'float64');
  }

  #forward(X: Matrix, purpose: 'predict' | 'step'): Pick<Pass, 'X' | 'A' | 'Z'> {
    const formulas = this.#formulas;
    const A = [formulas.inputs({ ...X, data: new Float64Array(X.data) }, purpose)];
    const Z = this.#layers.map((layer, l) => {
      const Zl = formulas.affine(A[l]!, this.#weights[l]!, l);
      A.push(formulas.activation(layer, l).value(Zl));
      return Zl;
    });
    return { X, A, Z };
  }

  #backward(known: Pick<Pass, 'X' | 'A' | 'Z' | 'y' | 'learningRate' | 'memory'>): Pass {
    const formulas = this.#formulas;
    const { output } = this.#model;
    const depth = this.#layers.length;
    const P = formulas.probabilities(known.A.at(-1)!, output);
    const Y = formulas.targets(known.y, output);
    const empty = { dA: new Array<Matrix>(depth), dZ: new Array<Matrix>(depth), gradients: new Array<LayerWeights>(depth) };
    const begun = { model: this.#model, layers: this.#layers, weights: this.#weights, ...known, P, Y, loss: NaN, ...empty };
    const pass: Pass = { ...begun, loss: formulas.loss(begun) };
    for (let l = depth - 1; l >= 0; l--) {
      pass.dA[l] = l === depth - 1 ? formulas.lossGradient(pass) : formulas.inputGradient(pass, l + 1);
      pass.dZ[l] = formulas.activationGradient(pass, l);
      pass.gradients[l] = { W: formulas.weightGradient(pass, l), b: formulas.biasGradient(pass, l) };
    }
    return pass;
  }
}

/** The seam's backend of simulated networks. */
export function simulated(formulas: Formulas): Backend {
  return {
    name: 'reference',
    description: 'the textbook in float64',
    create: (model, initial) => Promise.resolve(new SimulatedNetwork(model, initial, formulas)),
  };
}
