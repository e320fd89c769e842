import { availableParallelism } from 'node:os';
import { checkAsked } from './asked.ts';
import type { Wanted } from './box/probe.ts';
import type { Grader } from './graders.ts';
import type { Outcome } from './outcome.ts';
import type { Rubric } from './rubric.ts';
import { keyOf, type Store } from './store.ts';
import type { Submission } from './submission.ts';

export interface GradeOptions {
  readonly rubric: Rubric;
  readonly isolation: Wanted;
  readonly by: Grader;
  readonly store: Store;
  readonly atOnce?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Is told of every outcome as it comes, and first of how many were kept. */
  onOutcome?(done: number, of: number, outcome?: Outcome): void;
}

/**
 * Judges a class, several submissions side by side; those that are judged already are taken as they are. Each outcome is kept when it is
 * there. @returns the outcomes in the order of the submissions @throws Fault where one cannot be kept; the signal's reason
 */
export async function grade(submissions: readonly Submission[], options: GradeOptions): Promise<Outcome[]> {
  const { rubric, isolation, by, store, atOnce = availableParallelism(), signal } = options;
  await checkAsked(rubric);
  const keys = new Map(submissions.map((one) => [one, keyOf(one, rubric, isolation)]));
  const outcomes = new Map<Submission, Outcome>();
  for (const one of submissions) {
    const kept = store.get(keys.get(one) ?? '');
    if (kept) outcomes.set(one, kept);
  }
  options.onOutcome?.(outcomes.size, submissions.length);
  const waiting = submissions.filter((one) => !outcomes.has(one)).values();
  const work = async () => {
    for (const submission of waiting) {
      signal?.throwIfAborted();
      const outcome = await by(submission, keys.get(submission) ?? '', signal);
      store.add(outcome);
      outcomes.set(submission, outcome);
      options.onOutcome?.(outcomes.size, submissions.length, outcome);
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(Math.max(1, atOnce), submissions.length) }, work));
  const failed = workers.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return submissions.flatMap((one) => outcomes.get(one) ?? []);
}
