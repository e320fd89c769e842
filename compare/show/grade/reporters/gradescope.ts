import type { Outcome } from '../../../grade/outcome.ts';
import type { Reveal, Rubric } from '../../../grade/rubric.ts';
import { shownItems } from '../shown.ts';

/** Characters of one test's output; Gradescope shows no more at ease. */
const MOST = 10_000;

/** Gradescope's results.json. Items that are hidden have their points in the total, which Gradescope then hides, too. */
export function gradescopeJson(outcome: Outcome, rubric: Rubric, reveal: Reveal): string {
  const items = shownItems(outcome, rubric, reveal).filter(({ points }) => points !== null);
  const tests = items.map(({ item, says, status, points, outOf, told, hidden }, i) => ({
    score: points ?? 0,
    max_score: outOf,
    status: status === 'passed' ? 'passed' : 'failed',
    name: says,
    number: String(i + 1),
    output: (status === 'passed' || status === 'failed' ? told : `${status}: ${told}`).slice(0, MOST),
    output_format: 'text',
    tags: [item],
    visibility: hidden ? 'hidden' : 'visible',
  }));
  const result = {
    score: outcome.score,
    output: outcome.said ?? '',
    output_format: 'text',
    visibility: 'visible',
    stdout_visibility: 'hidden',
    tests,
  };
  return `${JSON.stringify(result, null, 1)}\n`;
}
