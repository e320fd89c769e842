import { availableParallelism } from 'node:os';
import { MessageChannel, type Worker } from 'node:worker_threads';
import { deathOf, startWorker } from '../../src/host/start-worker.ts';
import { type Named, prepareWorkers } from '../networks/backends.ts';
import type { Data } from './data.ts';
import { type Executor, type RunOptions, titled } from './executor.ts';
import type { Job, OutcomeOf } from './job.ts';
import type { Given, Said } from './worker.ts';

/**
 * Jobs side by side in worker threads, so that on two cores two take the time of one. Workers are started when they are
 * first needed, or prepared, and stay ready until it is closed; the data is sent to each once, when it is there.
 *
 * No library's pool. Tried: tinypool 2.2.0 loads no TypeScript on Node 20 and then never answers; piscina 5.3.2 tells of a dead
 * worker neither its thread, whose children are to be ended, nor its exit code, but for a sentence.
 */
export function threads(data: Data | Promise<Data>, startOne: Start = (given) => startWorker('./worker', import.meta.url, given, [given.data])): Threads {
  const ignored = () => undefined;
  const rows = Promise.resolve(data);
  rows.catch(ignored); // where there is none, who waits for it is told
  const idle = new Set<Worker>();
  let isClosed = false;
  const start = (first?: Named) => {
    prepareWorkers();
    const { port1, port2 } = new MessageChannel();
    const worker = startOne({ data: port2, first });
    port1.unref();
    rows.then((sent) => port1.postMessage(sent), ignored);
    worker.on('error', () => undefined); // while it is idle nobody asks; it is gone by its exit
    worker.once('exit', () => idle.delete(worker));
    return worker;
  };
  const oneWorker = async <J extends Job>(waiting: Iterable<J>, options: RunOptions<J>, stop: AbortSignal): Promise<void> => {
    const worker = take(idle) ?? start();
    try {
      for (const job of waiting) {
        stop.throwIfAborted(); // by who was told of the job before
        options.onOutcome(job, await carryOut(worker, job, options, stop));
      }
      if (isClosed) await worker.terminate();
      else idle.add(worker);
    } catch (error) {
      await worker.terminate();
      throw error;
    }
  };
  return {
    prepare(networks) {
      for (const first of networks.slice(idle.size)) idle.add(start(first));
    },
    async run(jobs, options) {
      const { signal, atOnce = availableParallelism() } = options;
      signal?.throwIfAborted();
      const stop = new AbortController();
      const stopAll = () => stop.abort(signal?.reason);
      signal?.addEventListener('abort', stopAll);
      const waiting = jobs.values();
      const workers = Array.from({ length: Math.min(atOnce, jobs.length) }, () => oneWorker(waiting, options, stop.signal));
      try {
        await Promise.all(workers);
      } finally {
        stopAll(); // where one failed the others are not waited for, but ended
        await Promise.allSettled(workers);
        signal?.removeEventListener('abort', stopAll);
      }
    },
    async close() {
      isClosed = true;
      await Promise.all([...idle].map((worker) => worker.terminate()));
    },
  };
}

type Start = (given: Given) => Worker;

interface Threads extends Executor {
  /** Starts workers for jobs of these networks, in this order, to be there when they are needed: loading all of it takes them as long as reading the data. */
  prepare(networks: readonly Named[]): void;
}

function take(idle: Set<Worker>): Worker | undefined {
  const [worker] = idle;
  if (worker) idle.delete(worker);
  return worker;
}

function carryOut<J extends Job>(worker: Worker, job: J, { onProgress }: RunOptions<J>, stop: AbortSignal): Promise<OutcomeOf<J>> {
  const { name, title = name } = job.manner;
  return new Promise<OutcomeOf<J>>((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      stop.removeEventListener('abort', onStop);
      act();
    };
    const onMessage = (said: Said) => {
      if (said.kind === 'outcome') settle(() => resolve(said.outcome as OutcomeOf<J>));
      else if (said.kind === 'fault') settle(() => reject(titled(job, said.message)));
      else onProgress?.(job, said);
    };
    const onError = (error: Error) => settle(() => reject(deathOf(title, error)));
    const onExit = (code: number) => settle(() => reject(deathOf(title, code)));
    const onStop = () => settle(() => reject(stop.reason));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    stop.addEventListener('abort', onStop);
    worker.postMessage(job);
  });
}
