import { Fault } from '../../src/fault.ts';
import type { Backend } from '../../src/model/network.ts';
import type { Data } from './data.ts';
import { type Executor, titled } from './executor.ts';
import { runJob } from './run-job.ts';

/**
 * One job after the other, on this thread.
 * @param atHand a job's network, where it is at hand; else it is made
 */
export function inline(data: Data | Promise<Data>, atHand: (network: string) => Backend | undefined = () => undefined): Executor {
  return {
    async run(jobs, { signal, onProgress, onOutcome }) {
      const rows = await data;
      for (const job of jobs) {
        signal?.throwIfAborted();
        const backend = atHand(job.network);
        try {
          onOutcome(job, await runJob(job, rows, { signal, backend, onProgress: (progress) => onProgress?.(job, progress) }));
        } catch (error) {
          throw error instanceof Fault ? titled(job, error.message) : error;
        }
      }
    },
    close: async () => undefined,
  };
}
