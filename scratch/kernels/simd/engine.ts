import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { WebAssembly } from './webassembly.ts';

/** 'relaxed' multiplies and adds in one instruction where the machine can; 'plain' asks for 128-bit SIMD alone. */
export const variants = ['relaxed', 'plain'] as const;
export type Variant = (typeof variants)[number];

export function wasmFile(variant: Variant): URL {
  return new URL(`./${variant}.wasm`, import.meta.url);
}

/** The faster variant that this JavaScript engine accepts, or undefined where it has no SIMD at all. */
export function bestVariant(): Variant | undefined {
  if (accepts('relaxed')) return 'relaxed';
  // Node 20 has relaxed SIMD behind this flag, which may be set while the program runs; Node 22 has it without, and complains of the flag.
  if (process.version.startsWith('v20.')) setFlagsFromString('--experimental-wasm-relaxed-simd');
  return variants.find(accepts);
}

function accepts(variant: Variant): boolean {
  return WebAssembly.validate(readFileSync(wasmFile(variant)));
}
