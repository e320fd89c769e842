import type { Matrix } from '../../src/numbers/matrix.ts';
import type { LayerSpec } from '../../src/model/model-spec.ts';
import { activationFunction, type ActivationFunction } from './activations.ts';
import type { Kernels } from '../kernels/kernels.ts';

/** A = f(X·W + b). Remembers its parameters and their gradients; what backward needs of the batch, it is given. */
export class Dense {
  readonly W: Matrix; // (in, out)
  readonly b: Matrix; // (1, out)
  readonly dW: Matrix; // (in, out)
  readonly db: Matrix; // (1, out)
  readonly #kernels: Kernels;
  readonly #relu: boolean;
  readonly #activation: ActivationFunction;

  constructor({ inputs, outputs, activation }: LayerSpec, kernels: Kernels) {
    this.W = kernels.matrix(inputs, outputs);
    this.b = kernels.matrix(1, outputs);
    this.dW = kernels.matrix(inputs, outputs);
    this.db = kernels.matrix(1, outputs);
    this.#kernels = kernels;
    this.#relu = activation === 'relu';
    this.#activation = activationFunction(activation, kernels);
  }

  /** X (B, in) → A (B, out) */
  forward(X: Matrix, A: Matrix): void {
    this.#kernels.affine(X, this.W, this.b, this.#relu, A);
    this.#activation.apply(A);
  }

  /**
   * From dA = ∂L/∂A (B, out), which becomes dZ in place: dW = Xᵀ·dZ, db = Σ rows of dZ, and, where the layer below
   * asks for it, dX = dZ·Wᵀ (B, in).
   */
  backward(X: Matrix, A: Matrix, dA: Matrix, dX: Matrix | undefined): void {
    this.#activation.gradient(A, dA);
    this.#kernels.weightGradient(X, dA, this.dW);
    this.#kernels.biasGradient(dA, this.db);
    if (dX) this.#kernels.inputGradient(dA, this.W, dX);
  }

  /** One step down the gradient that backward left. */
  descend(learningRate: number): void {
    this.#kernels.descend(this.W, this.dW, learningRate);
    this.#kernels.descend(this.b, this.db, learningRate);
  }
}
