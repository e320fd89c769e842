import type { Stored, StoredRun } from '../../results/stored-run.ts';
import { conclusions } from '../words/conclusion.ts';
import { finalsOf, verdictWords } from '../words/finals.ts';
import { changedText } from '../words/settings.ts';
import { accuracy, NONE, shown } from '../words/side-by-side.ts';
import { verdicts } from '../words/verdict.ts';
import { drawList, type ListRow } from './list.ts';
import type { TextOptions } from './text-options.ts';

const HEADS = ['when', 'data', 'settings', 'test accuracy', 'verdict'];

/** Earlier runs as a table, the newest first; beneath it the folders that could not be read, and why. */
export function historyText({ runs, unreadable }: Stored, options: TextOptions): string {
  const table = runs.length === 0 ? 'No runs yet.' : drawList(HEADS, runs.map(row), options);
  return [table, ...unreadable.map((reason) => `Not listed: ${reason}`)].join('\n');
}

function row({ folder, finished, comparison }: StoredRun): ListRow {
  const { data, seeds } = comparison;
  const accuracies = finalsOf(comparison).map(({ name, values }) => `${name} ${shown(values.testAccuracy, accuracy)}`);
  const words = verdictWords([...verdicts(comparison), ...(seeds ? conclusions(seeds) : [])]);
  return { cells: [minutes(finished), data.name, changedText(comparison), accuracies.join('\n'), words || NONE], under: folder };
}

/** '2026-11-22 18:13', in the time of this place. */
export function minutes(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
