import { PLACES } from '../../diagnose/catalogue/codes.ts';
import type { LineChange } from '../../diagnose/catalogue/pages/example.ts';
import { SYMPTOMS } from '../../diagnose/catalogue/pages/page.ts';
import type { Told } from '../../diagnose/catalogue/pages/told.ts';
import { escapeMarkdown, fenced } from '../words/escape.ts';
import { diff, lineOf } from '../words/mistake-page.ts';

/** The page of a mistake as a Markdown document. @param linked whether the other pages lie beside it, to be linked to */
export function mistakeMarkdown(told: Told, linked = false): string {
  const { code, id, title, see, why, effect, right, mend, numpy, ts, confused, unless, seen } = told;
  const other = (one: { code: string; id: string }) => (linked ? link(one) : `${one.code} ${escapeMarkdown(one.id)}`);
  return [
    `# ${code} ${escapeMarkdown(id)}`,
    `**${escapeMarkdown(title)}.**`,
    section('What you see', `${escapeMarkdown(see)}\n\n${escapeMarkdown(effect)}`),
    section('Why', `${escapeMarkdown(why)}\n\nRight is: ${escapeMarkdown(right)}`),
    section('Wrong (−) and right (+)', `NumPy\n\n${example(numpy)}\n\nTypeScript\n\n${example(ts)}\n\n${escapeMarkdown(mend)}`),
    ...(confused.length > 0 ? [section('Not to be confused with', confused.map((one) => `- ${other(one)}: ${escapeMarkdown(one.how)}`).join('\n'))] : []),
    ...(unless ? [section('When it is no mistake', escapeMarkdown(unless))] : []),
    ...(seen.length > 0 ? [section('Seen in', seen.map(({ title, url }) => `- [${escapeMarkdown(title)}](${url})`).join('\n'))] : []),
  ]
    .join('\n\n')
    .concat('\n');
}

function section(title: string, text: string): string {
  return `## ${title}\n\n${text}`;
}

function example(changed: readonly LineChange[]): string {
  return fenced('diff', diff(changed).map(lineOf).join('\n'));
}

function link(to: Pick<Told, 'code' | 'id'>): string {
  return `[${to.code} ${escapeMarkdown(to.id)}](${fileOf(to)})`;
}

/** 'MLP202-mean-twice-loss-too', of a page whatever it is written in */
export function nameOf({ code, id }: Pick<Told, 'code' | 'id'>): string {
  return `${code}-${id.replaceAll('/', '-')}`;
}

function fileOf(told: Pick<Told, 'code' | 'id'>): string {
  return `${nameOf(told)}.md`;
}

const INTRODUCTION = `What goes wrong in multi-layer perceptrons that are written by hand, by what you see. \`mlp-compare diagnose --network ./mine.ts\`
names the mistake and gives its code; \`mlp-compare explain-mistake MLP305\` prints its page. Each page's wrong lines, put into
[the network in NumPy](../../examples/python/numpy_base_network.py) or [in TypeScript](../../examples/base-network.ts), are diagnosed as that mistake by a test.
Written by \`npm run mistakes\` from the catalogue.`;

/** docs/mistakes: an index by what is seen, and a page for each mistake; names of files and what is in them. */
export function mistakeFiles(all: readonly Told[]): Map<string, string> {
  const rows = (symptom: string) => all.filter((told) => told.symptom === symptom).map((told) => `- ${link(told)}: ${escapeMarkdown(told.title)}`);
  const index = Object.entries(SYMPTOMS).map(([symptom, says]) => section(says, rows(symptom).join('\n')));
  const places = Object.entries(PLACES).map(
    ([hundred, says]) =>
      `- ${says}: ${all
        .filter(({ code }) => code.startsWith(`MLP${hundred}`))
        .map(link)
        .join(', ')}`,
  );
  return new Map([
    ['README.md', `${['# Mistakes', INTRODUCTION, ...index, section('By place in a step', places.join('\n'))].join('\n\n')}\n`],
    ...all.map((told): [string, string] => [fileOf(told), mistakeMarkdown(told, true)]),
  ]);
}
