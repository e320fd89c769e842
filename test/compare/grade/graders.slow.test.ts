import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { graders } from '../../../compare/grade/graders.ts';
import { openBox } from '../../../compare/grade/make-box.ts';
import { DEFAULT_RUBRIC } from '../../../compare/grade/rubric.ts';
import { submissionsIn } from '../../../compare/grade/submission.ts';
import { madeClass, writeMade } from './class-maker.ts';

it('what was seen of a submission before it took too long keeps its points', { timeout: 180_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'graders-'));
  const [made] = madeClass(6, { python: false }).filter(({ status }) => status === 'passed');
  if (!made) throw new Error('there is a right one');
  // right, but slow to train: each step beyond those of a diagnosis takes its time
  const slow = made.text.replace(/step\(X: number\[\]\[\], y: number\[\], learningRate: number\): number \{/, (head) => {
    return `${head}\n    if (X.length === 16) { const until = Date.now() + 3000; while (Date.now() < until); }`;
  });
  expect(slow).not.toBe(made.text);
  writeMade(folder, [{ ...made, text: slow }]);
  const rubric = { ...DEFAULT_RUBRIC, trains: { ...DEFAULT_RUBRIC.trains, seconds: 600 }, limits: { answer: 60, submission: 5, megabytes: 1024 } };
  const [submission] = submissionsIn([folder], { each: false });
  if (!submission) throw new Error('it was written');
  const { box, close } = await openBox({ isPython: false, isNode: true }, { limits: { ...rubric.limits, submission: 600 } }, { isolation: 'limits' });
  const pool = graders({ rubric, box });
  try {
    const outcome = await pool.grade(submission, 'key');
    expect(outcome).toMatchObject({ status: 'timed out', said: 'it took longer than 5 s in all' });
    const shares = Object.fromEntries(outcome.items.map(({ item, share }) => [item, share]));
    expect(shares).toMatchObject({ forward: 1, loss: 1, update: 1, trains: 0 });
  } finally {
    await pool.close();
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
});
