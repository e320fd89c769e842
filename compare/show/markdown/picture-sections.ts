import { markdownTable } from 'markdown-table';
import { taskNameOf } from '../../../src/run/metrics/evaluate.ts';
import { finalOf, measured } from '../../../src/run/metrics/measures.ts';
import { TASKS } from '../../../src/run/metrics/metric.ts';
import type { Comparison } from '../../results/schema.ts';
import type { Picture } from '../pictures/svg.ts';
import { escapeMarkdown } from '../words/escape.ts';
import { shown } from '../words/side-by-side.ts';

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

export function calibrationSection({ data: { labels } }: Comparison, pictures: readonly Picture[]): string {
  if (pictures.length === 0) return '';
  const each = labels ? 'every label of every test row' : 'the class predicted of every test row';
  return (
    `The probability of ${each}, by the tenth that it lies in: the mean of it (across) against the share that came true (upwards); the larger a ` +
    `point, the more of them. On the diagonal a network is as sure as it should be; beneath, ${labels ? 'rows have a label less often than it says' : 'it is too sure'}.\n\n` +
    images(pictures)
  );
}

export function sweepSection({ sweep, data }: Comparison, pictures: readonly Picture[]): string {
  if (!sweep) return '';
  const names = sweep.widths[0]?.networks.map(({ name }) => escapeMarkdown(name)) ?? [];
  const { epoch } = TASKS[taskNameOf(data)];
  const columns = [measured('train', epoch), measured('test', epoch), measured('test', 'loss')];
  const head = ['units', 'parameters', ...names.flatMap((name) => columns.map((column) => `${name}: ${column.head}`))];
  const rows = sweep.widths.map(({ width, parameters, networks }) => [
    String(width),
    parameters.toLocaleString('en-US'),
    ...networks.flatMap(({ test, ...last }) => columns.map((column) => shown(finalOf(column, last, test), column.metric.format))),
  ]);
  return (
    `The same data and training, by networks of ONE hidden layer (${escapeMarkdown(sweep.activation)}). Enough units come as near to any ` +
    `${data.targets ? 'function' : 'boundary'} as is wanted (Cybenko, 1989; Hornik, 1991); too few cannot, however long they train.\n\n${images(pictures)}\n\n${markdownTable([head, ...rows], { align: 'r' })}`
  );
}
