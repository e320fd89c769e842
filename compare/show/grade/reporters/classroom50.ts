import type { Outcome } from '../../../grade/outcome.ts';
import type { Rubric } from '../../../grade/rubric.ts';
import { shownItems } from '../shown.ts';

/** Where a submission came from, as Classroom 50's runner says it in the environment; it fills in what is missing itself. */
export type Runner = Readonly<Partial<Record<'CLASSROOM' | 'ASSIGNMENT' | 'SUBMISSION_TAG' | 'COMMIT_URL' | 'RELEASE_URL' | 'REVIEW_URL', string>>>;

/** Classroom 50's result.json: whole points, since its tables hold no others, and a total that is their sum. @param at when it was judged */
export function classroom50Json(outcome: Outcome, rubric: Rubric, runner: Runner, at: Date): string {
  const tests = shownItems(outcome, rubric, 'mark')
    .filter(({ points }) => points !== null)
    .map(({ says, status, points, outOf }) => ({
      'test-name': says,
      passed: status === 'passed',
      score: status === 'passed' ? Math.round(outOf) : Math.floor(points ?? 0),
      'max-score': Math.round(outOf),
    }));
  const sum = (of: 'score' | 'max-score') => tests.reduce((total, test) => total + test[of], 0);
  const result = {
    schema: 'classroom50/result/v1',
    classroom: runner.CLASSROOM ?? '',
    assignment: runner.ASSIGNMENT ?? '',
    submission: runner.SUBMISSION_TAG ?? outcome.name,
    commit: runner.COMMIT_URL ?? '',
    release: runner.RELEASE_URL ?? '',
    review: runner.REVIEW_URL ?? runner.COMMIT_URL ?? '',
    datetime: at.toISOString().replace(/\.\d+Z$/, 'Z'),
    score: sum('score'),
    'max-score': sum('max-score'),
    tests,
  };
  return `${JSON.stringify(result, null, 1)}\n`;
}
