import { readFileSync } from 'node:fs';
import type { Kernels } from '../kernels.ts';
import { simdActivation } from './activations.ts';
import { type Variant, wasmFile } from './engine.ts';
import { address, type Exports } from './exports.ts';
import { MatrixMemory } from './memory.ts';
import { simdUpdate } from './updates.ts';
import { WebAssembly } from './webassembly.ts';

/**
 * Float32 kernels in WebAssembly, four numbers to an instruction, with a memory of their own.
 * @throws WebAssembly.CompileError where the engine does not accept the variant; engine.ts tells which it accepts.
 */
export function createSimd(variant: Variant): Kernels {
  const memory = new MatrixMemory();
  const wasm = instantiate(variant, memory);
  return {
    name: 'simd',
    matrix: (rows, cols) => memory.matrix(rows, cols),
    affine(X, W, b, relu, Y) {
      wasm.affine(address(X), address(W), address(b), relu ? 1 : 0, address(Y), X.rows, W.rows, W.cols, memory.scratch);
    },
    weightGradient(X, dY, dW) {
      wasm.weightGradient(address(X), address(dY), address(dW), X.rows, dW.rows, dW.cols, memory.scratch, memory.transposed);
    },
    inputGradient(dY, W, dX) {
      wasm.inputGradient(address(dY), address(W), address(dX), dY.rows, W.rows, W.cols, memory.scratch);
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
  const module = new WebAssembly.Module(readFileSync(wasmFile(variant)));
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
}
