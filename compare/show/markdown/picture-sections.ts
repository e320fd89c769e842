import { markdownTable } from 'markdown-table';
import { taskNameOf } from '../../../src/run/metrics/evaluate.ts';
import { finalOf, measured } from '../../../src/run/metrics/measures.ts';
import { TASKS } from '../../../src/run/metrics/metric.ts';
import type { Comparison } from '../../results/schema.ts';
import type { Picture } from '../pictures/picture.ts';
import { escapeMarkdown } from '../words/escape.ts';
import { shown } from '../words/side-by-side.ts';

/** Pictures that lie beside the report, one below the other. */
export function images(pictures: readonly Picture[]): string {
  return pictures.map(({ alt, file }) => `![${escapeMarkdown(alt)}](${file})`).join('\n\n');
}

/** The same, each with how it is read. */
export function read(pictures: readonly Picture[]): string {
  return pictures.map((picture) => `${images([picture])}\n\n${escapeMarkdown(picture.read)}`).join('\n\n');
}

/** @param drawn the pictures, as Markdown */
export function driftSection(drawn: string): string {
  if (drawn === '') return '';
  return (
    'Left to themselves, two right trainings drift apart as rounding adds up, and leap apart where a pre-activation next to zero gets ' +
    `opposite signs. Whether they compute the same is what the re-anchored steps say: each begins both networks from the same weights.\n\n${drawn}`
  );
}

/** @param drawn the pictures, as Markdown */
export function sweepSection({ sweep, data }: Comparison, drawn: string): string {
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
    `${data.targets ? 'function' : 'boundary'} as is wanted (Cybenko, 1989; Hornik, 1991); too few cannot, however long they train.\n\n${drawn}\n\n${markdownTable([head, ...rows], { align: 'r' })}`
  );
}
