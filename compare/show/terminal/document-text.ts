import type { Comparison } from '../../results/schema.ts';
import { besideDocument } from '../words/document-section.ts';
import { wrap } from '../words/wrap.ts';
import { drawTable } from './table.ts';
import type { TextOptions } from './text-options.ts';

/** What --preset document adds to what the terminal shows; nothing without it. */
export function documentText(comparison: Comparison, { width, colours }: TextOptions): string {
  const section = besideDocument(comparison);
  if (!section) return '';
  const [head = [], ...rows] = section.table;
  const title = wrap('Beside what the document prints (train loss, validation accuracy):', width);
  return [
    title
      .split('\n')
      .map((line) => colours.bold(line))
      .join('\n'),
    drawTable(head, rows, { width, colours, paint: (text) => colours.bold(text) }),
    ...section.notes.map((note) => wrap(note, width)),
  ].join('\n');
}
