import Table from 'cli-table3';
import { NO_BORDERS } from './table.ts';
import type { TextOptions } from './text-options.ts';

const GAP = 2;
const MARK = '\u0001';

/** A row, and beneath it a line that is too long for a column. */
export interface ListRow {
  readonly cells: readonly string[];
  readonly under: string;
}

/** Rows of words under heads, without borders; undefined where the terminal is too narrow for them. */
export function drawList(heads: readonly string[], rows: readonly ListRow[], { width, colours }: TextOptions): string | undefined {
  const widths = heads.map((head, c) => Math.max(head.length, ...rows.flatMap(({ cells }) => cells[c]!.split('\n').map((line) => line.length))) + GAP);
  if (widths.reduce((sum, one) => sum + one, 0) - GAP > width) return undefined;
  const drawn = new Table({
    head: heads.map((head) => colours.bold(head)),
    colWidths: widths,
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
