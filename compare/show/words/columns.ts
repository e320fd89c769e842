import { rangeFact } from '../../../src/data/columns/describe.ts';
import type { ColumnFound, ColumnStory } from '../../../src/data/columns/story.ts';
import { MOST_COUNTED } from '../../../src/data/columns/summary.ts';

/** What a table of columns says of each. */
export const COLUMN_HEADS = ['column', 'kind', 'use', 'range', 'missing', 'different', 'values'] as const;

const HEIGHTS = '▁▂▃▄▅▆▇█';

/** A row for each column: its place and name, what it holds, what becomes of it, or what is known of that. */
export function columnRows(columns: readonly (ColumnStory | ColumnFound)[]): string[][] {
  return columns.map((column) => {
    const { index, name, kind, missing, distinct, histogram } = column;
    const place = `${index} ${name === `column ${index + 1}` ? `(${name})` : name}`; // by which options know it, and sentences
    const different = distinct > MOST_COUNTED ? `> ${MOST_COUNTED.toLocaleString('en-US')}` : distinct.toLocaleString('en-US');
    return [place, kind, useOf(column), rangeFact(column), missing.toLocaleString('en-US'), different, bars(histogram)];
  });
}

function useOf(column: ColumnStory | ColumnFound): string {
  if (!('use' in column)) return column.why ?? '?';
  const { use, inputs } = column;
  return use === 'feature' && inputs !== 1 ? `feature, ${inputs} inputs` : use;
}

/** '▁▃█▅', the highest bar the largest count; a space where there is none. */
function bars(counts: readonly number[]): string {
  const most = Math.max(...counts, 1);
  return counts.map((n) => (n === 0 ? ' ' : HEIGHTS[Math.ceil((n / most) * HEIGHTS.length) - 1])).join('');
}
