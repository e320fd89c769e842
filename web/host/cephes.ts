import * as library from 'cephes';

/** Whoever computes with it waits for it once before: a browser compiles it while it goes on. */
export const ready: Promise<void> = library.compiled;

export const cephes: typeof import('../../src/host/cephes.ts').cephes = library;
