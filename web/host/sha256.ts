import { sha256 as hash } from '@noble/hashes/sha2.js';

/** The same bytes as Node's: crypto.subtle has them only as a promise, and not on every page. */
export const sha256: typeof import('../../src/host/sha256.ts').sha256 = (text) => hash(new TextEncoder().encode(text));
