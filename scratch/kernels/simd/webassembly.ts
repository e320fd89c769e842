import type { Sleeping } from '../../../src/host/helper-thread.ts';

export interface Memory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

/** What is used of the engine's WebAssembly, whose types come with a browser's alone. */
interface WebAssemblyApi {
  validate(bytes: Uint8Array): boolean;
  readonly Memory: new (limits: { initial: number; maximum: number; shared: true }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: { env: { memory: Memory } & Sleeping }) => { readonly exports: object };
}

export const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
