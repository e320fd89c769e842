import { quoted } from '../../../fault.ts';
import { cellText, type RawTable } from '../../raw-table.ts';
import { isRemark } from './footnotes.ts';

const SUM = /^((grand|sub)[\s-]?)?(total|totals|sum|average|mean|summe|gesamt|insgesamt|mittelwert|totaal|totale|somme|moyenne|suma|promedio)\s*:?$/i;
/** More rows than these at an end are not looked at. */
const MOST = 5;
/** Fewer rows than these are left to be what they are. */
const FEW_ROWS = 5;

/** How many rows stand above those that sum them up, remark on them or are empty, and what is said of these. */
export function aboveSums(table: RawTable): { readonly rows: number; readonly notes: readonly string[] } {
  const notes: string[] = [];
  let { rows } = table;
  for (; rows > FEW_ROWS && notes.length < MOST; rows--) {
    const row = rows - 1;
    const filled = table.columns.map((_, c) => c).filter((c) => cellText(table.columns[c]!, row) !== '');
    const first = filled[0];
    if (first === undefined && table.columns.length > 1) continue;
    if (first === undefined) break;
    const text = cellText(table.columns[first]!, row);
    const isSum = SUM.test(text) && isOnce(table, first, row);
    if (!isSum && !(filled.length === 1 && table.columns.length > 2 && isRemark(text))) break;
    notes.unshift(`${table.placeOf(row)}: left out, ${isSum ? 'as it sums up the rows above' : 'as no row of the table'}: ${quoted(text)}.`);
  }
  return { rows, notes };
}

function isOnce({ columns, rows }: RawTable, c: number, row: number): boolean {
  const codes = columns[c]!.words!.codes.subarray(0, rows);
  return codes.indexOf(codes[row]!) === row;
}
