import Table from 'cli-table3';
import { wrap } from './wrap.ts';
import type { Palette } from './palette.ts';

export interface TableOptions {
  readonly width: number; // columns of the terminal
  readonly colours: Palette;
  /** The heads as they are painted, where they are. */
  readonly painted?: readonly string[];
}

/** What a label needs at least beside its numbers. */
const LEAST_LABEL = 10;

/**
 * Labels and numbers: between borders where a label has room for a word or two, without them where it has less, and where not
 * even that fits a list. Labels, the first column, are broken as the width asks.
 */
export function drawTable(heads: readonly string[], rows: readonly (readonly string[])[], options: TableOptions): string {
  const { width, colours, painted = heads } = options;
  const widest = (column: number) => Math.max(heads[column]!.length, ...rows.map((row) => row[column]!.length));
  const taken = heads.slice(1).reduce((sum, _, n) => sum + widest(n + 1), 0);
  const roomBetweenBorders = width - taken - (3 * heads.length + 1);
  const bordered = roomBetweenBorders >= 12;
  const room = bordered ? roomBetweenBorders : width - taken - (heads.length - 1);
  if (room < LEAST_LABEL) return drawAsList(heads, rows, options);
  const drawn = new Table({
    head: [...painted],
    colAligns: heads.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: [], border: colours.isColorSupported ? ['gray'] : [], ...(!bordered && { 'padding-left': 0, 'padding-right': 0 }) },
    chars: bordered ? NO_RULES : NO_BORDERS,
  });
  for (const [label, ...cells] of rows) drawn.push([wrap(label!, room), ...cells]);
  return drawn.toString();
}

/** Each label on a line of its own, beneath it a line for every column that says something. */
function drawAsList(heads: readonly string[], rows: readonly (readonly string[])[], { width, painted = heads }: TableOptions): string {
  const column = Math.max(...heads.map(({ length }) => length));
  return rows.map(([label, ...cells]) => {
    const lines = cells.flatMap((cell, c) => {
      const value = wrap(cell, width - column - 4).replaceAll('\n', `\n${' '.repeat(column + 4)}`);
      return cell === '' ? [] : [`  ${painted[c + 1]}${' '.repeat(column - heads[c + 1]!.length)}  ${value}`];
    });
    return [wrap(label!, width), ...lines].join('\n');
  }).join('\n');
}

const NO_RULES = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' }; // between rows
const NO_BORDERS = {
  ...NO_RULES, top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '', right: '', middle: ' ',
};
