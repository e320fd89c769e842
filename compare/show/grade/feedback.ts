import { count } from '../../../src/fault.ts';
import type { Charged, Outcome, Status } from '../../grade/outcome.ts';
import type { Reveal, Rubric } from '../../grade/rubric.ts';
import { escapeMarkdown } from '../words/escape.ts';
import { type ShownItem, shownItems } from './shown.ts';

/** What each status is called where it is told. */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  passed: 'right',
  failed: 'not right yet',
  crashed: 'crashed',
  'timed out': 'timed out',
  'not run': 'not run',
};

/** What a student reads, in Markdown: what is right first, then each mistake, as much as may be revealed; nothing of hidden items. */
export function feedbackMarkdown(outcome: Outcome, rubric: Rubric, reveal: Reveal): string {
  const all = shownItems(outcome, rubric, reveal);
  const shown = all.filter(({ hidden }) => !hidden);
  const right = shown.filter(({ status }) => status === 'passed');
  const rest = shown.filter(({ status }) => status !== 'passed');
  const sections = [
    `# ${escapeMarkdown(rubric.title)}: ${escapeMarkdown(outcome.name)}`,
    `> ${headline(outcome, shown, all.length > shown.length)}`,
    ...(outcome.said === undefined ? [] : [`**What was said:** ${escapeMarkdown(outcome.said)}`]),
    ...(right.length > 0 ? ['## What is right', right.map((item) => `- **${item.says}** (${pointsOf(item)})`).join('\n')] : []),
    ...(rest.length > 0 ? ['## What is not', ...rest.map((item) => itemBlock(item, reveal))] : []),
    ...accepted(outcome, reveal),
    ...foundAs(outcome),
  ];
  return `${sections.join('\n\n')}\n`;
}

function headline({ status, score, outOf }: Outcome, shown: readonly ShownItem[], isHidden: boolean): string {
  const done = `${shown.filter((item) => item.status === 'passed').length} of ${count(shown.length, 'item')} right`;
  const ended = status === 'passed' || status === 'failed' ? '' : `; it ${STATUS_WORDS[status] === 'not run' ? 'was not run' : STATUS_WORDS[status]}`;
  if (isHidden) return `${done}${ended}. Further items are judged that are not shown here, so that this is not the whole mark.`;
  return `**${score} of ${outOf} points.** ${done}${ended}.`;
}

function pointsOf({ points, outOf }: ShownItem): string {
  return points === null ? 'does not count' : `${points} of ${count(outOf, 'point')}`;
}

function itemBlock(item: ShownItem, reveal: Reveal): string {
  const head = `### ${item.says}: ${STATUS_WORDS[item.status]} (${pointsOf(item)})`;
  if (item.wrong.length === 0 || reveal === 'mark' || reveal === 'place') return `${head}\n\n${escapeMarkdown(item.told)}`;
  return [head, ...item.wrong.map((charged) => mistakeBlock(charged, reveal))].join('\n\n');
}

function mistakeBlock({ code, name, place, right, mend, effect }: Charged, reveal: Reveal): string {
  const lines = [
    `**${escapeMarkdown(name)}.**`,
    ...(code === undefined ? [] : [`Code: ${code}; \`mlp-compare explain-mistake ${code}\``]),
    `Shows first in: ${escapeMarkdown(place)}`,
    ...(effect === undefined ? [] : [`Effect: ${escapeMarkdown(effect)}`]),
    ...(reveal === 'mend' && right !== undefined ? [`Right is: ${escapeMarkdown(right)}`] : []),
    ...(reveal === 'mend' && mend !== undefined ? [`Mend: ${escapeMarkdown(mend)}`] : []),
  ];
  return `${lines[0]}\n\n${lines
    .slice(1)
    .map((line) => `- ${line}`)
    .join('\n')}`;
}

function accepted({ wrong }: Outcome, reveal: Reveal): string[] {
  const free = wrong.filter(({ accepted: why }) => why !== undefined);
  if (free.length === 0 || reveal === 'mark' || reveal === 'place') return [];
  return ['## Worth knowing', free.map(({ name, accepted: why }) => `- ${escapeMarkdown(name)}: ${escapeMarkdown(why ?? '')}.`).join('\n')];
}

function foundAs({ found }: Outcome): string[] {
  return found === undefined || found.length === 0 ? [] : ['## How your file was understood', found.map((line) => `- ${escapeMarkdown(line)}`).join('\n')];
}
