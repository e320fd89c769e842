import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grade } from '../../../compare/grade/grade.ts';
import { graders } from '../../../compare/grade/graders.ts';
import { withBox } from '../../../compare/grade/make-box.ts';
import type { Outcome } from '../../../compare/grade/outcome.ts';
import { DEFAULT_RUBRIC, type Rubric } from '../../../compare/grade/rubric.ts';
import { openStore } from '../../../compare/grade/store.ts';
import { submissionsIn } from '../../../compare/grade/submission.ts';
import { type Made, writeMade } from './class-maker.ts';

/** Quick: a second for an answer, and no training. */
export const QUICK: Rubric = {
  ...DEFAULT_RUBRIC,
  items: DEFAULT_RUBRIC.items.filter(({ item }) => item !== 'trains'),
  limits: { ...DEFAULT_RUBRIC.limits, answer: 4 },
};

/** Grades a class that is made, in a folder that is gone afterwards. @param onDone is told how many were judged anew */
export async function graded(made: readonly Made[], isolation: 'bubblewrap' | 'limits', rubric = QUICK): Promise<Map<string, Outcome>> {
  const folder = mkdtempSync(join(tmpdir(), 'graded-'));
  try {
    writeMade(join(folder, 'class'), made);
    const submissions = submissionsIn([join(folder, 'class')]);
    const outcomes = await withBox(submissions, rubric, { isolation }, async (box) => {
      const { grade: by, close } = graders({ rubric, box });
      return await grade(submissions, { rubric, isolation, by, store: openStore(join(folder, 'out')), atOnce: 2 }).finally(close);
    });
    return new Map(outcomes.map((outcome) => [outcome.name, outcome]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The items of which points were lost. */
export function lostBy(outcome: Outcome | undefined): string[] {
  return (outcome?.items ?? [])
    .filter(({ share }) => share !== null && share < 1)
    .map(({ item }) => item)
    .toSorted();
}
