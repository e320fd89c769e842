import type { DenseSpec } from '../../src/model/model-spec.ts';
import { TENSOR_NAMES, type TensorName } from '../../src/model/tensors.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { type FastActivation, fastActivation } from './activations.ts';
import type { Parameter } from './optimisers.ts';

/** A = f(X·W + b). Remembers its parameters and their gradients; what backward needs of the batch, it is given. */
export class Dense {
  readonly parameters: Readonly<Record<TensorName, Parameter>>; // W (in, out), b (1, out)
  readonly keepsZ: boolean;
  readonly #kernels: Kernels;
  readonly #relu: boolean;
  readonly #activation: FastActivation;

  constructor({ inputs, outputs, activation }: DenseSpec, kernels: Kernels, remembers: readonly string[]) {
    const parameter = (name: TensorName, rows: number): Parameter => ({
      name,
      values: kernels.matrix(rows, outputs),
      gradient: kernels.matrix(rows, outputs),
      remembered: Object.fromEntries(remembers.map((key) => [key, kernels.matrix(rows, outputs)])),
    });
    this.parameters = { W: parameter('W', inputs), b: parameter('b', 1) };
    this.#kernels = kernels;
    this.#relu = activation === 'relu';
    this.#activation = fastActivation(activation, kernels);
    this.keepsZ = this.#activation.keepsZ;
  }

  /** X (B, in) → A (B, out); Z is kept where there is room for it. */
  forward(X: Matrix, A: Matrix, Z: Matrix | undefined): void {
    const { W, b } = this.parameters;
    this.#kernels.affine(X, W.values, b.values, this.#relu, A);
    Z?.data.set(A.data);
    this.#activation.apply(A);
  }

  /**
   * From dA = ∂L/∂A (B, out), in whose place dZ is left: dW = Xᵀ·dZ, db = Σ rows of dZ, and, where the layer below
   * asks for it, dX = dZ·Wᵀ (B, in).
   */
  backward(X: Matrix, A: Matrix, Z: Matrix | undefined, dA: Matrix, dX: Matrix | undefined): void {
    const { W, b } = this.parameters;
    this.#activation.gradient(A, dA, Z);
    const dZ = dA; // in place
    this.#kernels.weightGradient(X, dZ, W.gradient);
    this.#kernels.biasGradient(dZ, b.gradient);
    if (dX) this.#kernels.inputGradient(dZ, W.values, dX);
  }

  /** What `of` answers for W and for b. */
  tensors(of: (parameter: Parameter, name: TensorName) => Matrix): Record<TensorName, Matrix> {
    return Object.fromEntries(TENSOR_NAMES.map((name) => [name, of(this.parameters[name], name)])) as Record<TensorName, Matrix>;
  }
}
