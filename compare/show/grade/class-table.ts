import { chargedOf, mistakeOf } from '../../grade/class.ts';
import type { Outcome } from '../../grade/outcome.ts';
import type { Rubric } from '../../grade/rubric.ts';
import { csvText } from '../words/csv.ts';
import { shownItems } from './shown.ts';

/** A row for each submission: points of every item, and its mistakes. */
export function classCsv(outcomes: readonly Outcome[], rubric: Rubric): string {
  const names = rubric.items.map(({ item }) => item);
  const head = ['submission', 'status', 'score', 'out_of', ...names, 'mistakes', 'said'];
  const rows = outcomes.map((outcome) => {
    const points = new Map(shownItems(outcome, rubric, 'name').map((one) => [one.item, one.points]));
    const own = names.map((name) => points.get(name) ?? '');
    return [outcome.name, outcome.status, outcome.score, outcome.outOf, ...own, chargedOf(outcome).map(mistakeOf).join('; '), outcome.said ?? ''];
  });
  return csvText([head, ...rows]);
}

/** Raised whenever a reader of an older class.json would misread a newer one. */
const VERSION = 1;

export function classJson(
  outcomes: readonly Outcome[],
  rubric: Rubric,
  isolation: { readonly holds: readonly string[]; readonly lacks: readonly string[] },
): string {
  const { holds, lacks } = isolation;
  return `${JSON.stringify({ version: VERSION, title: rubric.title, isolation: { holds, lacks }, rubric, outcomes }, null, 1)}\n`;
}
