import type { Kernels } from '../kernels.ts';
import { simdActivation } from './activations.ts';
import { compiled, leaveWideRegisters, type Variant } from './engine.ts';
import { address, type Exports } from './exports.ts';
import { MatrixMemory } from './memory.ts';
import { simdUpdate } from './updates.ts';
import { WebAssembly } from './webassembly.ts';

const DESCRIPTIONS: Readonly<Record<Variant, string>> = {
  wide: 'simd kernels (256-bit)',
  relaxed: 'simd kernels (128-bit)',
  plain: 'simd kernels (128-bit, no fused multiply-add)',
};

/**
 * Float32 kernels in WebAssembly, four numbers to an instruction, with a memory of their own.
 * @throws WebAssembly.CompileError where the engine does not accept the variant; choice.ts tells which is best.
 */
export function createSimd(variant: Variant): Kernels {
  const memory = new MatrixMemory();
  const wasm = instantiate(variant, memory);
  const leave = variant === 'wide' ? leaveWideRegisters : () => {};
  return {
    name: 'simd',
    description: DESCRIPTIONS[variant],
    matrix: (rows, cols) => memory.matrix(rows, cols),
    affine(X, W, b, relu, Y) {
      wasm.affine(address(X), address(W), address(b), relu ? 1 : 0, address(Y), X.rows, W.rows, W.cols, memory.scratch);
      leave();
    },
    weightGradient(X, dY, dW) {
      wasm.weightGradient(address(X), address(dY), address(dW), X.rows, dW.rows, dW.cols, memory.scratch, memory.transposed);
      leave();
    },
    inputGradient(dY, W, dX) {
      wasm.inputGradient(address(dY), address(W), address(dX), dY.rows, W.rows, W.cols, memory.scratch);
      leave();
    },
    biasGradient(dY, db) {
      wasm.biasGradient(address(dY), address(db), dY.rows, dY.cols);
    },
    activation: (written) => simdActivation(wasm, written),
    update: (optimiser) => simdUpdate(wasm, optimiser),
  };
}

/** The module by itself, computing in that memory. */
export function instantiate(variant: Variant, { memory }: MatrixMemory): Exports {
  return new WebAssembly.Instance(compiled(variant), { env: { memory } }).exports as Exports;
}
