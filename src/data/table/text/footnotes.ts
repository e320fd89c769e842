import { quoted } from '../../../fault.ts';
import { isValue } from './cell-kinds.ts';
import type { CsvRow } from './csv-rows.ts';
import { isRule } from './header-lines.ts';

const DOS_END = '\u001a';

/** Lines below the table that are no rows of it: 'Source: the office', '(60 rows)'. */
export class Footnotes {
  readonly #found: CsvRow[] = [];
  readonly #width: number;

  /** @param width cells of a row */
  constructor(width: number) {
    this.#width = width;
  }

  /** Whether it is one, so far as its cells tell; or a line that is drawn, or DOS's mark of the end. */
  takes(row: CsvRow): boolean {
    if (isRule(row.cells) || (row.cells.length === 1 && row.cells[0] === DOS_END)) return true;
    if (!isFootnote(row.cells, this.#width)) return false;
    this.#found.push(row);
    return true;
  }

  /** The first that was taken; where a row follows it is no footnote. */
  get first(): CsvRow | undefined {
    return this.#found[0];
  }

  notes(name: string): string[] {
    return this.#found.map(({ line, cells }) => `${name}:${line}: skipped, as no row of the table: ${quoted(cells.join(', '))}.`);
  }
}

/** Fewer cells than a row has, none of which is a value, of several words. A single one may be what is left of a line cut short. */
function isFootnote(cells: readonly string[], width: number): boolean {
  return cells.length < width && !cells.some(isValue) && isRemark(cells[0]!);
}

export function isRemark(cell: string): boolean {
  return /^\p{L}[^:]*:|^[(*[].*\s|^\p{L}+\s+\p{L}+\s+\S/su.test(cell);
}
