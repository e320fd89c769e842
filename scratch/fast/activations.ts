import { activationOf } from '../../src/model/activations/activations.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import type { Kernels } from '../kernels/kernels.ts';

/** An activation and its derivative, both in place. */
export interface FastActivation {
  /** Whether `gradient` needs the Z that `apply` overwrites. */
  readonly keepsZ: boolean;
  /** Z (B, out) becomes A = f(Z). */
  apply(Z: Matrix): void;
  /** dA (B, out) becomes dZ = dA ⊙ f'(Z), with A = f(Z) given, and Z where it is kept. */
  gradient(A: Matrix, dA: Matrix, Z: Matrix | undefined): void;
}

const linear: FastActivation = { keepsZ: false, apply() {}, gradient() {} };

/** Where nothing stands between, the kernels apply it while the product's tile is still in registers, and `apply` is not called. */
function relu(kernels: Kernels): FastActivation {
  return {
    keepsZ: false,
    gradient: (A, dA) => kernels.reluGradient(A, dA),
    apply({ data }) {
      for (let i = 0; i < data.length; i++) if (data[i]! < 0) data[i] = 0; // a NaN stays one
    },
  };
}

/** Any other, number by number, as its record has it. */
function byRecord(written: string): FastActivation {
  const { f, slope, record } = activationOf(written);
  return {
    keepsZ: record.slopeFrom === 'z',
    apply({ data }) {
      for (let i = 0; i < data.length; i++) data[i] = f(data[i]!);
    },
    gradient({ data: a }, { data: dA }, Z) {
      const z = Z?.data ?? a; // where it is not kept the slope does not ask for it
      for (let i = 0; i < dA.length; i++) dA[i]! *= slope(z[i]!, a[i]!);
    },
  };
}

export function fastActivation(written: string, kernels: Kernels): FastActivation {
  return written === 'linear' ? linear : written === 'relu' ? relu(kernels) : byRecord(written);
}
