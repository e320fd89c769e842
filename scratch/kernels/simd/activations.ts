import { activationOf } from '../../../src/model/activations/activations.ts';
import { activationByRecord } from '../by-record.ts';
import type { ActivationPass } from '../kernels.ts';
import { address, bytes, type Exports } from './exports.ts';

/** As `Kind` in assembly/activations.ts numbers them; it ends with the bare e^z, which is no activation. */
export const KINDS: readonly string[] = ['relu', 'leaky-relu', 'elu', 'tanh', 'sigmoid', 'gelu', 'gelu-tanh', 'silu', 'exp'];

/** An activation, four numbers to an instruction where it is one of those. */
export function simdActivation(wasm: Exports, written: string): ActivationPass {
  const { record, parameter: α } = activationOf(written);
  const kind = KINDS.indexOf(record.name);
  if (kind < 0) return activationByRecord(written);
  return {
    keepsZ: record.slopeFrom === 'z',
    apply: (Z) => wasm.activate(kind, α, address(Z), bytes(Z)),
    gradient: (A, dA, Z = A) => wasm.activationGradient(kind, α, address(A), address(Z), address(dA), bytes(dA)),
  };
}
