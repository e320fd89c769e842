import { isAscii } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import type { Dtype } from '../../../src/numbers/matrix.ts';
import { WebAssembly } from './webassembly.ts';

/**
 * 'plain' asks for 128-bit SIMD alone; 'relaxed' multiplies and adds in one instruction where the machine can; 'wide' does so
 * on tiles of twice the width, whose pairs of 128-bit instructions some engines join into 256-bit ones.
 */
export const variants = ['wide', 'relaxed', 'plain'] as const;
export type Variant = (typeof variants)[number];

export function wasmFile(variant: Variant, dtype: Dtype = 'float32'): URL {
  return new URL(dtype === 'float32' ? `./${variant}.wasm` : `./${variant}-${dtype}.wasm`, import.meta.url);
}

export function accepts(variant: Variant, dtype: Dtype): boolean {
  return WebAssembly.validate(readFileSync(wasmFile(variant, dtype)));
}

/** Node 20 has relaxed SIMD behind a flag, which may be set while the program runs; Node 22 has it without, and complains of the flag. */
export function allowRelaxed(): void {
  if (process.version.startsWith('v20.')) setFlagsFromString('--experimental-wasm-relaxed-simd');
}

/**
 * Whether this engine joins pairs of 128-bit instructions when it is asked to. By the versions that were tried: on one that was
 * not, the flags below may end the process.
 */
export function joinsPairs(): boolean {
  return /^v2[46]\./.test(process.version) && process.arch === 'x64';
}

const modules = new Map<string, object>(); // by their files

/** @throws WebAssembly.CompileError where the engine does not accept the variant */
export function compiled(variant: Variant, dtype: Dtype): object {
  const file = wasmFile(variant, dtype);
  const known = modules.get(file.href);
  if (known) return known;
  const bytes = readFileSync(file);
  const compile = () => new WebAssembly.Module(bytes);
  const module = joinsPairs() ? optimisedAtOnce(variant === 'wide', compile) : compile();
  modules.set(file.href, module);
  return module;
}

/**
 * Pairs are joined by the optimising compiler alone, which V8 would come to after some thousand calls, when the flag is off
 * again: it holds for the whole process, other people's WebAssembly included, and so for as short a time as may be.
 */
function optimisedAtOnce<T>(joiningPairs: boolean, compile: () => T): T {
  const off = ['liftoff', 'wasm-lazy-compilation', 'wasm-inlining']; // the last: Node 26 inlines by what only Liftoff counts
  for (const flag of off) setFlagsFromString(`--no-${flag}`);
  if (joiningPairs) setFlagsFromString('--experimental-wasm-revectorize');
  try {
    return compile();
  } finally {
    if (joiningPairs) setFlagsFromString('--no-experimental-wasm-revectorize');
    for (const flag of off) setFlagsFromString(`--${flag}`);
  }
}

const ANY_BYTES = new Uint8Array(256);

/**
 * V8's joined code ends without VZEROUPPER, and until there is one, every SSE instruction of the thread, such as those of Math.exp,
 * waits for the upper halves of its registers: up to 20 times as long. Node's own code that reads text ends with one; 50 ns.
 */
export function leaveWideRegisters(): void {
  isAscii(ANY_BYTES);
}
