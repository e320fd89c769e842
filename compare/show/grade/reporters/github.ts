import { count } from '../../../../src/fault.ts';
import type { ClassSummary } from '../../../grade/class.ts';
import type { Outcome } from '../../../grade/outcome.ts';
import type { Reveal, Rubric } from '../../../grade/rubric.ts';
import { shownItems } from '../shown.ts';

/** Annotations of one kind that a step may make; GitHub drops the others without a word. */
const MOST_ANNOTATIONS = 10;
/** Bytes of a step's summary; a longer one is dropped as a whole. */
const MOST_SUMMARY = 1024 * 1024;

/** The lines of a workflow's log that become annotations: an error for each submission that is not right, the last of them for all that are left. */
export function githubAnnotations(outcomes: readonly Outcome[], rubric: Rubric, reveal: Reveal): string[] {
  const wrong = outcomes.filter(({ status }) => status !== 'passed');
  const shown = wrong.length > MOST_ANNOTATIONS ? wrong.slice(0, MOST_ANNOTATIONS - 1) : wrong;
  const lines = shown.map((outcome) => annotation(outcome.name, toldIn(outcome, rubric, reveal)));
  const rest = wrong.length - shown.length;
  return rest === 0 ? lines : [...lines, annotation('more', `${count(rest, 'further submission')} not right; the job summary has all of them.`)];
}

/** Nothing of hidden items, whose points would tell of them. */
function toldIn(outcome: Outcome, rubric: Rubric, reveal: Reveal): string {
  const items = shownItems(outcome, rubric, reveal).filter(({ hidden, status }) => !hidden && status !== 'passed');
  const lines =
    outcome.status === 'failed' ? items.map(({ says, told }) => `${says}: ${told}`) : [`${outcome.status}${outcome.said ? `: ${outcome.said}` : ''}`];
  return lines.join('\n') || 'Items that are not shown are not right.';
}

/** Written so that nothing of a submission is taken for a command. */
function annotation(title: string, message: string): string {
  const data = (value: string) => value.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  return `::error title=${data(title).replace(/:/g, '%3A').replace(/,/g, '%2C')}::${data(message)}`;
}

/** The summary of the job: the overview, or as much of it as is taken. */
export function githubSummary(overview: string, { submissions }: Pick<ClassSummary, 'submissions'>): string {
  if (Buffer.byteLength(overview) <= MOST_SUMMARY) return overview;
  const end = `\n\nThe rest, of ${count(submissions, 'submission')}, is in class.csv: a summary is of 1 MiB at most.\n`;
  const kept = Buffer.from(overview)
    .subarray(0, MOST_SUMMARY - Buffer.byteLength(end))
    .toString('utf8');
  return `${kept.slice(0, kept.lastIndexOf('\n'))}${end}`;
}
