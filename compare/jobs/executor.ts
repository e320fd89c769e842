import { Fault } from '../../src/fault.ts';
import type { Job, Outcome, Progress } from './job.ts';

/** Carries out jobs, wherever that is. */
export interface Executor {
  /**
   * Carries out the jobs, several side by side, and tells of every outcome as it comes, in no particular order. What comes
   * out does not depend on how many there are at once.
   * @throws Fault, under the job's title, where what was given does not do; Error if a worker died over a job; the signal's
   *   reason once it is aborted. Nothing runs on then, and nothing more is told: who wants the outcomes of before has them.
   */
  run(jobs: readonly Job[], options: RunOptions): Promise<void>;
  /** Ends what is kept ready between runs. The executor is not used afterwards. */
  close(): Promise<void>;
}

export interface RunOptions {
  /** Jobs side by side, as many as this machine has cores if absent; the numbers do not depend on it. */
  readonly atOnce?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  onProgress?(job: Job, progress: Progress): void;
  onOutcome(job: Job, outcome: Outcome): void;
}

/** A fault of a job's, under its title if it has one. */
export function titled({ manner: { title } }: Job, message: string): Fault {
  return new Fault(title === undefined ? message : `${title}: ${message}`);
}

/** All outcomes, in the order of the jobs. @throws as `run` */
export async function outcomesOf(executor: Executor, jobs: readonly Job[], options: Partial<RunOptions> = {}): Promise<Outcome[]> {
  const outcomes = new Map<Job, Outcome>();
  await executor.run(jobs, {
    ...options,
    onOutcome(job, outcome) {
      outcomes.set(job, outcome);
      options.onOutcome?.(job, outcome);
    },
  });
  return jobs.flatMap((job) => outcomes.get(job) ?? []);
}
