import Table from 'cli-table3';
import { NO_BORDERS } from './table.ts';
import type { TextOptions } from './text-options.ts';

const MIN_COLUMN = 8;
const GAP = 2;
const MARK = '\u0001';

/** A row, and beneath it a line that is too long for a column. */
export interface ListRow {
  readonly cells: readonly string[];
  readonly under: string;
}

/** Rows of words under heads, without borders; where the terminal is too narrow the widest columns but the first give way and break their words. */
export function drawList(heads: readonly string[], rows: readonly ListRow[], { width, colours }: TextOptions): string {
  const widths = heads.map((head, c) => Math.max(head.length, ...rows.flatMap(({ cells }) => cells[c]!.split('\n').map((line) => line.length))) + GAP);
  while (widths.reduce((sum, one) => sum + one, 0) > width) {
    const widest = widths.indexOf(Math.max(...widths.slice(1)), 1);
    if (widths[widest]! <= MIN_COLUMN) break;
    widths[widest]!--;
  }
  const drawn = new Table({
    head: heads.map((head) => colours.bold(head)),
    colWidths: widths,
    wordWrap: true,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
    chars: { ...NO_BORDERS, middle: '' },
  });
  // the table would cut a line that is too long: it is given a mark, and the mark gives way to the line
  rows.forEach(({ cells }, r) => drawn.push([...cells], [{ colSpan: heads.length, content: `${MARK}${r}` }]));
  const lines = drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  return lines.map((line) => (line.startsWith(MARK) ? `  ${rows[Number(line.slice(MARK.length))]!.under}` : line)).join('\n');
}
