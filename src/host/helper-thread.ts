import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** A module of WebAssembly that exports `help`, the shared memory that it computes in, and which of its helpers this one is: 1, 2, … */
export interface Help {
  readonly module: object;
  readonly memory: { readonly buffer: SharedArrayBuffer };
  readonly which: number;
}

/** What such a module imports beside its memory: how a thread sleeps on a word of it, by its address, and is woken. */
export interface Sleeping {
  wait(word: number, value: number): void;
  notify(word: number): void;
}

export function sleepingOn({ buffer }: Help['memory']): Sleeping {
  const words = new Int32Array(buffer);
  return {
    wait: (word, value) => void Atomics.wait(words, word / 4, value),
    notify: (word) => void Atomics.notify(words, word / 4, 1),
  };
}

/** The same, in a thread that loads no file of ours. */
const SCRIPT = `
const { module, memory, which } = require('node:worker_threads').workerData;
const words = new Int32Array(memory.buffer);
const wait = (word, value) => void Atomics.wait(words, word / 4, value);
const notify = (word) => void Atomics.notify(words, word / 4, 1);
new WebAssembly.Instance(module, { env: { memory, wait, notify } }).exports.help(which);`;

/** Calls `help(which)` in a thread of its own, which ends when that returns, and never keeps the program from ending. */
export function startHelper(help: Help): void {
  const worker = new Worker(SCRIPT, { eval: true, workerData: help, execArgv: [] });
  worker.on('error', () => undefined); // it is not there then, and nobody waits for it
  worker.unref();
}

/** How many threads can run at once. */
export function coreCount(): number {
  return availableParallelism();
}
