import { bytesBeside, joinsPairs, setFlag } from '../../../src/host/engine.ts';
import type { Dtype } from '../../../src/numbers/matrix.ts';
import { WebAssembly } from './webassembly.ts';

/**
 * 'plain' asks for 128-bit SIMD alone; 'relaxed' multiplies and adds in one instruction where the machine can; 'wide' does so
 * on tiles of twice the width, whose pairs of 128-bit instructions some engines join into 256-bit ones.
 */
export const variants = ['wide', 'relaxed', 'plain'] as const;
export type Variant = (typeof variants)[number];

export function wasmFile(variant: Variant, dtype: Dtype = 'float32'): URL {
  return new URL(fileOf(variant, dtype), import.meta.url);
}

function fileOf(variant: Variant, dtype: Dtype): string {
  return dtype === 'float32' ? `./${variant}.wasm` : `./${variant}-${dtype}.wasm`;
}

function bytesOf(variant: Variant, dtype: Dtype): Uint8Array {
  return bytesBeside(fileOf(variant, dtype), import.meta.url);
}

export function accepts(variant: Variant, dtype: Dtype): boolean {
  return WebAssembly.validate(bytesOf(variant, dtype));
}

const modules = new Map<string, object>(); // by their files

/** @throws WebAssembly.CompileError where the engine does not accept the variant */
export function compiled(variant: Variant, dtype: Dtype): object {
  const file = fileOf(variant, dtype);
  const known = modules.get(file);
  if (known) return known;
  const bytes = bytesOf(variant, dtype);
  const compile = () => new WebAssembly.Module(bytes);
  const module = joinsPairs() ? optimisedAtOnce(variant === 'wide', compile) : compile();
  modules.set(file, module);
  return module;
}

/**
 * Pairs are joined by the optimising compiler alone, which V8 would come to after some thousand calls, when the flag is off
 * again: it holds for the whole process, other people's WebAssembly included, and so for as short a time as may be.
 */
function optimisedAtOnce<T>(joiningPairs: boolean, compile: () => T): T {
  const off = ['liftoff', 'wasm-lazy-compilation', 'wasm-inlining']; // the last: Node 26 inlines by what only Liftoff counts
  for (const flag of off) setFlag(`--no-${flag}`);
  if (joiningPairs) setFlag('--experimental-wasm-revectorize');
  try {
    return compile();
  } finally {
    if (joiningPairs) setFlag('--no-experimental-wasm-revectorize');
    for (const flag of off) setFlag(`--${flag}`);
  }
}
