import { Fault } from '../../src/fault.ts';
import { packageVersion } from '../../src/host/package-root.ts';
import { isFile } from '../../src/model/initialisers/named.ts';
import type { Isolation } from '../grade/box/isolation.ts';
import type { Wanted } from '../grade/box/probe.ts';
import type { Rubric } from '../grade/rubric.ts';
import type { Submission } from '../grade/submission.ts';
import type { Job } from '../jobs/job.ts';
import type { Circumstances } from '../jobs/key.ts';
import { isShipped } from '../networks/backends.ts';

/** What another machine is asked for, as plain JSON; what is large travels beside it, by its hash. */
export type Task = { readonly kind: 'job'; readonly job: Job; readonly circumstances: Circumstances } | Grading;

export interface Grading {
  readonly kind: 'grading';
  readonly submission: Omit<Submission, 'files'>;
  readonly rubric: Rubric;
  readonly isolation: Wanted;
}

/** As it is signed and sent. */
export interface Posted {
  readonly key: string;
  readonly program: string; // the version that asks
  readonly task: Task;
  /** The hash of the rows, or of the submission's files. */
  readonly blob: string;
}

/** What comes back, signed. */
export interface Result extends Carried {
  readonly key: string;
  readonly by: Identity;
}

/** What came of it. */
export interface Carried {
  /** As `encode` of compare/jobs/json.ts has it. */
  readonly outcome?: string;
  /** Why there is none, where what was given does not do: no other machine does better. */
  readonly fault?: string;
  /** How a submission was kept apart. */
  readonly kept?: Apart;
}

/** What held of a submission, and what did not. */
export type Apart = Pick<Isolation, 'holds' | 'lacks'>;

/** Who carried it out, and with what. */
export interface Identity {
  readonly name: string; // host and process
  readonly program: string;
  readonly node: string;
  readonly engine: string;
  readonly platform: string;
  readonly slots: number; // jobs side by side
}

export function posted(key: string, task: Task, blob: string): Posted {
  return { key, program: packageVersion(), task, blob };
}

/** How it is spoken of; of what nobody signed nothing is repeated. */
export function titleOf(posted: Posted | undefined): string {
  if (!posted) return 'a job that nobody signed';
  const { task } = posted;
  return task.kind === 'job' ? (task.job.manner.title ?? task.job.manner.name) : task.submission.name;
}

/** Whether a job can be carried out elsewhere: all that it is of is sent. @throws Fault where it is of this machine's files */
export function checkPortable({ network, ...job }: Job): void {
  if (!isShipped(network)) {
    throw new Fault(`--queue: ${network} is of this machine; workers carry out networks that ship. Leave --queue out, or the network.`);
  }
  if (job.kind === 'train' && isFile(job.settings.init)) {
    throw new Fault(`--queue: --init ${job.settings.init} is a file of this machine, which workers do not have. Leave --queue out.`);
  }
}
