import { count, Fault, quoted } from '../../fault.ts';
import { shellQuoted } from '../../host/shell-quoted.ts';
import { cellText, type RawTable } from '../raw-table.ts';
import type { Candidate } from './candidates.ts';
import { type ColumnFacts, foundIn } from './facts.ts';
import type { Guess } from './guess-label.ts';
import { isGap } from './kept-rows.ts';
import type { ColumnFound } from './story.ts';

const SHOWN_ROWS = 3;
const SHOWN_COLUMNS = 8;
const WIDEST_CELL = 14;

/** Which column is the label has to be said; what was found in all of them goes with it. */
export class UnclearLabel extends Fault {
  readonly columns: readonly ColumnFound[];

  constructor(columns: readonly ColumnFound[], ...lines: readonly string[]) {
    super(...lines);
    this.columns = columns;
  }
}

/** The first rows as a table, and what to add to the command: each line ready to be pasted. */
export function unclearLabel(table: RawTable, facts: readonly ColumnFacts[], guess: Extract<Guess, { kind: 'unclear' }>, isRegression: boolean): UnclearLabel {
  const classes = guess.classes.slice(0, guess.values.length > 0 ? 2 : 3).map((one) => [optionOf(table, one, ''), classesIn(table, facts, one)] as const);
  const regression = isRegression ? '' : ' --task regression';
  const values = guess.values.slice(0, 3 - classes.length || 1).map((one) => [optionOf(table, one, regression), valuesIn(facts, one)] as const);
  const rival = guess.reason.startsWith("'"); // what would be predicted comes first where its name tells
  const options = rival ? [...values, ...classes] : [...classes, ...values];
  const width = Math.max(...options.map(([option]) => option.length), 0);
  const choice =
    options.length === 0
      ? ['Say it with --label and a name or an index from 0.']
      : ['Add what is meant:', ...options.map(([option, what]) => `  ${option.padEnd(width)}  ${what}`)];
  return new UnclearLabel(
    facts.map(foundIn),
    `${table.name}: which column is the label is not clear: ${guess.reason}. The first rows:`,
    ...firstRows(table, facts, options.length === 0 ? [] : [...guess.classes, ...guess.values]),
    ...choice,
  );
}

/** '--label species'; '--label 4' where it has no name, or one that is not its own. */
function optionOf({ columns }: RawTable, { columns: chosen }: Pick<Candidate, 'columns'>, rest: string): string {
  const words = chosen.map((index) => {
    const name = columns[index]!.name;
    const isOwn = name && !/^[+-]?\d+$/.test(name) && !name.includes(',') && columns.filter((other) => other.name === name).length === 1;
    return isOwn ? name : String(index);
  });
  return `--label ${shellQuoted(words.join(','))}${rest}`;
}

/** Gaps are no class. */
function classesIn({ columns, rows }: RawTable, facts: readonly ColumnFacts[], { columns: chosen }: Candidate): string {
  if (chosen.length > 1) return `${chosen.length} classes, one column each`;
  const raw = columns[chosen[0]!]!;
  const counts = new Map<string, number>();
  const { column } = facts[chosen[0]!]!;
  for (let row = 0; row < rows; row++) if (!isGap(column, row)) counts.set(cellText(raw, row), (counts.get(cellText(raw, row)) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3);
  const distinct = facts[chosen[0]!]!.summary.distinct;
  return `${count(distinct, 'class', 'classes')}: ${most.map(([text, n]) => `${quoted(text)} ${n.toLocaleString('en-US')}`).join(', ')}${distinct > most.length ? ', …' : ''}`;
}

function valuesIn(facts: readonly ColumnFacts[], { columns }: Candidate): string {
  const { from = 0, to = 0 } = facts[columns[0]!]!.summary;
  return `values from ${from} to ${to}`;
}

/** Names or indices above the first rows; of many columns the first, the last and those that may be meant. */
function firstRows(table: RawTable, facts: readonly ColumnFacts[], meant: readonly Pick<Candidate, 'columns'>[] = []): string[] {
  const shown = shownColumns(
    facts.length,
    meant.flatMap(({ columns }) => columns),
  );
  const rows = Array.from({ length: Math.min(SHOWN_ROWS, table.rows) }, (_, row) => row);
  const cells = shown.map((index) => [facts[index]!.column.name, ...rows.map((row) => cellText(table.columns[index]!, row))].map(cut));
  const widths = cells.map((column) => Math.max(...column.map((text) => text.length)));
  return ['', ...rows].map((_, line) => `  ${cells.map((column, c) => column[line]!.padEnd(widths[c]!)).join('  ')}`.trimEnd());
}

function shownColumns(columns: number, meant: readonly number[]): number[] {
  const all = Array.from({ length: columns }, (_, index) => index);
  if (columns <= SHOWN_COLUMNS) return all;
  const chosen = new Set([...meant, 0, columns - 1, ...all].slice(0, SHOWN_COLUMNS * 3));
  return [...chosen].slice(0, SHOWN_COLUMNS).sort((a, b) => a - b);
}

function cut(text: string): string {
  return text.length > WIDEST_CELL ? `${text.slice(0, WIDEST_CELL - 1)}…` : text;
}
