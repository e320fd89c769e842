import { markdownTable } from 'markdown-table';
import type { Comparison } from '../../results/schema.ts';
import type { Picture } from '../pictures/svg.ts';
import { escapeMarkdown } from '../words/escape.ts';
import { accuracy, loss, NONE } from '../words/side-by-side.ts';

/** Pictures that lie beside the report, one below the other. */
export function images(pictures: readonly Picture[]): string {
  return pictures.map(({ alt, file }) => `![${escapeMarkdown(alt)}](${file})`).join('\n\n');
}

export function driftSection(pictures: readonly Picture[]): string {
  if (pictures.length === 0) return '';
  return (
    'Left to themselves, two right trainings drift apart as rounding adds up, and leap apart where a pre-activation next to zero gets ' +
    'opposite signs. Whether they compute the same is what the re-anchored steps say: each begins both networks from the same weights.\n\n' +
    images(pictures)
  );
}

export function sweepSection({ sweep }: Comparison, pictures: readonly Picture[]): string {
  if (!sweep) return '';
  const names = sweep.widths[0]?.networks.map(({ name }) => escapeMarkdown(name)) ?? [];
  const head = ['units', 'parameters', ...names.flatMap((name) => [`${name}: train acc.`, `${name}: test acc.`, `${name}: test loss`])];
  const rows = sweep.widths.map(({ width, parameters, networks }) => [
    String(width),
    parameters.toLocaleString('en-US'),
    ...networks.flatMap(({ trainAccuracy, test }) => [
      trainAccuracy === undefined ? NONE : accuracy(trainAccuracy),
      test ? accuracy(test.accuracy) : NONE,
      test ? loss(test.loss) : NONE,
    ]),
  ]);
  return (
    `The same data and training, by networks of ONE hidden layer (${escapeMarkdown(sweep.activation)}). Enough units come as near to any ` +
    `boundary as is wanted (Cybenko, 1989; Hornik, 1991); too few cannot, however long they train.\n\n${images(pictures)}\n\n${markdownTable([head, ...rows], { align: 'r' })}`
  );
}
