import { isValue } from './cell-kinds.ts';
import { type FirstRow, firstRows } from './csv-rows.ts';
import { COMMA, DIALECTS, type Dialect } from './dialect.ts';

/** How many rows are looked at. */
const ROWS = 100;
/** Which part of them must have the same number of cells. */
const CONSISTENT = 0.5;

/** How the cells of a text are told apart, and its first rows so read. */
export function findDialect(text: string): { readonly dialect: Dialect; readonly rows: readonly FirstRow[] } {
  const tried = DIALECTS.map((dialect) => ({ dialect, rows: firstRows(text, dialect, ROWS) }));
  const [best] = tried
    .map((way) => ({ ...way, quality: qualityOf(way.rows) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return best ?? { dialect: COMMA, rows: firstRows(text, COMMA, ROWS) };
}

export function rowsIn(text: string, dialect: Dialect): FirstRow[] {
  return firstRows(text, dialect, ROWS);
}

/** How well a text reads so: the part of its rows that are equally long, and the part of their cells that are values. */
function qualityOf(rows: readonly FirstRow[]): number {
  const data = rows.filter(({ cells }) => !cells[0]!.startsWith('#'));
  const counts = new Map<number, number>();
  for (const { cells } of data) if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const consistent = Math.max(0, ...counts.values()) / data.length;
  if (!(consistent >= CONSISTENT)) return 0;
  const cells = data.flatMap((row) => row.cells).filter((cell) => cell !== '');
  return consistent + cells.filter(isWhole).length / Math.max(1, cells.length);
}

/** Whether a cell holds one value, and not two or a part of one as it does where something else is the delimiter. */
function isWhole(cell: string): boolean {
  return isValue(cell) && !/[;|\s"]|,$|,.*,/.test(cell);
}
