import { count, Fault, list, quoted } from '../../fault.ts';
import { cellText, type RawTable } from '../raw-table.ts';
import type { ColumnFacts } from './facts.ts';
import { type Declared, missingWords } from './missing.ts';
import { isMissing, nameOf } from './read-column.ts';

/** The labels of a file's rows, each once. */
export interface ClassLabels {
  /** In order of their first rows. */
  readonly texts: readonly string[];
  /** (rows) index into `texts`, −1 where there is none. */
  readonly codes: Int32Array;
}

/** More different numbers than these, and more than one in so many rows, are values rather than classes. */
const MOST_NUMBERED = 20;
const ROWS_EACH = 5;

/** The class that each row says: in one column, or in several of which a single one holds 1. @throws Fault */
export function classLabels(table: RawTable, columns: readonly number[], declared: Declared): ClassLabels {
  return columns.length > 1 ? oneHotLabels(table, columns) : columnLabels(table, columns[0]!, declared);
}

function columnLabels(table: RawTable, index: number, declared: Declared): ClassLabels {
  const raw = table.columns[index]!;
  const gaps = missingWords(raw, declared);
  const codeOf = new Map<string | number, number>(); // by the number or the text: to write each number out would take longer than all else
  const codes = new Int32Array(table.rows);
  for (let row = 0; row < table.rows; row++) {
    const cell = (raw.words?.codes[row] ?? -1) < 0 ? raw.numbers[row]! : cellText(raw, row);
    const code = isMissing(raw, row, gaps, declared) ? -1 : (codeOf.get(cell) ?? codeOf.size);
    if (code === codeOf.size) codeOf.set(cell, code);
    codes[row] = code;
  }
  return { texts: Array.from(codeOf.keys(), String), codes };
}

/** @throws Fault where a row has none or several */
function oneHotLabels(table: RawTable, columns: readonly number[]): ClassLabels {
  const numbers = columns.map((index) => table.columns[index]!.numbers);
  const codes = Int32Array.from({ length: table.rows }, (_, row) => {
    const on = numbers.flatMap((own, k) => (own[row] === 1 ? [k] : []));
    const off = numbers.filter((own) => own[row] === 0);
    if (on.length === 1 && off.length === columns.length - 1) return on[0]!;
    const names = list(columns.map((index) => nameOf(table.columns[index]!, index)));
    throw new Fault(
      `${table.placeOf(row)}: of the columns ${names} one must be 1 and the others 0, to be one label written one-hot; ${count(on.length, 'is', 'are')} 1. ` +
        'Several labels a row are not learnt; numbers to be predicted are for --task regression.',
    );
  });
  return { texts: columns.map((index) => nameOf(table.columns[index]!, index)), codes };
}

/** In numeric order if all are whole numbers, else in that of their UTF-16 units; one-hot classes in the columns' order. */
export function sortedClasses({ texts }: ClassLabels): string[] {
  const isWhole = texts.every((text) => /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)));
  return isWhole ? [...texts].sort((a, b) => Number(a) - Number(b)) : [...texts].sort();
}

/** @throws Fault if there is one class only, or the labels look like values; `isSaid` where the user says that they are classes */
export function checkClasses(table: RawTable, { column, summary }: ColumnFacts, classes: readonly string[], isSaid: boolean): void {
  const place = column.isNamed ? quoted(column.name) : column.name;
  if (classes.length < 2) {
    const what =
      classes.length === 0 ? 'holds no label' : `says ${quoted(classes[0]!)} in ${table.rows === 1 ? 'its only row' : `all ${count(table.rows, 'row')}`}`;
    throw new Fault(`${table.name}: the label, ${place}, ${what}; at least two classes are expected. Choose another column with --label.`);
  }
  if (column.kind !== 'numbers') return;
  const isMany = summary.distinct > MOST_NUMBERED && summary.distinct * ROWS_EACH > table.rows;
  if (summary.isWhole && (!isMany || isSaid)) return;
  throw new Fault(
    `${table.name}: the label, ${place}, ${summary.isWhole ? `holds ${count(summary.distinct, 'different number')} in ${count(table.rows, 'row')}` : 'holds numbers with decimals'}, ` +
      `from ${summary.from} to ${summary.to}: values to be predicted, it seems. Add --task regression${summary.isWhole ? ', or --task classification if each is a class' : ''}; or choose another column with --label.`,
  );
}

/** Labels that differ in case or blanks alone: two classes, though they may be meant as one. */
export function alikeClasses(name: string, classes: readonly string[]): string[] {
  const byForm = new Map<string, string[]>();
  for (const text of classes) {
    const form = text.toLowerCase().replace(/[\s_-]+/g, '');
    byForm.set(form, [...(byForm.get(form) ?? []), text]);
  }
  const alike = [...byForm.values()].filter((texts) => texts.length > 1 && texts.some((text) => /\p{L}/u.test(text)));
  return alike.map(
    (texts) =>
      `${name}: the labels ${list(texts)} differ in case or blanks alone, and are taken for ${texts.length} classes. If one is meant, write it in one way.`,
  );
}

const UNEVEN = 10;
const MOSTLY = 0.8;

/** Where an answer that never looks would be right most of the time, or a class is rare. */
export function unevenClasses(name: string, classes: readonly { readonly name: string; readonly rows: number }[]): string[] {
  const [most, ...others] = [...classes].sort((a, b) => b.rows - a.rows);
  const least = others.at(-1);
  const rows = classes.reduce((sum, one) => sum + one.rows, 0);
  if (!most || !least || (most.rows < rows * MOSTLY && most.rows < least.rows * UNEVEN)) return [];
  return [
    `${name}: ${most.rows.toLocaleString('en-US')} of ${count(rows, 'row')} are of class ${quoted(most.name)}, ${least.rows.toLocaleString('en-US')} of ${quoted(least.name)}: ` +
      `always to answer ${quoted(most.name)} is right in ${((100 * most.rows) / rows).toFixed(0)} %. Accuracy says little there; --class-weights balanced weighs rare classes up.`,
  ];
}
