import { isAscii } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

/** Bytes of a file that lies beside a module. @param module its import.meta.url */
export function bytesBeside(name: string, module: string): Uint8Array {
  return readFileSync(new URL(name, module));
}

/** Node 20 has relaxed SIMD behind a flag, which may be set while the program runs; Node 22 has it without, and complains of the flag. */
export function allowRelaxed(): void {
  if (process.version.startsWith('v20.')) setFlagsFromString('--experimental-wasm-relaxed-simd');
}

/**
 * Whether this engine joins pairs of 128-bit instructions when it is asked to. By the versions that were tried: on one that was
 * not, flags of V8 may end the process.
 */
export function joinsPairs(): boolean {
  return /^v2[46]\./.test(process.version) && process.arch === 'x64';
}

/** A flag of V8, '--no-liftoff', from here on and for the whole process. */
export function setFlag(flag: string): void {
  setFlagsFromString(flag);
}

const ANY_BYTES = new Uint8Array(256);

/**
 * V8's joined code ends without VZEROUPPER, and until there is one, every SSE instruction of the thread, such as those of Math.exp,
 * waits for the upper halves of its registers: up to 20 times as long. Node's own code that reads text ends with one; 50 ns.
 */
export function leaveWideRegisters(): void {
  isAscii(ANY_BYTES);
}

/** Whether there is no byte above 127. */
export function isAsciiOnly(bytes: Uint8Array): boolean {
  return isAscii(bytes);
}

/** A module whose one function makes a vector. */
const SOME_SIMD = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11);

/** Whether this engine runs SIMD in WebAssembly, whose types come with a browser's alone. */
export function hasSimd(): boolean {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: { validate(bytes: Uint8Array): boolean } };
  return WebAssembly.validate(SOME_SIMD);
}
