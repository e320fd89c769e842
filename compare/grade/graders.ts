import type { Worker } from 'node:worker_threads';
import { startWorker } from '../../src/host/start-worker.ts';
import { ITEM_NAMES } from './items.ts';
import { OUTCOME_VERSION, type Outcome, type Status } from './outcome.ts';
import type { Rubric } from './rubric.ts';
import type { Submission } from './submission.ts';
import type { Given, Said } from './worker.ts';

/** Judges one submission, wherever that is; whatever it does is an outcome. @throws the signal's reason */
export type Grader = (submission: Submission, key: string, signal?: AbortSignal) => Promise<Outcome>;

/** Seconds beyond a submission's own in which its worker concludes, before it is ended itself. */
const GRACE_SECONDS = 20;

/** Graders in threads of this machine, as many as are asked at once; they stay ready until it is closed. */
export function graders(given: Given): { readonly grade: Grader; close(): Promise<void> } {
  const idle: Worker[] = [];
  const once = async (submission: Submission, key: string, signal: AbortSignal | undefined): Promise<Judged> => {
    signal?.throwIfAborted();
    const worker = idle.pop() ?? startWorker('./worker', import.meta.url, given);
    try {
      const judged = await judgedBy(worker, submission, key, given.rubric, signal);
      if (judged.isLost) await worker.terminate();
      else idle.push(worker);
      return judged;
    } catch (error) {
      await worker.terminate();
      throw error;
    }
  };
  return {
    async grade(submission, key, signal) {
      const first = await once(submission, key, signal);
      return (first.isDead ? await once(submission, key, signal) : first).outcome; // once more, by another: it need not have been the submission
    },
    async close() {
      await Promise.all(idle.splice(0).map((worker) => worker.terminate()));
    },
  };
}

interface Judged {
  readonly outcome: Outcome;
  readonly isLost: boolean; // the worker is of no use any more
  readonly isDead: boolean; // it died over it
}

/** What a worker makes of a submission; where it takes too long, or dies over it, that is what came of it, with what was seen before. */
function judgedBy(worker: Worker, submission: Submission, key: string, rubric: Rubric, signal: AbortSignal | undefined): Promise<Judged> {
  return new Promise<Judged>((resolve, reject) => {
    let soFar: Outcome | undefined;
    const settle = (act: () => void) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onDeath).off('exit', onDeath);
      signal?.removeEventListener('abort', onStop);
      act();
    };
    const lost = (status: Status, said: string) => {
      const outcome = soFar ? { ...soFar, status, said } : unjudged(submission, key, rubric, status, said);
      settle(() => resolve({ outcome, isLost: true, isDead: status === 'crashed' }));
    };
    const onMessage = ({ kind, outcome }: Said) => {
      if (kind === 'outcome') settle(() => resolve({ outcome, isLost: false, isDead: false }));
      else soFar = outcome;
    };
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
