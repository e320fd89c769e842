import type { RawTable } from '../../../../src/data/raw-table.ts';

/** A table as a file would give it: names, if any, then rows; a cell that is a plain decimal is a number. */
export function table(names: readonly string[] | undefined, rows: readonly (readonly (string | number)[])[], name = 'train.csv'): RawTable {
  const columns = (rows[0] ?? []).map((_, c) => {
    const texts = rows.map((row) => String(row[c]));
    const numbers = Float64Array.from(texts, (text) => (/^-?\d+(\.\d+)?(e-?\d+)?$/.test(text) ? Number(text) : NaN));
    const distinct = [...new Set(texts.filter((_text, r) => Number.isNaN(numbers[r])))];
    const codes = Int32Array.from(texts, (text, r) => (Number.isNaN(numbers[r]) ? distinct.indexOf(text) : -1));
    return { name: names?.[c], numbers, words: distinct.length === 0 ? undefined : { distinct, codes } };
  });
  return { name, rows: rows.length, columns, notes: [], placeOf: (row) => `${name}:${row + (names ? 2 : 1)}` };
}

/** The same from lines: cells between commas, a header where `header` says so. */
export function lines(text: string, header = true, name = 'train.csv'): RawTable {
  const cells = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(','));
  return header ? table(cells[0], cells.slice(1), name) : table(undefined, cells, name);
}

/** n rows, made one by one. */
export function made(names: readonly string[] | undefined, n: number, row: (r: number) => (string | number)[]): RawTable {
  return table(
    names,
    Array.from({ length: n }, (_, r) => row(r)),
  );
}
