import { Fault } from '../../src/fault.ts';
import type { Job, OutcomeOf, Progress } from './job.ts';

/** Carries out jobs, wherever that is. */
export interface Executor {
  /**
   * Carries out the jobs, several side by side, and tells of every outcome as it comes, in no particular order. What comes
   * out does not depend on how many there are at once.
   * @throws Fault, under the job's title, where what was given does not do; Error if a worker died over a job; the signal's
   *   reason once it is aborted. Nothing runs on then, and nothing more is told: who wants the outcomes of before has them.
   */
  run<J extends Job>(jobs: readonly J[], options: RunOptions<J>): Promise<void>;
  /** Ends what is kept ready between runs. The executor is not used afterwards. */
  close(): Promise<void>;
}

export interface RunOptions<J extends Job> {
  /** Jobs side by side, as many as this machine has cores if absent; the numbers do not depend on it. */
  readonly atOnce?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  onProgress?(job: J, progress: Progress): void;
  onOutcome(job: J, outcome: OutcomeOf<J>): void;
}

/** A fault of a job's, under its title if it has one. */
export function titled({ manner: { title } }: Job, message: string): Fault {
  return new Fault(title === undefined ? message : `${title}: ${message}`);
}

/** All outcomes, in the order of the jobs. @throws as `run` */
export async function outcomesOf<J extends Job>(executor: Executor, jobs: readonly J[], options: Partial<RunOptions<J>> = {}): Promise<OutcomeOf<J>[]> {
  const outcomes = new Map<J, OutcomeOf<J>>();
  await executor.run(jobs, {
    ...options,
    onOutcome(job, outcome) {
      outcomes.set(job, outcome);
      options.onOutcome?.(job, outcome);
    },
  });
  return jobs.flatMap((job) => outcomes.get(job) ?? []);
}
