import { readFileSync } from 'node:fs';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import type { Kernels } from '../kernels.ts';
import { type Variant, wasmFile } from './engine.ts';
import { MatrixMemory } from './memory.ts';
import { WebAssembly } from './webassembly.ts';

/** What assembly/index.ts exports. A matrix is its address, a boolean 0 or 1. */
interface Exports {
  affine(X: number, W: number, b: number, relu: number, Y: number, rows: number, inputs: number, outputs: number, scratch: number): void;
  weightGradient(X: number, dY: number, dW: number, rows: number, inputs: number, outputs: number, scratch: number, transposed: number): void;
  inputGradient(dY: number, W: number, dX: number, rows: number, inputs: number, outputs: number, scratch: number): void;
  biasGradient(dY: number, db: number, rows: number, cols: number): void;
  reluGradient(A: number, dA: number, length: number): void;
  descend(P: number, G: number, learningRate: number, length: number): void;
}

/**
 * Float32 kernels in WebAssembly, four numbers to an instruction, with a memory of their own.
 * @throws WebAssembly.CompileError where the engine does not accept the variant; engine.ts tells which it accepts.
 */
export function createSimd(variant: Variant): Kernels {
  const memory = new MatrixMemory();
  const module = new WebAssembly.Module(readFileSync(wasmFile(variant)));
  const wasm = new WebAssembly.Instance(module, { env: { memory: memory.memory } }).exports as Exports;
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
    reluGradient(A, dA) {
      wasm.reluGradient(address(A), address(dA), A.rows * A.cols);
    },
    descend(P, G, learningRate) {
      wasm.descend(address(P), address(G), learningRate, P.rows * P.cols);
    },
  };
}

function address(M: Matrix): number {
  return M.data.byteOffset;
}
