import { createRequire } from 'node:module';

/** Moshier's Cephes library, compiled to WebAssembly. */
export interface Cephes {
  stdtr(degrees: number, t: number): number;
  stdtri(degrees: number, p: number): number;
  ndtr(z: number): number;
  bdtr(k: number, n: number, p: number): number;
}

/** Its CommonJS form is ready at once. */
export const cephes = createRequire(import.meta.url)('cephes') as Cephes;
