import type { RawTable } from '../raw-table.ts';
import { plainName } from './label-names.ts';
import type { Declared } from './missing.ts';
import { type ReadColumn, readColumn } from './read-column.ts';
import type { ColumnFound } from './story.ts';
import { type Summary, summaryOf } from './summary.ts';

/** A column, what it holds, and why it is no feature and no label if it is of no use as either. */
export interface ColumnFacts {
  readonly column: ReadColumn;
  readonly summary: Summary;
  /** 'row numbers', 'an id': in words; undefined of a column that may be learnt from. */
  readonly useless: string | undefined;
}

/** Names of what only tells rows apart. */
const ID_NAME = /^(|id|index|idx|rowid|rowno|rownum|rownumber|rowname|rownames|unnamed0?|uuid|guid)$/;
const ENDS_IN_ID = /[\s_.-]id$|[a-z]I[dD]$/i;

/** Of fewer rows than these no row of numbers is told to be their count, and no text to be different in every row. */
const FEW_ROWS = 10;

export function factsOf(table: RawTable, declared: Declared): ColumnFacts[] {
  return table.columns.map((_, index) => {
    const column = readColumn(table, index, declared);
    const summary = summaryOf(column);
    return {
      column,
      summary,
      useless: uselessness(
        column,
        summary,
        table.rows,
        table.columns.some(({ name }) => name),
      ),
    };
  });
}

/** The same as it is told, before anything is decided. */
export function foundIn({ column: { index, name, kind, missing }, summary: { isWhole: _, ...held }, useless }: ColumnFacts): ColumnFound {
  return { index, name, kind, ...(useless !== undefined && { why: useless }), missing, ...held };
}

function uselessness(column: ReadColumn, { distinct, from }: Summary, rows: number, hasNames: boolean): string | undefined {
  if (column.kind === 'mixed') return undefined;
  const known = rows - column.missing;
  if (known === 0) return 'empty';
  if (distinct === 1 && column.missing === 0) return `always ${column.kind === 'words' ? `'${column.levels[0]}'` : from}`;
  const isIdName = column.isNamed ? isIdentifier(column.name) : hasNames && column.index === 0; // an index is written without a name
  if (column.kind === 'numbers' && countsRows(column.numbers) && (rows >= FEW_ROWS || isIdName || !column.isNamed) && rows > 2) return 'row numbers';
  if (isIdName && known > 2 && isDifferentInEveryRow(column)) return 'an id';
  return column.kind === 'words' ? uselessWords(column.levels, known, rows) : undefined;
}

const PART = /^(public|private)?[\s_-]?(train(ing)?|test(ing)?|val(id(ation)?)?|dev(elopment)?|hold-?out)$/i;
const NUMBERS = /^\[?\s*-?\d[\d.eE+-]*(?:[\s,;]+-?\d[\d.eE+-]*){2,}\s*\]?$/;

function uselessWords(levels: readonly string[], known: number, rows: number): string | undefined {
  if (levels.length > 1 && levels.every((level) => PART.test(level))) return 'tells rows to train on from rows to test with';
  if (rows < FEW_ROWS || levels.length * 2 <= known) return undefined;
  if (levels.every((level) => NUMBERS.test(level))) return 'lists of numbers, each of which takes a column of its own';
  return `text, ${levels.length === known ? 'different in every row' : `${levels.length} different`}`;
}

function isIdentifier(name: string): boolean {
  return ID_NAME.test(plainName(name)) || ENDS_IN_ID.test(name);
}

/** n, n + 1, n + 2, … */
function countsRows(numbers: Float64Array): boolean {
  return Number.isInteger(numbers[0]) && numbers.every((x, row) => x === numbers[0]! + row);
}

function isDifferentInEveryRow(column: Exclude<ReadColumn, { kind: 'mixed' }>): boolean {
  const values = column.kind === 'words' ? column.codes.filter((code) => code >= 0) : column.numbers.filter((x) => !Number.isNaN(x));
  return (column.kind === 'words' || column.numbers.every((x) => Number.isNaN(x) || Number.isInteger(x))) && new Set<number>(values).size === values.length;
}
