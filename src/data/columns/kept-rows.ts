import { count, Fault, quoted } from '../../fault.ts';
import type { RawTable } from '../raw-table.ts';
import type { Feature } from './features.ts';
import type { Missing } from './options.ts';
import type { ReadColumn } from './read-column.ts';

/** The rows that are used, and how many are not, by reason. */
export interface KeptRows {
  readonly rows: Uint32Array;
  readonly dropped: readonly { readonly why: string; readonly rows: number }[];
}

/** A larger share of the rows than this is not left out unasked. */
const MOST_DROPPED = 0.2;

/** By row, whether a label is there. */
export function keptRows(table: RawTable, hasLabel: (row: number) => boolean, columns: readonly ReadColumn[], missing: Missing | undefined): KeptRows {
  const isFilled = missing === 'mean' || missing === 'median' || missing === 'most-frequent';
  const gappy = columns.filter((column) => column.missing > 0);
  const hasGap = (row: number) => gappy.some((column) => isGap(column, row));
  const all = new Uint32Array(table.rows).map((_, row) => row);
  const labelled = all.filter(hasLabel);
  const rows = isFilled || gappy.length === 0 ? labelled : labelled.filter((row) => !hasGap(row));
  const incomplete = labelled.length - rows.length;
  const row = missing === 'error' ? all.find((one) => !hasLabel(one) || hasGap(one)) : undefined;
  if (row !== undefined) {
    const column = gappy.find((one) => isGap(one, row));
    throw new Fault(
      `${table.placeOf(row)}: ${column ? `${quoted(column.name)} is missing` : 'the label is missing'}, which --missing error refuses. Fill it in or leave the row out.`,
    );
  }
  if (missing === undefined && incomplete > labelled.length * MOST_DROPPED) throw manyMissing(table, gappy, incomplete, labelled.length);
  if (rows.length === 0)
    throw new Fault(`${table.name}: no row is left: ${count(incomplete, 'row')} with missing values, ${all.length - labelled.length} without a label.`);
  const dropped = [
    { why: 'missing', rows: incomplete },
    { why: 'without a label', rows: all.length - labelled.length },
  ];
  return { rows, dropped: dropped.filter((one) => one.rows > 0) };
}

export function isGap(column: ReadColumn, row: number): boolean {
  return column.kind === 'words' ? column.codes[row]! < 0 : column.kind !== 'mixed' && Number.isNaN(column.numbers[row]);
}

/** The features without those that have gaps, where they are to be left out. */
export function completeFeatures(features: readonly Feature[], missing: Missing | undefined): Feature[] {
  return missing === 'drop-columns' ? features.filter(({ column }) => column.missing === 0) : [...features];
}

function manyMissing({ name }: RawTable, gappy: readonly ReadColumn[], incomplete: number, rows: number): Fault {
  const most = [...gappy].sort((a, b) => b.missing - a.missing).slice(0, 5);
  const where = most.map((column) => `${quoted(column.name)} ${column.missing.toLocaleString('en-US')}`).join(', ');
  return new Fault(
    `${name}: ${incomplete.toLocaleString('en-US')} of ${count(rows, 'row')} have missing values (${where}${gappy.length > most.length ? ', …' : ''}). Add what is to become of them:`,
    '  --missing median        fills them in by the training rows (or mean, most-frequent)',
    '  --missing drop-columns  leaves those columns out',
    '  --missing drop-rows     leaves those rows out',
  );
}
