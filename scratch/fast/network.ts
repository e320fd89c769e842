import { chunks, copy, dtypeOf, firstRows, shape, ShapeError, zeros, type Matrix } from '../../src/numbers/matrix.ts';
import { layersOf, logitsWidth, type ModelSpec } from '../../src/model/model-spec.ts';
import type { LayerWeights, Network } from '../../src/model/network.ts';
import { checkWeights } from '../../src/model/weights.ts';
import { Dense } from './dense.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { crossEntropy, type LossAndGradient } from './losses.ts';

/** Rows that predict takes at a time: enough to keep the kernels busy, few enough to stay in the cache. */
const PREDICT_ROWS = 256;

/** What one batch needs in the kernels' memory. Layer l takes A[l] and answers A[l + 1]; A[0] = X. */
interface Workspace {
  readonly A: readonly Matrix[];
  readonly dA: readonly Matrix[]; // dA[l] = ∂L/∂A[l + 1]: the gradient that layer l is given
}

/** The hand-written multi-layer perceptron. Allocates nothing in a step once it has seen a batch of that many rows. */
export class ScratchNetwork implements Network {
  readonly #model: ModelSpec;
  readonly #kernels: Kernels;
  readonly #layers: readonly Dense[];
  readonly #lossAndGradient: LossAndGradient;
  readonly #workspaces = new Map<number, Workspace>();
  #largest: Workspace & { rows: number };

  constructor(model: ModelSpec, initial: readonly LayerWeights[], kernels: Kernels) {
    this.#model = model;
    this.#kernels = kernels;
    this.#layers = layersOf(model).map((layer) => new Dense(layer, kernels));
    this.#lossAndGradient = crossEntropy(model.output);
    this.#largest = { rows: 0, A: [], dA: [] };
    this.setWeights(initial);
  }

  step(X: Matrix, y: Uint32Array, learningRate: number): number {
    this.#checkLabels(X, y);
    const { A, dA } = this.#forward(X);
    const loss = this.#lossAndGradient(A.at(-1)!, y, dA.at(-1)!);
    for (let l = this.#layers.length - 1; l >= 0; l--) {
      // dA[−1] is not there: nobody asks for the gradient of the batch itself
      this.#layers[l]!.backward(A[l]!, A[l + 1]!, dA[l]!, dA[l - 1]);
    }
    for (const layer of this.#layers) layer.descend(learningRate);
    return loss;
  }

  predict(X: Matrix): Matrix {
    const Z = zeros(X.rows, logitsWidth(this.#model.output), dtypeOf(this.#layers[0]!.W));
    for (const { from, rows } of chunks(X, PREDICT_ROWS)) {
      const logits = this.#forward(rows).A.at(-1)!;
      Z.data.set(logits.data, from * Z.cols);
    }
    return Z;
  }

  weights(): LayerWeights[] {
    return this.#layers.map(({ W, b }) => ({ W: copy(W), b: copy(b) }));
  }

  setWeights(weights: readonly LayerWeights[]): void {
    checkWeights(this.#model, weights);
    this.#layers.forEach((layer, l) => {
      const { W, b } = weights[l]!;
      layer.W.data.set(W.data);
      layer.b.data.set(b.data);
    });
  }

  batchRoom(rows: number): Matrix {
    return this.#workspaceFor(rows).A[0]!;
  }

  #forward(X: Matrix): Workspace {
    if (X.cols !== this.#model.inputs) {
      throw new ShapeError(`The network takes X (B, ${this.#model.inputs}), got ${shape(X)}.`);
    }
    const workspace = this.#workspaceFor(X.rows);
    const { A } = workspace;
    if (!sameMemory(X, A[0]!)) A[0]!.data.set(X.data);
    this.#layers.forEach((layer, l) => layer.forward(A[l]!, A[l + 1]!));
    return workspace;
  }

  /** The workspace of a batch is the first rows of the largest one so far, so that short batches cost no memory. */
  #workspaceFor(rows: number): Workspace {
    const known = this.#workspaces.get(rows);
    if (known) return known;
    if (rows > this.#largest.rows) {
      const make = (width: number) => this.#kernels.matrix(rows, width);
      const widths = this.#layers.map(({ W }) => W.cols);
      this.#largest = { rows, A: [this.#model.inputs, ...widths].map(make), dA: widths.map(make) };
    }
    const view = (M: Matrix) => firstRows(M, rows);
    const workspace = { A: this.#largest.A.map(view), dA: this.#largest.dA.map(view) };
    this.#workspaces.set(rows, workspace);
    return workspace;
  }

  #checkLabels(X: Matrix, y: Uint32Array): void {
    if (y.length !== X.rows) throw new ShapeError(`X ${shape(X)} has ${X.rows} rows, y has ${y.length} labels.`);
    const { output } = this.#model;
    const classes = output.kind === 'softmax' ? output.classes : 2;
    const wrong = y.findIndex((label) => label >= classes);
    if (wrong >= 0) throw new RangeError(`y[${wrong}] = ${y[wrong]}: the model has classes 0 to ${classes - 1}.`);
  }
}

/** Whether a batch was gathered into the network's own room. */
function sameMemory(X: Matrix, room: Matrix): boolean {
  return X.data.buffer === room.data.buffer && X.data.byteOffset === room.data.byteOffset;
}
