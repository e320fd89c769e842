import { count } from '../../../../src/fault.ts';
import type { ClassSummary } from '../../../grade/class.ts';
import type { Outcome } from '../../../grade/outcome.ts';
import type { Reveal, Rubric } from '../../../grade/rubric.ts';
import { annotations, withinSummary } from '../../reporters/github.ts';
import { shownItems } from '../shown.ts';

/** The lines of a workflow's log that become annotations: an error for each submission that is not right, the last of them for all that are left. */
export function githubAnnotations(outcomes: readonly Outcome[], rubric: Rubric, reveal: Reveal): string[] {
  const wrong = outcomes.filter(({ status }) => status !== 'passed');
  return annotations(
    wrong.map((outcome) => ({ title: outcome.name, message: toldIn(outcome, rubric, reveal) })),
    'further submission',
    'the job summary has all of them.',
  );
}

/** Nothing of hidden items, whose points would tell of them. */
function toldIn(outcome: Outcome, rubric: Rubric, reveal: Reveal): string {
  const items = shownItems(outcome, rubric, reveal).filter(({ hidden, status }) => !hidden && status !== 'passed');
  const lines =
    outcome.status === 'failed' ? items.map(({ says, told }) => `${says}: ${told}`) : [`${outcome.status}${outcome.said ? `: ${outcome.said}` : ''}`];
  return lines.join('\n') || 'Items that are not shown are not right.';
}

/** The summary of the job: the overview, or as much of it as is taken. */
export function githubSummary(overview: string, { submissions }: Pick<ClassSummary, 'submissions'>): string {
  return withinSummary(overview, `The rest, of ${count(submissions, 'submission')}, is in class.csv: a summary is of 1 MiB at most.`);
}
