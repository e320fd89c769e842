import { count } from '../../../fault.ts';
import type { RawColumn, RawTable } from '../../raw-table.ts';
import { aboveSums } from './below-table.ts';

/** Without what is no part of the table but of how it was written: columns of nothing at the end, the header come again, and sums. */
export function tidied(table: RawTable): RawTable {
  return withoutSums(withoutRepeatedHeaders(withoutEmptyEnd(table)));
}

/** What a spreadsheet sums up below its rows is none of them. */
function withoutSums(table: RawTable): RawTable {
  const { rows, notes } = aboveSums(table);
  if (rows === table.rows) return table;
  return {
    ...table,
    rows,
    columns: table.columns.map((column) =>
      rowsOf(
        column,
        Array.from({ length: rows }, (_, row) => row),
      ),
    ),
    notes: [...table.notes, ...notes],
  };
}

/** Delimiters at the end of every line make a column of nothing, without a name. */
function withoutEmptyEnd(table: RawTable): RawTable {
  const last = table.columns.findLastIndex((column) => !isNothing(column, table.rows));
  const left = table.columns.length - 1 - last;
  if (left === 0 || last === -1) return table;
  const note = `${table.name}: ${left === 1 ? 'an empty column' : `${left} empty columns`} at the end left out: each line ends in a delimiter.`;
  return { ...table, columns: table.columns.slice(0, last + 1), notes: [...table.notes, note] };
}

function isNothing({ name, words }: RawColumn, rows: number): boolean {
  return (name ?? '') === '' && words?.distinct.length === 1 && words.distinct[0] === '' && words.codes.subarray(0, rows).every((code) => code === 0);
}

/** Files put together one below the other have the header of each among their rows. */
function withoutRepeatedHeaders(table: RawTable): RawTable {
  const { columns, rows, placeOf } = table;
  const codes = columns.map(({ name, words }) => (name === undefined ? -1 : (words?.distinct.indexOf(name) ?? -1)));
  if (columns.length < 2 || codes.includes(-1)) return table;
  const kept: number[] = [];
  for (let row = 0; row < rows; row++) if (!columns.every(({ words }, c) => words?.codes[row] === codes[c])) kept.push(row);
  if (kept.length === rows || kept.length === 0) return table;
  const note = `${table.name}: the header comes again ${count(rows - kept.length, 'time')}, which is left out.`;
  return {
    ...table,
    rows: kept.length,
    columns: columns.map((column) => rowsOf(column, kept)),
    notes: [...table.notes, note],
    placeOf: (row) => placeOf(kept[row]!),
  };
}

function rowsOf(column: RawColumn, kept: readonly number[]): RawColumn {
  const { numbers, words } = column;
  const chosen = Float64Array.from(kept, (row) => numbers[row]!);
  const codes = Int32Array.from(kept, (row) => words?.codes[row] ?? -1);
  return { ...column, numbers: chosen, words: words && used(words.distinct, codes) };
}

/** Only the texts that occur, in order of their first rows. */
function used(distinct: readonly string[], codes: Int32Array): RawColumn['words'] {
  const again = new Map<number, number>();
  const newCodes = codes.map((code) => {
    if (code >= 0 && !again.has(code)) again.set(code, again.size);
    return code < 0 ? -1 : again.get(code)!;
  });
  return again.size === 0 ? undefined : { distinct: Array.from(again.keys(), (code) => distinct[code]!), codes: newCodes };
}
