import type { DenseSpec, ModelSpec } from '../../src/model/model-spec.ts';
import { type LayerWeights, TENSOR_NAMES, type TensorName } from '../../src/model/tensors.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import type { ActivationPass, Kernels } from '../kernels/kernels.ts';
import { type Normaliser, normaliserOf } from './normalise.ts';
import type { Parameter } from './optimisers.ts';

/** What a layer computes of one batch, in the kernels' memory, (B, out) each. */
export interface Room {
  readonly A: Matrix; // what it hands on
  readonly dA: Matrix; // ∂L/∂A, in whose place dZ is left
  readonly N?: Matrix; // what the activation was given, where its derivative is taken there
  readonly unit?: Matrix; // the normalised Z, before γ and β
  readonly F?: Matrix; // the activations before dropout
}

/** A = f(X·W + b). Remembers its parameters and their gradients; what backward needs of the batch, it is given. */
export class Dense {
  readonly parameters: readonly Parameter[]; // W (in, out), b (1, out), and of a normalised layer gamma and beta (1, out)
  readonly normaliser: Normaliser | undefined;
  readonly #spec: DenseSpec;
  readonly #dropped: number; // what a prediction multiplies the activations by
  readonly #kernels: Kernels;
  readonly #fused: boolean; // relu, while the product's tile is still in registers
  readonly #activation: ActivationPass;

  constructor(spec: DenseSpec, model: ModelSpec, kernels: Kernels, remembers: readonly string[]) {
    const { inputs, outputs, activation, normalise, dropout } = spec;
    const parameter = (name: TensorName): Parameter => {
      const matrix = () => kernels.matrix(name === 'W' ? inputs : 1, outputs);
      return { name, values: matrix(), gradient: matrix(), remembered: Object.fromEntries(remembers.map((key) => [key, matrix()])) };
    };
    this.parameters = TENSOR_NAMES.filter((name) => normalise || name === 'W' || name === 'b').map(parameter);
    const [, , gamma, beta] = this.parameters;
    this.normaliser = gamma && beta && normaliserOf(spec, model, gamma, beta);
    this.#spec = spec;
    this.#dropped = dropout && model.dropoutScaling === 'prediction' ? 1 - dropout : 1;
    this.#kernels = kernels;
    this.#fused = activation === 'relu' && !normalise;
    this.#activation = kernels.activation(activation);
  }

  room(rows: number): Room {
    const make = () => this.#kernels.matrix(rows, this.#spec.outputs);
    const { normalise, dropout } = this.#spec;
    return { A: make(), dA: make(), ...(this.#activation.keepsZ && { N: make() }), ...(normalise && { unit: make() }), ...(dropout && { F: make() }) };
  }

  /** X (B, in) → A (B, out) */
  forward(X: Matrix, { A, N, unit, F }: Room, purpose: 'predict' | 'step', mask?: Matrix): void {
    const [W, b] = this.parameters as [Parameter, Parameter];
    this.#kernels.affine(X, W.values, b.values, this.#fused, A);
    if (unit) this.normaliser?.forward(A, unit, purpose);
    N?.data.set(A.data);
    if (!this.#fused) this.#activation.apply(A);
    F?.data.set(A.data);
    if (mask) multiply(A, mask);
    else if (purpose === 'predict' && this.#dropped !== 1) for (let i = 0; i < A.data.length; i++) A.data[i]! *= this.#dropped;
  }

  /**
   * From dA = ∂L/∂A (B, out), in whose place dZ is left: dW = Xᵀ·dZ, db = Σ rows of dZ, and, where the layer below
   * asks for it, dX = dZ·Wᵀ (B, in).
   */
  backward(X: Matrix, { A, dA, N, unit, F }: Room, dX: Matrix | undefined, mask?: Matrix): void {
    const [W, b] = this.parameters as [Parameter, Parameter];
    if (mask) multiply(dA, mask);
    this.#activation.gradient(F ?? A, dA, N);
    if (unit) this.normaliser?.backward(dA, unit);
    const dZ = dA; // in place
    this.#kernels.weightGradient(X, dZ, W.gradient);
    if (this.#spec.bias !== false) this.#kernels.biasGradient(dZ, b.gradient);
    if (dX) this.#kernels.inputGradient(dZ, W.values, dX);
  }

  /** What `of` answers for each of its parameters. */
  tensors(of: (parameter: Parameter) => Matrix): LayerWeights {
    return Object.fromEntries(this.parameters.map((parameter) => [parameter.name, of(parameter)])) as unknown as LayerWeights;
  }
}

function multiply({ data }: Matrix, { data: by }: Matrix): void {
  for (let i = 0; i < data.length; i++) data[i]! *= by[i]!;
}
