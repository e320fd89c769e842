import { markdownTable } from 'markdown-table';
import type { Explanation } from '../../explain/explanation.ts';
import { valuesIn } from '../../explain/factors.ts';
import { escapeMarkdown, fenced } from '../words/escape.ts';
import { between, percent, score, scored, signed } from './numbers.ts';
import { cellsText, waterfallText } from './pictures.ts';
import { verdict } from './verdict.ts';
import { factorName, scoreName } from './words.ts';

/** Of what was run, told beside the explanation itself. */
export interface Told {
  readonly data: string; // 'document: 4,000 training, … rows'
  readonly model: string;
  readonly command: string;
}

const WIDTH = 96;
const INTERACTIONS = 5;

/** explain.md, as GitHub renders it. */
export function explainMarkdown(explanation: Explanation, { data, model, command }: Told): string {
  const [first = '', ...rest] = verdict(explanation).map(escapeMarkdown);
  return `${[
    `# What explains the gap: ${escapeMarkdown(explanation.from.title)} and ${escapeMarkdown(explanation.to.title)}`,
    `> ${first}`,
    rest.map((sentence) => `- ${sentence}`).join('\n'),
    `Data: ${escapeMarkdown(data)}. Model: ${escapeMarkdown(model)}. Seeds ${explanation.seeds.join(', ')}: of the initial weights and the order of the rows.`,
    '## The shares',
    sharesTable(explanation),
    fenced('text', waterfallText(explanation, WIDTH)),
    sharesMethod(explanation),
    '## Every combination',
    cellsTable(explanation),
    fenced('text', cellsText(explanation, WIDTH)),
    'A is the first configuration, B the second. Bars do not begin at 0.',
    ...interactionSection(explanation),
    ...referenceSection(explanation),
    '## Again',
    fenced('sh', command),
  ].join('\n\n')}\n`;
}

function sharesTable({ effects, gap }: Explanation): string {
  const part = (value: number) => (gap === 0 ? '–' : percent(value / gap));
  const rows = effects.map(({ factor, aloneFrom, aloneTo, share, interval }) => [
    escapeMarkdown(factorName(factor)),
    escapeMarkdown(`${factor.from} → ${factor.to}`),
    signed(aloneFrom),
    part(aloneFrom),
    signed(aloneTo),
    part(aloneTo),
    signed(share),
    part(share),
    between(interval),
  ]);
  const sum = effects.reduce((total, { share }) => total + share, 0);
  const total = ['**together**', '', '', '', '', '', signed(sum), part(sum), ''];
  const head = ['', 'A → B', 'alone from A', 'of the gap', 'last before B', 'of the gap', 'share', 'of the gap', '95 % interval of the share'];
  return markdownTable([head, ...rows, total], { align: ['l', 'l', ...'rrrrrrr'] });
}

function sharesMethod({ seeds }: Explanation): string {
  const intervals =
    seeds.length > 1
      ? `The intervals are Student's t over the ${seeds.length} seeds: they know of no luck but theirs, and of seeds whose shares are far from normal they hold the share somewhat less often than 95 %.`
      : 'With one seed there are no intervals.';
  return `A share is the effect of changing a setting, averaged over every order in which all could be changed (Shapley); the shares add up to the gap. ${intervals}`;
}

function cellsTable({ task, cells, factors }: Explanation): string {
  const rows = cells.map((cell) => [...valuesIn(cell.mask, factors).map(escapeMarkdown), scored(cell), ...cell.scores.map(score)]);
  const seeds = cells[0]!.scores.map((_, s) => `#${s + 1}`);
  const head = [...factors.map((factor) => escapeMarkdown(factorName(factor))), scoreName({ task }), ...seeds];
  return markdownTable([head, ...rows], { align: [...factors.map(() => 'l'), ...'r'.repeat(1 + seeds.length)] });
}

function interactionSection({ interactions, factors, gap }: Explanation): string[] {
  if (interactions.length === 0) return [];
  const rows = interactions
    .slice(0, INTERACTIONS)
    .map(({ factors: together, value, interval }) => [
      together.map((f) => escapeMarkdown(factorName(factors[f]!))).join(' × '),
      signed(value),
      gap === 0 ? '–' : percent(value / gap),
      between(interval),
    ]);
  return [
    '## Interactions',
    'What settings do together beyond the sum of all that fewer of them do, each changed from A; the largest, by size.',
    markdownTable([['', 'together', 'of the gap', '95 % interval'], ...rows], { align: ['l', 'r', 'r', 'r'] }),
  ];
}

function referenceSection({ task, references }: Explanation): string[] {
  if (references.length === 0) return [];
  const rows = references.map((reference) => [escapeMarkdown(reference.title), scored(reference)]);
  return ['## Beside the combinations', markdownTable([['', scoreName({ task })], ...rows], { align: ['l', 'r'] })];
}
