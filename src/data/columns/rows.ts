import { count, Fault } from '../../fault.ts';
import type { RawTable, WordCells } from '../raw-table.ts';

export const ROWS = /^[1-9]\d*(-[1-9]\d*)?$/;

/** The first rows, '1000', or some of them, '101-2000'; all where nothing is said. @throws Fault if there are not so many */
export function chosenRows(table: RawTable, given: string | undefined): RawTable {
  if (given === undefined) return table;
  const [a, b] = given.split('-').map(Number) as [number, number | undefined];
  const [from, to] = b === undefined ? [1, a] : [a, b];
  if (from > to || to > table.rows) throw new Fault(`${table.name}: --rows ${given}: the file has ${count(table.rows, 'row')}, numbered from 1.`);
  const columns = table.columns.map((column) => ({
    ...column,
    cells: undefined,
    numbers: column.numbers.subarray(from - 1, to),
    words: column.words && wordsOf(column.words, from - 1, to),
  }));
  return { ...table, rows: to - from + 1, columns, placeOf: (row) => table.placeOf(row + from - 1) };
}

/** Without the texts that are in other rows alone. */
function wordsOf({ distinct, codes }: WordCells, from: number, to: number): WordCells | undefined {
  const cut = codes.subarray(from, to);
  const used = [...new Set(cut)].filter((code) => code >= 0);
  if (used.length === 0) return undefined;
  const renumbered = new Map(used.map((code, k) => [code, k]));
  return { distinct: used.map((code) => distinct[code]!), codes: cut.map((code) => renumbered.get(code) ?? -1) };
}
