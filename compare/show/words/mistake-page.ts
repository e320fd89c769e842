import type { LineChange } from '../../diagnose/catalogue/pages/example.ts';
import { SYMPTOMS } from '../../diagnose/catalogue/pages/page.ts';
import type { Told } from '../../diagnose/catalogue/pages/told.ts';
import { labelled } from './labelled.ts';
import type { Part } from './word-location.ts';
import { wrap } from './wrap.ts';

/** A line of an example: to be taken out, to be put in, as it stays, or where what follows stands. */
interface DiffLine {
  readonly sign: '-' | '+' | ' ' | '@';
  readonly text: string;
}

/** How a terminal dresses a page. */
export interface PagePalette {
  readonly bold: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  /** Makes an address one that can be followed, where a terminal can. */
  readonly link?: (address: string) => string;
}

const PLAIN: PagePalette = { bold: String, red: String, green: String };

/** Columns that a sentence is not wider than, however wide the terminal. */
const WIDEST = 100;

/** The page of a mistake for a terminal. */
export function mistakeText(told: Told, { bold, red, green, link = String }: PagePalette = PLAIN, columns = 80): string {
  const width = Math.min(columns, WIDEST);
  const parts = (of: readonly Part[]) => of.map(({ label, text }) => labelled(label, text, width, bold)).join('\n');
  const dress = { '-': red, '+': green, ' ': String, '@': bold };
  const example = (language: string, changed: readonly LineChange[]) =>
    [`  ${bold(language)}`, ...diff(changed).flatMap((line) => folded(lineOf(line), width - 4).map((text) => `    ${dress[line.sign](text)}`))].join('\n');
  return [
    `${bold(`${told.code} ${told.id}`)}\n${wrap(`${told.title}.`, width)}`,
    parts(before(told)),
    `${example('NumPy', told.numpy)}\n\n${example('TypeScript', told.ts)}`,
    told.seen.reduce((text, { url }) => text.replace(url, link(url)), parts(after(told))), // after lines were broken: what makes it a link takes no column
  ].join('\n\n');
}

function before({ see, why, right, effect }: Told): Part[] {
  return [
    { label: 'You see', text: see },
    { label: 'Why', text: why },
    { label: 'Effect', text: effect },
    { label: 'Right is', text: right },
  ];
}

function after({ mend, confused, unless, seen }: Told): Part[] {
  return [
    { label: 'Mend', text: mend },
    ...confused.map(({ code, id, how }) => ({ label: 'Unlike', text: `${code} ${id}: ${how}` })),
    ...(unless ? [{ label: 'No mistake', text: unless }] : []),
    ...seen.map(({ title, url }) => ({ label: 'Seen in', text: `${title} ${url}` })),
  ];
}

/** What is wrong to be taken out, and what is right to be put in, by where it stands. A right line that stands among the wrong ones stays. */
export function diff(changed: readonly LineChange[]): DiffLine[] {
  return changed.flatMap(({ where, right, wrong }, i) => [
    ...(where === changed[i - 1]?.where ? [] : [{ sign: '@', text: `@ ${where} @@` } as const]),
    ...ofOne(right, wrong),
  ]);
}

function ofOne(right: string, wrong: string): DiffLine[] {
  const lines = wrong.split('\n').filter((line) => line !== '');
  const stays = lines.includes(right);
  const signed = lines.map((text): DiffLine => ({ sign: stays && text === right ? ' ' : '-', text }));
  return stays ? signed : [...signed, { sign: '+', text: right }];
}

/** A line of it as it is shown. */
export function lineOf({ sign, text }: DiffLine): string {
  return sign === '@' ? sign + text : `${sign} ${text}`;
}

/** A line of code broken between words where it is too long, what follows further in. */
function folded(line: string, width: number): string[] {
  const indent = /^.\s*/.exec(line)![0];
  const [first = '', ...rest] = wrap(line.slice(indent.length), width - indent.length - 4).split('\n');
  return [indent + first, ...rest.map((more) => `${' '.repeat(indent.length + 4)}${more}`)];
}

/** All mistakes, a line each, by what is seen. */
export function mistakeList(all: readonly Told[], { bold }: PagePalette = PLAIN, columns = 80): string {
  return Object.entries(SYMPTOMS)
    .map(([symptom, says]) => {
      const rows = all.filter((told) => told.symptom === symptom).map(({ code, title }) => labelled(code, `${title}.`, Math.min(columns, WIDEST), bold));
      return [bold(says), ...rows].join('\n');
    })
    .join('\n\n');
}
