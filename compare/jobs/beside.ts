import type { Executor } from './executor.ts';
import type { Job } from './job.ts';

/** Two executors as one: the jobs that `isHere` goes to the first, all others to the second. Where either fails, the other is stopped too. */
export function beside(here: Executor, isHere: (job: Job) => boolean, elsewhere: Executor): Executor {
  return {
    async run(jobs, options) {
      const { signal } = options;
      const stop = new AbortController();
      const stopBoth = () => stop.abort(signal?.reason);
      signal?.throwIfAborted();
      signal?.addEventListener('abort', stopBoth);
      const given = { ...options, signal: stop.signal };
      const both = [
        here.run(jobs.filter(isHere), given),
        elsewhere.run(
          jobs.filter((job) => !isHere(job)),
          given,
        ),
      ] as const;
      try {
        await Promise.all(both);
      } finally {
        stopBoth();
        await Promise.allSettled(both);
        signal?.removeEventListener('abort', stopBoth);
      }
    },
    async close() {
      await Promise.all([here.close(), elsewhere.close()]);
    },
  };
}
