import Table from 'cli-table3';
import { wrap } from '../words/wrap.ts';
import type { Palette } from './palette.ts';

export interface TableOptions {
  readonly width: number; // columns of the terminal
  readonly colours: Palette;
  /** How the head of a column is painted, where it is. */
  readonly paint?: (head: string, column: number) => string;
}

/** What a long label needs at least beside its numbers, between borders and without them. */
const LEAST_LABEL = { bordered: 12, bare: 10 };

const asItIs = (head: string): string => head;

/**
 * Labels and numbers: between borders where a label has room for a word or two, with heads broken between their words if it needs
 * that; without borders where it has less, and where not even that fits a list. Labels, the first column, are broken as the width asks.
 */
export function drawTable(heads: readonly string[], rows: readonly (readonly string[])[], options: TableOptions): string {
  const { width, colours, paint = asItIs } = options;
  const layout = layouts(heads, rows, width).find(({ room, least }) => room >= least);
  if (!layout) return drawAsList(heads, rows, options);
  const { bordered, room, shown } = layout;
  const drawn = new Table({
    head: shown.map((head, column) =>
      head
        .split('\n')
        .flatMap((line) => (column === 0 ? wrap(line, room).split('\n') : line))
        .map((line) => paint(line, column))
        .join('\n'),
    ),
    colAligns: heads.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: [], border: colours.isColorSupported ? ['gray'] : [], ...(!bordered && { 'padding-left': 0, 'padding-right': 0 }) },
    chars: bordered ? NO_RULES : NO_BORDERS,
  });
  for (const [label, ...cells] of rows) drawn.push([wrap(label!, room), ...cells]);
  return drawn.toString();
}

interface Layout {
  readonly bordered: boolean;
  readonly shown: readonly string[]; // the heads, broken or not
  readonly room: number; // for labels
  readonly least: number; // of it
}

/** Ways to lay a table out, the one that is easiest to read first. */
function layouts(heads: readonly string[], rows: readonly (readonly string[])[], width: number): Layout[] {
  const widestCell = (column: number) => Math.max(...rows.map((row) => row[column]!.length));
  const broken = heads.map((head, column) => wrap(head, widestCell(column)));
  const longestWord = Math.max(...[heads, ...rows].flatMap(([label = '']) => label.split(' ').map(({ length }) => length)));
  return [
    { bordered: true, shown: heads },
    { bordered: true, shown: broken },
    { bordered: false, shown: heads },
    { bordered: false, shown: broken },
  ].map(({ bordered, shown }) => {
    const widest = (column: number) => Math.max(widestCell(column), ...shown[column]!.split('\n').map(({ length }) => length));
    const taken = heads.slice(1).reduce((sum, _, n) => sum + widest(n + 1), 0);
    const room = width - taken - (bordered ? 3 * heads.length + 1 : heads.length - 1);
    return { bordered, shown, room, least: Math.min(widest(0), Math.max(longestWord, bordered ? LEAST_LABEL.bordered : LEAST_LABEL.bare)) };
  });
}

/** Each label on a line of its own, beneath it a line for every column that says something. */
function drawAsList(heads: readonly string[], rows: readonly (readonly string[])[], { width, paint = asItIs }: TableOptions): string {
  const column = Math.max(...heads.map(({ length }) => length));
  return rows
    .map(([label, ...cells]) => {
      const lines = cells.flatMap((cell, c) => {
        const value = wrap(cell, width - column - 4).replaceAll('\n', `\n${' '.repeat(column + 4)}`);
        return cell === '' ? [] : [`  ${paint(heads[c + 1]!, c + 1)}${' '.repeat(column - heads[c + 1]!.length)}  ${value}`];
      });
      return [wrap(heads[0] ? `${heads[0]} ${label}` : label!, width), ...lines].join('\n');
    })
    .join('\n');
}

const NO_RULES = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' }; // between rows

/** What stands around and between cells where a table has no borders. */
export const NO_BORDERS = {
  ...NO_RULES,
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  right: '',
  middle: ' ',
};
