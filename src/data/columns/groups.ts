import { count, quoted } from '../../fault.ts';
import { cellText, type RawTable } from '../raw-table.ts';

/** A number for each different text of the column, by row. */
export function groupsOf(table: RawTable, column: number, rows: Uint32Array): Uint32Array {
  const codes = new Map<string, number>();
  return Uint32Array.from(rows, (row) => {
    const text = cellText(table.columns[column]!, row);
    if (!codes.has(text)) codes.set(text, codes.size);
    return codes.get(text)!;
  });
}

/** Groups of which rows are in both files. */
export function sharedGroups(train: RawTable, test: RawTable, column: number | undefined): string[] {
  if (column === undefined) return [];
  const textsOf = (table: RawTable) => new Set(Array.from({ length: table.rows }, (_, row) => cellText(table.columns[column]!, row)));
  const known = textsOf(train);
  const shared = [...textsOf(test)].filter((text) => known.has(text)).length;
  const name = train.columns[column]!.name ?? `column ${column + 1}`;
  if (shared === 0) return [];
  return [
    `${count(shared, 'group')} of ${quoted(name)} ${shared === 1 ? 'has' : 'have'} rows in ${train.name} and in ${test.name}: what is measured there is partly memory (leakage).`,
  ];
}
