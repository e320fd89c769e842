import { type Transferable, Worker, type WorkerOptions } from 'node:worker_threads';
import { Fault } from '../fault.ts';
import { endChildren, shareChildren } from './children.ts';
import { isOutOfMemory } from './out-of-memory.ts';

/**
 * Starts a module of the program in a worker thread, whether it runs compiled (.js) or from its sources (.ts, which a
 * worker on Node 20 only loads once tsx is registered inside it).
 * When it ends, however it does, the processes that it started end with it.
 * @param module without its ending, relative to `from`
 * @param transferList what of `workerData` the worker is to have for its own
 */
export function startWorker(module: string, from: string, workerData: unknown, transferList: Transferable[] = []): Worker {
  shareChildren();
  const worker = start(module, from, { workerData, transferList });
  const { threadId } = worker;
  worker.once('exit', () => endChildren(threadId));
  return worker;
}

function start(module: string, from: string, given: WorkerOptions): Worker {
  const ending = from.endsWith('.ts') ? '.ts' : '.js';
  const url = new URL(module + ending, from);
  if (ending === '.js') return new Worker(url, given);
  const tsx = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const entry = `import(${tsx}).then(({ register }) => { register(); return import(${JSON.stringify(url.href)}); })`;
  return new Worker(entry, { ...given, eval: true, execArgv: [] });
}

/** A worker ended over its job: of the machine rather than of what was given, so that another may do. */
export class WorkerDeath extends Fault {}

/** Why a worker is no more: what it threw, or the code that it ended with. A Fault, but for a mistake of the program's own. */
export function deathOf(name: string, death: Error | number): Error {
  if (typeof death === 'number') return new WorkerDeath(`${name}: its worker ended early, with code ${death}.`);
  if (isOutOfMemory(death))
    return new WorkerDeath(
      `${name}: its worker ran out of memory (${death.message.replace(/\.$/, '')}). A narrower model, smaller batches or fewer rows need less.`,
    );
  return new Error(`${name}: its worker died: ${death.message}`, { cause: death });
}
