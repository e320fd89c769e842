import Table from 'cli-table3';
import { wrap } from './wrap.ts';
import type { Palette } from './palette.ts';

export interface TableOptions {
  readonly width: number; // columns of the terminal
  readonly colours: Palette;
  /** The heads as they are painted, where they are. */
  readonly painted?: readonly string[];
}

/**
 * Labels and numbers: between borders where a label has room for a word or two, else without; labels, the first column,
 * are broken as the width asks.
 */
export function drawTable(heads: readonly string[], rows: readonly (readonly string[])[], { width, colours, painted = heads }: TableOptions): string {
  const widest = (column: number) => Math.max(heads[column]!.length, ...rows.map((row) => row[column]!.length));
  const taken = heads.slice(1).reduce((sum, _, n) => sum + widest(n + 1), 0);
  const roomBetweenBorders = width - taken - (3 * heads.length + 1);
  const bordered = roomBetweenBorders >= 12;
  const room = bordered ? roomBetweenBorders : Math.max(10, width - taken - (heads.length - 1));
  const drawn = new Table({
    head: [...painted],
    colAligns: heads.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: [], border: colours.isColorSupported ? ['gray'] : [], ...(!bordered && { 'padding-left': 0, 'padding-right': 0 }) },
    chars: bordered ? NO_RULES : NO_BORDERS,
  });
  for (const [label, ...cells] of rows) drawn.push([wrap(label!, room), ...cells]);
  return drawn.toString();
}

const NO_RULES = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' }; // between rows
const NO_BORDERS = {
  ...NO_RULES, top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '', right: '', middle: ' ',
};
