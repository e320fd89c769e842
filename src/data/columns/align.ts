import { count, Fault, list, quoted } from '../../fault.ts';
import type { RawTable } from '../raw-table.ts';
import { nearest } from './named-column.ts';

/** The test file with the training file's columns, in its order: by their names where both have them, else by place. */
export function aligned(
  test: RawTable,
  train: RawTable,
  needed: ReadonlySet<number>,
  label: readonly number[],
): { readonly table: RawTable; readonly notes: readonly string[] } {
  const names = train.columns.map(({ name }) => name ?? '');
  const found = test.columns.map(({ name }) => name ?? '');
  const isNamed = (list: readonly string[]) => new Set(list).size === list.length && list.filter((name) => name !== '').length >= list.length - 1;
  const byName = train.columns.some(({ name }) => name) && test.columns.some(({ name }) => name) && isNamed(names) && isNamed(found);
  if (!byName) {
    if (test.columns.length === train.columns.length) return { table: test, notes: [] };
    throw new Fault(
      `${test.name} has ${count(test.columns.length, 'column')}, ${train.name} has ${train.columns.length}. Without names in both files both must have the same columns, the label included.`,
    );
  }
  const lost = names.findIndex((name, index) => needed.has(index) && !found.includes(name));
  if (lost >= 0) throw noColumn(test, train, { name: names[lost]!, isLabel: label.includes(lost) }, found);
  const extra = found.filter((name) => !names.includes(name));
  const empty = { numbers: new Float64Array(test.rows).fill(NaN), words: { distinct: [''], codes: new Int32Array(test.rows) } };
  const columns = names.map((name) => test.columns[found.indexOf(name)] ?? { name, ...empty });
  return {
    table: { ...test, columns },
    notes: extra.length === 0 ? [] : [`${test.name}: ${list(extra)} ${extra.length === 1 ? 'is' : 'are'} not in ${train.name}: left out.`],
  };
}

function noColumn(test: RawTable, train: RawTable, { name, isLabel }: { name: string; isLabel: boolean }, found: readonly string[]): Fault {
  const near = nearest(name, found);
  if (isLabel && near === undefined) {
    return new Fault(
      `${test.name}: there is no column ${quoted(name)}, the label: rows without it cannot be tested on. Leave --test out, and a part of ${train.name} is set aside.`,
    );
  }
  return new Fault(
    `${test.name}: there is no column ${quoted(name)}, which ${train.name} has; ${near === undefined ? '' : `is it ${quoted(near)}? `}the columns are ${list(found, 12)}. Are these files of one data set?`,
  );
}
