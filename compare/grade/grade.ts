import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { startWorker } from '../../src/host/start-worker.ts';
import { checkAsked } from './asked.ts';
import { ITEM_NAMES } from './items.ts';
import { OUTCOME_VERSION, type Outcome, type Status } from './outcome.ts';
import type { Rubric } from './rubric.ts';
import { keyOf, type Store } from './store.ts';
import type { Submission } from './submission.ts';
import type { Given } from './worker.ts';

export interface GradeOptions extends Given {
  readonly store: Store;
  readonly atOnce?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Is told of every outcome as it comes, and first of how many were kept. */
  onOutcome?(done: number, of: number, outcome?: Outcome): void;
}

/** Seconds beyond a submission's own in which its worker concludes, before it is ended itself. */
const GRACE_SECONDS = 20;

/**
 * Judges a class, several submissions side by side; those that are judged already are taken as they are. Each outcome is kept when it is
 * there. @returns the outcomes in the order of the submissions @throws Fault where one cannot be kept; the signal's reason
 */
export async function grade(submissions: readonly Submission[], options: GradeOptions): Promise<Outcome[]> {
  const { rubric, box, store, atOnce = availableParallelism(), signal } = options;
  await checkAsked(rubric);
  const keys = new Map(submissions.map((one) => [one, keyOf(one, rubric, box.isolation.kind)]));
  const outcomes = new Map<Submission, Outcome>();
  for (const one of submissions) {
    const kept = store.get(keys.get(one) ?? '');
    if (kept) outcomes.set(one, kept);
  }
  options.onOutcome?.(outcomes.size, submissions.length);
  const waiting = submissions.filter((one) => !outcomes.has(one)).values();
  const work = async () => {
    let worker: Worker | undefined;
    try {
      for (const submission of waiting) {
        const judge = async () => {
          signal?.throwIfAborted();
          worker ??= startWorker('./worker', import.meta.url, { rubric, box } satisfies Given);
          const judged = await judgedBy(worker, submission, keys.get(submission) ?? '', rubric, signal);
          if (judged.isLost) worker = void (await worker.terminate());
          return judged;
        };
        const first = await judge();
        const { outcome } = first.isDead ? await judge() : first; // once more, by another: it need not have been the submission
        store.add(outcome);
        outcomes.set(submission, outcome);
        options.onOutcome?.(outcomes.size, submissions.length, outcome);
      }
    } finally {
      await worker?.terminate();
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.max(1, atOnce) }, work));
  const failed = workers.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return submissions.flatMap((one) => outcomes.get(one) ?? []);
}

interface Judged {
  readonly outcome: Outcome;
  readonly isLost: boolean; // the worker is of no use any more
  readonly isDead: boolean; // it died over it
}

/** What a worker makes of a submission; where it takes too long, or dies over it, that is what came of it. */
function judgedBy(worker: Worker, submission: Submission, key: string, rubric: Rubric, signal: AbortSignal | undefined): Promise<Judged> {
  return new Promise<Judged>((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onDeath).off('exit', onDeath);
      signal?.removeEventListener('abort', onStop);
      act();
    };
    const lost = (status: Status, said: string) =>
      settle(() => resolve({ outcome: unjudged(submission, key, rubric, status, said), isLost: true, isDead: status === 'crashed' }));
    const onMessage = (outcome: Outcome) => settle(() => resolve({ outcome, isLost: false, isDead: false }));
    const onDeath = (death: Error | number) => {
      lost('crashed', `the grader’s worker died over it (${death instanceof Error ? death.message : `code ${death}`})`);
    };
    const onStop = () => settle(() => reject(signal?.reason));
    const { submission: seconds } = rubric.limits;
    const timer = setTimeout(() => lost('timed out', `it took longer than ${seconds} s in all`), (seconds + GRACE_SECONDS) * 1000);
    worker.on('message', onMessage).on('error', onDeath).on('exit', onDeath);
    signal?.addEventListener('abort', onStop);
    worker.postMessage({ submission, key });
  });
}

function unjudged({ name }: Submission, key: string, { items }: Rubric, status: Status, said: string): Outcome {
  const outOf = items.reduce((sum, { points }) => sum + points, 0);
  const results = ITEM_NAMES.filter((item) => items.some((one) => one.item === item)).map((item) => ({
    item,
    status,
    share: 0,
    says: 'it ended before this was asked',
  }));
  return { version: OUTCOME_VERSION, name, key, status, items: results, wrong: [], score: 0, outOf, said, notes: [] };
}
