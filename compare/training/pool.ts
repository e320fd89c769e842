import type { MessagePort, Worker } from 'node:worker_threads';
import { Fault } from '../../src/fault.ts';
import { deathOf } from '../../src/host/start-worker.ts';

/** What a worker answers to a task. */
type Answer<R> = { readonly kind: 'done'; readonly result: R } | { readonly kind: 'fault'; readonly message: string };

/** A worker's side: tasks come in, one at a time, and are answered. What it throws, other than a Fault, ends the worker. */
export function serve<T, R>(port: MessagePort, work: (task: T) => Promise<R>): void {
  port.on('message', (task: T) => {
    work(task).then(
      (result) => port.postMessage({ kind: 'done', result } satisfies Answer<R>),
      (error: unknown) => {
        if (error instanceof Fault) port.postMessage({ kind: 'fault', message: error.message } satisfies Answer<R>);
        else
          setImmediate(() => {
            throw error;
          });
      },
    );
  });
}

export interface PoolOptions<T, R> {
  readonly start: () => Worker;
  readonly workers: number;
  /** How an error names a task. */
  readonly name: (task: T) => string;
  /** Told of every result as it comes in, in no particular order. */
  onDone?(task: T, result: R): void;
}

/**
 * Works through the tasks with so many workers side by side.
 * @throws Fault as a task's worker answered it; Error, naming the task, if a worker died over it. The others are then ended.
 */
export async function runAll<T, R>(tasks: readonly T[], options: PoolOptions<T, R>): Promise<R[]> {
  const results = new Array<R>(tasks.length);
  const waiting = tasks.keys();
  const workers: Worker[] = [];
  const one = async (): Promise<void> => {
    const worker = options.start();
    workers.push(worker);
    for (const index of waiting) {
      const task = tasks[index]!;
      results[index] = await ask<T, R>(worker, task, options.name);
      options.onDone?.(task, results[index]);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(options.workers, tasks.length) }, one));
    return results;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function ask<T, R>(worker: Worker, task: T, name: (task: T) => string): Promise<R> {
  return new Promise<R>((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      act();
    };
    const onMessage = (answer: Answer<R>) =>
      settle(() => (answer.kind === 'done' ? resolve(answer.result) : reject(new Fault(`${name(task)}: ${answer.message}`))));
    const onError = (error: Error) => settle(() => reject(deathOf(name(task), error)));
    const onExit = (code: number) => settle(() => reject(deathOf(name(task), code)));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(task);
  });
}
