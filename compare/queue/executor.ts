import { onStop } from '../../src/host/stopped.ts';
import type { Data } from '../jobs/data.ts';
import { type Executor, type RunOptions, titled } from '../jobs/executor.ts';
import type { Job, OutcomeOf, Progress } from '../jobs/job.ts';
import { decode } from '../jobs/json.ts';
import { circumstancesHere, keyOf } from '../jobs/key.ts';
import { blobOf } from './blob.ts';
import type { Coordinator } from './coordinator.ts';
import { checkPortable, posted } from './task.ts';

/** Carries out jobs on the machines of a queue: what comes out has the bits that it has on this one, or it is not carried out. */
export function queueExecutor(coordinator: Coordinator, { rows }: Data): Executor {
  const blob = blobOf(rows);
  const circumstancesOf = circumstancesHere();
  const errandOf = async <J extends Job>(job: J, { onProgress }: RunOptions<J>) => {
    const circumstances = await circumstancesOf(job);
    const key = keyOf(job, circumstances);
    return {
      posted: posted(key, { kind: 'job', job, circumstances }, blob.hash),
      ...{ blob, title: job.manner.title ?? job.manner.name },
      onProgress: (progress: unknown) => onProgress?.(job, decode(String(progress)) as Progress),
    };
  };
  return {
    async run(jobs, options) {
      options.signal?.throwIfAborted();
      jobs.forEach(checkPortable);
      const errands = await Promise.all(jobs.map(async (job) => ({ job, errand: await errandOf(job, options) })));
      const keys = errands.map(({ errand }) => errand.posted.key);
      const callOff = onStop(options.signal, (reason) => coordinator.cancel(keys, reason));
      const carried = errands.map(async ({ job, errand }) => {
        const { outcome, fault } = await coordinator.carryOut(errand);
        if (outcome === undefined) throw titled(job, fault ?? 'nothing came back');
        options.onOutcome(job, decode(outcome) as OutcomeOf<typeof job>);
      });
      try {
        await Promise.all(carried);
      } catch (error) {
        await coordinator.cancel(keys, error);
        throw error;
      } finally {
        callOff();
        await Promise.allSettled(carried);
      }
    },
    close: async () => undefined,
  };
}
