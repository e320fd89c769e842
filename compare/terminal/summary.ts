import Table from 'cli-table3';
import type { Comparison } from '../results/schema.ts';
import { sideBySide } from '../results/side-by-side.ts';
import { verdicts } from '../results/verdict.ts';
import { chart } from './chart.ts';
import { pens, type Palette } from './palette.ts';

export interface TextOptions {
  readonly width: number; // columns of the terminal
  readonly colours: Palette;
}

/** What the terminal shows when all is trained: curves, table, verdict. */
export function summary(comparison: Comparison, options: TextOptions): string {
  return [...curves(comparison, options), table(comparison, options), verdictText(comparison, options)].join('\n\n');
}

/** Loss and validation accuracy of every network, one chart each. */
export function curves({ networks }: Comparison, { width, colours }: TextOptions): string[] {
  const all = pens(colours, networks.length);
  const series = (key: 'trainLoss' | 'validationAccuracy') =>
    networks.map(({ name, epochs }) => ({ name, values: epochs.map((epoch) => epoch[key]) }));
  const options = (title: string, max: number) => ({ title: colours.bold(title), width, pens: all, within: { min: 0, max } });
  return [
    chart(series('trainLoss'), options('Train loss', Infinity)),
    chart(series('validationAccuracy'), options('Validation accuracy', 1)),
  ];
}

function table(comparison: Comparison, { colours }: TextOptions): string {
  const { networks } = comparison;
  const compared = networks.length > 1;
  const all = pens(colours, networks.length);
  const heads = networks.map(({ name }, n) => all[n]!.paint(colours.bold(name)));
  const drawn = new Table({
    head: ['', ...heads, ...(compared ? [colours.bold('difference')] : [])],
    colAligns: ['left', ...networks.map(() => 'right' as const), 'right'],
    style: { head: [], border: colours.isColorSupported ? ['gray'] : [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' }, // no rule between rows
  });
  for (const { label, values, difference } of sideBySide(comparison)) {
    drawn.push([label, ...values, ...(compared ? [difference] : [])]);
  }
  return drawn.toString();
}

function verdictText(comparison: Comparison, { width, colours }: TextOptions): string {
  return verdicts(comparison)
    .map((text) => {
      const [, head = '', rest = ''] = /^([A-Z ]+:)?(.*)$/s.exec(wrap(text, Math.min(width, 100))) ?? [];
      const paint = head.startsWith('IN PARITY') ? colours.green : head.startsWith('DIFFER') ? colours.red : colours.yellow;
      return paint(colours.bold(head)) + rest;
    })
    .join('\n\n');
}

/** Lines of at most `width` characters, broken between words. */
export function wrap(text: string, width: number): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line.length + 1 + word.length > width && line !== '') lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}
