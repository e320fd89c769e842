import { rangeFact } from '../../../src/data/columns/describe.ts';
import type { Comparison } from '../../results/schema.ts';
import { COLUMN_HEADS, columnRows } from '../words/columns.ts';
import { shortened } from './letters.ts';
import type { Picture } from './picture.ts';
import { picture } from './svg.ts';
import type { Drawing, SvgNode } from './svg-dom.ts';
import { FONT_SIZE, MARGIN, WIDTH } from './theme.ts';

type Column = NonNullable<Comparison['data']['story']>['columns'][number];

/** More columns than these are not drawn. */
const MOST = 24;

const ACROSS = 4;
const SMALL = FONT_SIZE - 3;
const BARS = 56; // px, the highest
const CELL = { width: (WIDTH - 2 * MARGIN) / ACROSS, height: BARS + 76 };
const LINE = 16;
const AIR = 18; // between cells

/** What each column holds: its distribution, its range beneath; those that are left out are pale, the label has the other colour. */
export function columnPictures({ data: { story, name } }: Comparison): Picture[] {
  const columns = story?.columns.slice(0, MOST) ?? [];
  if (columns.length === 0) return [];
  const title = `The columns of ${name}${columns.length < (story?.columns.length ?? 0) ? `, the first ${columns.length}` : ''}`;
  const height = Math.ceil(columns.length / ACROSS) * CELL.height + MARGIN;
  const svg = picture({ title }, height, (drawing) => columns.flatMap((column, c) => cell(drawing, column, c)));
  const told = columns.map((column) => `${column.name}: ${column.kind}, ${column.use}${rangeFact(column) && `, ${rangeFact(column)}`}`);
  const read =
    'A bar is how many rows have a value there: a column with one bar, or a few far from all others, is worth a look before it is learnt from; the label has ' +
    'the other colour, and what is left out is pale.';
  const table = { caption: 'Every column in numbers', head: COLUMN_HEADS, rows: columnRows(story?.columns ?? []) };
  return [{ file: 'columns.svg', alt: `${title}: ${told.join('; ')}`, svg, read, table }];
}

function cell({ element, text }: Drawing, column: Column, c: number): SvgNode[] {
  const left = MARGIN + (c % ACROSS) * CELL.width;
  const top = Math.floor(c / ACROSS) * CELL.height;
  const room = CELL.width - AIR;
  const most = Math.max(...column.histogram, 1);
  const width = room / Math.max(column.histogram.length, 1);
  const fill = column.use === 'label' ? 'var(--n2)' : column.use === 'feature' ? 'var(--n1)' : 'var(--faint)';
  const bars = column.histogram.map((n, b) => {
    const height = (n / most) * BARS;
    return element('rect', { x: left + b * width, y: top + 24 + BARS - height, width: Math.max(1, width - 1), height, fill });
  });
  const missing = column.missing > 0 ? `${column.missing.toLocaleString('en-US')} missing` : '';
  const beneath = [rangeFact(column) || `${column.distinct.toLocaleString('en-US')} different`, missing].filter((part) => part !== '');
  return [
    text(shortened(column.name, room, SMALL), { x: left, y: top + 16, 'font-size': SMALL, 'font-weight': column.use === 'label' ? 600 : 400 }),
    ...bars,
    ...beneath.map((line, l) => text(shortened(line, room, SMALL), { x: left, y: top + 24 + BARS + LINE * (l + 1), 'font-size': SMALL, fill: 'var(--soft)' })),
  ];
}
