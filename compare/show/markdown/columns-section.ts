import { markdownTable } from 'markdown-table';
import type { Comparison } from '../../results/schema.ts';
import { COLUMN_HEADS, columnRows } from '../words/columns.ts';
import { escapeMarkdown } from '../words/escape.ts';

/** What each column of the file holds and became, in numbers. */
export function columnsTable({ data: { story } }: Comparison): string {
  if (!story) return '';
  const rows = columnRows(story.columns).map((cells) => cells.map(escapeMarkdown));
  const table = markdownTable([[...COLUMN_HEADS], ...rows], { align: ['l', 'l', 'l', 'r', 'r', 'r', 'l'] });
  return `<details>\n<summary>The same in numbers</summary>\n\n${table}\n\n</details>`;
}
