import type { Initialiser } from './initialisers.ts';

const FILE = /^file:(?=.)/s;

/** What initial weights are named by: an initialiser, or 'file:weights.json'. */
export type Init = Initialiser | `file:${string}`;

export function isFile(init: unknown): init is `file:${string}` {
  return typeof init === 'string' && FILE.test(init);
}

/** 'file:weights.json' → 'weights.json' */
export function pathOf(init: `file:${string}`): string {
  return init.replace(FILE, '');
}
