import { markdownTable } from 'markdown-table';
import type { Comparison } from '../../results/schema.ts';
import type { Picture } from '../pictures/picture.ts';
import { COLUMN_HEADS, columnRows } from '../words/columns.ts';
import { escapeMarkdown } from '../words/escape.ts';
import { images } from './picture-sections.ts';

/** What each column of the file holds and became: a picture, and the same in numbers. */
export function columnsSection({ data: { story } }: Comparison, drawn: readonly Picture[]): string {
  if (!story) return '';
  const rows = columnRows(story.columns).map((cells) => cells.map(escapeMarkdown));
  const table = markdownTable([[...COLUMN_HEADS], ...rows], { align: ['l', 'l', 'l', 'r', 'r', 'r', 'l'] });
  return [...(drawn.length > 0 ? [images(drawn)] : []), `<details>\n<summary>The same in numbers</summary>\n\n${table}\n\n</details>`].join('\n\n');
}
