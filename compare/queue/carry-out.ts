import { Fault } from '../../src/fault.ts';
import { packageVersion } from '../../src/host/package-root.ts';
import { WorkerDeath } from '../../src/host/start-worker.ts';
import type { Rows } from '../../src/run/divide.ts';
import { keyOf as keyOfSubmission } from '../grade/store.ts';
import { dataOf } from '../jobs/data.ts';
import type { Executor } from '../jobs/executor.ts';
import type { Job, Progress } from '../jobs/job.ts';
import { encode } from '../jobs/json.ts';
import { circumstancesHere, keyOf } from '../jobs/key.ts';
import { threads } from '../jobs/threads.ts';
import { gradersHere } from './graders-here.ts';
import { type Carried, checkPortable, type Posted } from './task.ts';

/** What a machine carries errands out with. What it was sent stays, so that it comes once. */
export interface Hands {
  /** Why what it comes to here would not be what it comes to where it was asked for; undefined where it would. */
  mismatch(posted: Posted): Promise<string | undefined>;
  /** @param value what it is of, fetched where it is not here yet @throws Error where the machine failed, not what was given */
  carryOut(posted: Posted, value: () => Promise<unknown>, options: CarryOptions): Promise<Carried>;
  close(): Promise<void>;
}

export interface CarryOptions {
  readonly signal: AbortSignal;
  onProgress(progress: Progress): void;
}

/** Data sets whose rows are kept ready. */
const MOST_SETS = 3;

/** @param python the program that runs submissions in Python */
export function hands(python: string | undefined): Hands {
  const circumstancesOf = circumstancesHere();
  const sets = new Map<string, Promise<Executor>>();
  const graders = gradersHere(python);
  const executorFor = (blob: string, value: () => Promise<unknown>): Promise<Executor> => {
    const known = sets.get(blob) ?? value().then((rows) => threads(dataOf(rows as Rows)));
    sets.delete(blob);
    sets.set(blob, known); // the last that was used
    known.catch(() => sets.delete(blob));
    const [oldest] = sets.keys();
    if (sets.size > MOST_SETS && oldest !== undefined) {
      void sets.get(oldest)?.then((executor) => executor.close());
      sets.delete(oldest);
    }
    return known;
  };
  const train = async (job: Job, blob: string, value: () => Promise<unknown>, { signal, onProgress }: CarryOptions): Promise<Carried> => {
    const executor = await executorFor(blob, value);
    let result: Carried = {};
    try {
      await executor.run([job], {
        atOnce: 1,
        signal,
        onProgress: (_, progress) => onProgress(progress),
        onOutcome: (_, outcome) => (result = { outcome: encode(outcome) }),
      });
    } catch (error) {
      if (!(error instanceof Fault) || error instanceof WorkerDeath) throw error;
      return { fault: error.message };
    }
    return result;
  };
  return {
    async mismatch({ key, program, task }) {
      if (program !== packageVersion()) return `it asks for version ${program} of this program, and this is ${packageVersion()}`;
      if (task.kind === 'grading') {
        if (keyOfSubmission(task.submission, task.rubric, task.isolation) !== key) return `it asks for another V8 than ${process.versions.v8}`;
        return graders.whyNot(task);
      }
      checkPortable(task.job);
      const here = await circumstancesOf(task.job);
      if (keyOf(task.job, here) === key) return undefined;
      const { engine } = task.circumstances;
      if (engine !== here.engine) return `it asks for ${engine}, and this is ${here.engine}`;
      return `${task.job.network} computes here with other kernels, or another runtime of TensorFlow.js`;
    },
    carryOut({ key, task, blob }, value, options) {
      if (task.kind === 'job') return train(task.job, blob, value, options);
      return graders.judge(key, task, value, options.signal);
    },
    async close() {
      await Promise.allSettled([graders.close(), ...[...sets.values()].map(async (executor) => (await executor).close())]);
    },
  };
}
