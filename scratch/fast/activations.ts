import type { Matrix } from '../../src/numbers/matrix.ts';
import type { LayerSpec } from '../../src/model/model-spec.ts';
import type { Kernels } from '../kernels/kernels.ts';

/** An activation and its derivative as one value; both work in place, and both need only a = f(z), never z. */
export interface ActivationFunction {
  /** Z (B, out) becomes A = f(Z). */
  apply(Z: Matrix): void;
  /** dA (B, out) becomes dZ = dA ⊙ f'(Z), with A = f(Z) given. */
  gradient(A: Matrix, dA: Matrix): void;
}

const linear: ActivationFunction = { apply() {}, gradient() {} };

/** tanh'(z) = 1 − a² */
const tanh: ActivationFunction = {
  apply({ data }) {
    for (let i = 0; i < data.length; i++) data[i] = Math.tanh(data[i]!);
  },
  gradient({ data: a }, { data: dA }) {
    for (let i = 0; i < dA.length; i++) dA[i] = (dA[i]!) * (1 - (a[i]!) ** 2);
  },
};

/** sigmoid'(z) = a·(1 − a) */
const sigmoid: ActivationFunction = {
  apply({ data }) {
    for (let i = 0; i < data.length; i++) data[i] = 1 / (1 + Math.exp(-(data[i]!)));
  },
  gradient({ data: a }, { data: dA }) {
    for (let i = 0; i < dA.length; i++) dA[i] = (dA[i]!) * (a[i]!) * (1 - (a[i]!));
  },
};

/** relu is applied by the kernels, while the product's tile is still in registers. */
function relu(kernels: Kernels): ActivationFunction {
  return { apply() {}, gradient: (A, dA) => kernels.reluGradient(A, dA) };
}

export function activationFunction(name: LayerSpec['activation'], kernels: Kernels): ActivationFunction {
  return name === 'relu' ? relu(kernels) : { linear, tanh, sigmoid }[name];
}
