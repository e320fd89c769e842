import { Fault } from '../../src/fault.ts';
import type { Backend } from '../../src/model/network.ts';
import type { Data } from './data.ts';
import { type Executor, titled } from './executor.ts';
import { runJob } from './run-job.ts';

/**
 * One job after the other, on this thread.
 * @param backend the network that all jobs are of, where it is at hand
 */
export function inline(data: Data, backend?: Backend): Executor {
  return {
    async run(jobs, { signal, onProgress, onOutcome }) {
      for (const job of jobs) {
        signal?.throwIfAborted();
        try {
          onOutcome(job, await runJob(job, data, { signal, backend, onProgress: (progress) => onProgress?.(job, progress) }));
        } catch (error) {
          throw error instanceof Fault ? titled(job, error.message) : error;
        }
      }
    },
    close: async () => undefined,
  };
}
