import { markdownTable } from 'markdown-table';
import type { Comparison } from '../../results/schema.ts';
import { besideDocument } from '../words/document-section.ts';
import { escapeMarkdown } from '../words/escape.ts';

/** What --preset document adds to the report; nothing without it. */
export function documentMarkdown(comparison: Comparison): string {
  const section = besideDocument(comparison);
  if (!section) return '';
  const table = section.table.map((cells) => cells.map(escapeMarkdown));
  return [...section.notes.map(escapeMarkdown), markdownTable(table, { align: 'r' })].join('\n\n');
}
