import { leaveWideRegisters } from '../../../src/host/engine.ts';
import { sleepingOn } from '../../../src/host/helper-thread.ts';
import { ONE_THREAD, type Threads } from '../../../src/host/threads.ts';
import type { Dtype } from '../../../src/numbers/matrix.ts';
import { elementwise, isPlain } from '../elementwise.ts';
import type { Kernels } from '../kernels.ts';
import { simdActivation } from './activations.ts';
import { compiled, type Variant } from './engine.ts';
import { address, bytes, type Exports, type Exports64, type Products } from './exports.ts';
import { simdSoftmaxCrossEntropy } from './losses.ts';
import { MatrixMemory } from './memory.ts';
import { Team } from './threads/team.ts';
import { simdUpdate } from './updates.ts';
import { WebAssembly } from './webassembly.ts';

/** As outputs tell them. */
export const DESCRIPTIONS: Readonly<Record<Variant, string>> = {
  wide: 'simd kernels (256-bit)',
  relaxed: 'simd kernels (128-bit)',
  plain: 'simd kernels (128-bit, no fused multiply-add)',
};

/**
 * Kernels in WebAssembly, 16 bytes of numbers to an instruction, with a memory of their own. Of float64 they are what most trainings
 * need: the other passes over numbers one by one are JavaScript's.
 * @throws WebAssembly.CompileError where the engine does not accept the variant; choice.ts tells which is best.
 */
export function createSimd(variant: Variant, dtype: Dtype = 'float32', threads: Threads = ONE_THREAD): Kernels {
  const memory = new MatrixMemory(dtype, threads.most);
  return dtype === 'float32' ? ofFloat32(variant, memory, threads) : ofFloat64(variant, memory, threads);
}

function ofFloat32(variant: Variant, memory: MatrixMemory, threads: Threads): Kernels {
  const wasm = instantiate(variant, memory);
  return {
    ...products(variant, memory, wasm),
    ...crew(compiled(variant, 'float32'), memory, wasm, threads),
    activation: (written) => simdActivation(wasm, written),
    update: (optimiser) => simdUpdate(wasm, optimiser),
  };
}

function ofFloat64(variant: Variant, memory: MatrixMemory, threads: Threads): Kernels {
  const wasm = instance(variant, 'float64', memory) as Exports64;
  const { activation, update } = elementwise('float64');
  const sgd = update('sgd');
  return {
    ...products(variant, memory, wasm),
    ...crew(compiled(variant, 'float64'), memory, wasm, threads),
    activation: (written) =>
      written === 'relu' ? { ...activation(written), gradient: (A, dA) => wasm.gate(address(A), address(dA), bytes(dA)) } : activation(written),
    update: (optimiser) =>
      optimiser === 'sgd'
        ? (all, pace) => (isPlain(pace) ? wasm.descend(address(all.values), address(all.gradient), bytes(all.values), pace.learningRate) : sgd(all, pace))
        : update(optimiser),
  };
}

function products(variant: Variant, memory: MatrixMemory, wasm: Products): Omit<Kernels, 'activation' | 'update'> {
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
      wasm.weightGradient(address(X), address(dY), address(dW), X.rows, dW.rows, dW.cols, memory.scratch, memory.transposedFor(X, dW.cols));
      leave();
    },
    inputGradient(dY, W, dX) {
      wasm.inputGradient(address(dY), address(W), address(dX), dY.rows, W.rows, W.cols, memory.scratch);
      leave();
    },
    biasGradient(dY, db) {
      wasm.biasGradient(address(dY), address(db), dY.rows, dY.cols);
    },
    softmaxCrossEntropy: simdSoftmaxCrossEntropy(wasm, memory),
  };
}

function crew(module: object, { memory }: MatrixMemory, wasm: Products, threads: Threads): Pick<Kernels, 'crew'> {
  return threads.most > 1 ? { crew: new Team(module, memory, wasm, threads) } : {};
}

/** The module for float32 by itself, computing in that memory. */
export function instantiate(variant: Variant, memory: MatrixMemory): Exports {
  return instance(variant, 'float32', memory) as Exports;
}

function instance(variant: Variant, dtype: Dtype, { memory }: MatrixMemory): Products {
  return new WebAssembly.Instance(compiled(variant, dtype), { env: { memory, ...sleepingOn(memory) } }).exports as Products;
}
