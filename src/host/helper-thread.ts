import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** A module of WebAssembly that exports `help`, the shared memory that it computes in, and which of its helpers this one is: 1, 2, … */
export interface Help {
  readonly module: object;
  readonly memory: object;
  readonly which: number;
}

const SCRIPT = `
const { module, memory, which } = require('node:worker_threads').workerData;
new WebAssembly.Instance(module, { env: { memory } }).exports.help(which);`;

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
