import { markdownTable } from 'markdown-table';
import { count, together } from '../../../src/fault.ts';
import type { ClassSummary, Counted } from '../../grade/class.ts';
import type { Outcome } from '../../grade/outcome.ts';
import type { Rubric } from '../../grade/rubric.ts';
import { escapeMarkdown } from '../words/escape.ts';
import { STATUS_WORDS } from './feedback.ts';

/** What a teacher reads of a class, in Markdown. @param files the page of each submission, beside this one, by its name */
export function overviewMarkdown(
  summary: ClassSummary,
  outcomes: readonly Outcome[],
  { title }: Pick<Rubric, 'title'>,
  held: { readonly holds: readonly string[]; readonly lacks: readonly string[] },
  files: ReadonlyMap<string, string>,
): string {
  const { submissions, statuses, median, mistakes, toTalkAbout, clusters } = summary;
  const told = Object.entries(statuses).map(([status, n]) => `${n} ${STATUS_WORDS[status as keyof typeof STATUS_WORDS]}`);
  const link = (name: string) => (files.has(name) ? `[${escapeMarkdown(name)}](${files.get(name)})` : escapeMarkdown(name));
  const sections = [
    `# ${escapeMarkdown(title)}: the class`,
    `> ${count(submissions, 'submission')}: ${together(told)}${median === null ? '' : `; the median is ${median.toFixed(1)} %`}.`,
    '## To talk about tomorrow',
    toTalkAbout.length === 0 ? 'No mistake was made.' : toTalkAbout.map((one) => talkedAbout(one, submissions)).join('\n'),
    '## Who made which mistake',
    mistakes.length === 0 ? 'None was made.' : markdownTable([['mistake', 'made by', 'who'], ...mistakes.map(rowOf)], { align: ['l', 'r', 'l'] }),
    ...(clusters.length === 0 ? [] : ['## The same wrong', ...clusters.map(({ mistakes: same, names, isUnusual }) => clusterLine(same, names, isUnusual))]),
    '## Every submission',
    markdownTable(
      [
        ['submission', 'status', 'points', 'of'],
        ...outcomes.map(({ name, status, score, outOf }) => [link(name), STATUS_WORDS[status], String(score), String(outOf)]),
      ],
      {
        align: ['l', 'l', 'r', 'r'],
      },
    ),
    '## How submissions were kept apart',
    [
      `- Held: ${held.holds.map(escapeMarkdown).join('; ')}.`,
      ...(held.lacks.length > 0 ? [`- Not held: ${held.lacks.map(escapeMarkdown).join('; ')}.`] : []),
    ].join('\n'),
  ];
  return `${sections.join('\n\n')}\n`;
}

function talkedAbout({ code, name, by }: Counted, of: number): string {
  return `- **${escapeMarkdown(name)}**: ${by.length} of ${of}${code === undefined ? '' : `; \`mlp-compare explain-mistake ${code}\``}`;
}

const MOST_NAMES = 12;

function rowOf({ mistake, name, by }: Counted): string[] {
  const names = by.slice(0, MOST_NAMES).map(escapeMarkdown).join(', ');
  return [
    escapeMarkdown(mistake === name ? name : `${mistake}: ${name}`),
    String(by.length),
    by.length > MOST_NAMES ? `${names} and ${by.length - MOST_NAMES} more` : names,
  ];
}

/** A fact, not a charge: the same may be wrong because it was taught so. */
function clusterLine(mistakes: readonly string[], names: readonly string[], isUnusual: boolean): string {
  const shown =
    names.length > MOST_NAMES
      ? `${names.slice(0, MOST_NAMES).map(escapeMarkdown).join(', ')} and ${names.length - MOST_NAMES} more`
      : together(names.map(escapeMarkdown));
  return `- ${together(mistakes.map(escapeMarkdown))}: ${shown}.${isUnusual ? ' That is an unusual thing to have in common; why, these numbers do not say.' : ''}`;
}
