import { parentPort, workerData } from 'node:worker_threads';
import type { Box } from './box/box.ts';
import { gradeOne } from './grade-one.ts';
import type { Outcome } from './outcome.ts';
import type { Rubric } from './rubric.ts';
import type { Submission } from './submission.ts';
import { trainingRows } from './train-item.ts';

/** What a worker is started with. */
export interface Given {
  readonly rubric: Rubric;
  readonly box: Box;
}

export interface Asked {
  readonly submission: Submission;
  readonly key: string;
}

/** What a worker says of a submission: what it would have, ended now; then what it has. */
export interface Said {
  readonly kind: 'so far' | 'outcome';
  readonly outcome: Outcome;
}

const { rubric, box } = workerData as Given;
const rows = rubric.items.some(({ item }) => item === 'trains') ? await trainingRows(rubric) : undefined;

const say = (said: Said) => parentPort?.postMessage(said);
parentPort?.on('message', async ({ submission, key }: Asked) => {
  say({ kind: 'outcome', outcome: await gradeOne(submission, key, { rubric, box, rows }, (outcome) => say({ kind: 'so far', outcome })) });
});
