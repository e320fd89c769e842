import { count, Fault, quoted } from '../../fault.ts';
import { shellQuoted } from '../../host/shell-quoted.ts';
import type { RawTable } from '../raw-table.ts';
import { classCandidates, valueCandidates } from './candidates.ts';
import { type ColumnFacts, factsOf } from './facts.ts';
import type { Feature } from './features.ts';
import { guessClasses, guessValues } from './guess-label.ts';
import { type Declared, declaredMissing } from './missing.ts';
import { columnNamed, columnsNamed } from './named-column.ts';
import type { ColumnOptions } from './options.ts';
import { unclearLabel } from './unclear.ts';

/** What is made of each column, decided on the training file alone: whatever it is applied to becomes rows of the same inputs. */
export interface Recipe {
  readonly facts: readonly ColumnFacts[];
  readonly label: { readonly columns: readonly number[]; readonly reason: string };
  readonly group: number | undefined;
  readonly features: readonly Feature[];
  /** By index, why a column is left out. */
  readonly leftOut: ReadonlyMap<number, string>;
  readonly declared: Declared;
}

/** @throws Fault if the label is not clear, a column is not there, or no feature is left */
export function recipeFor(table: RawTable, options: ColumnOptions): Recipe {
  const declared = declaredMissing(options.missingValues);
  const facts = factsOf(table, declared);
  const label = labelOf(table, facts, options);
  const group = options.group === undefined ? undefined : columnNamed(table, options.group, '--group');
  const taken = [...label.columns, ...(group === undefined ? [] : [group])];
  const { kept, leftOut } = chosenColumns(table, facts, taken, options);
  const features = kept.map((index) => featureOf(table, facts[index]!, options));
  const odd = features.find(({ column }) => column.kind === 'mixed')?.column;
  if (odd?.kind === 'mixed') throw odd.fault;
  return { facts, label, group, features, leftOut, declared };
}

function labelOf(table: RawTable, facts: readonly ColumnFacts[], { label, labelSaidBy = 'as --label says', task, group }: ColumnOptions): Recipe['label'] {
  if (label !== undefined) return { columns: columnsNamed(table, label, '--label'), reason: labelSaidBy };
  if (task === 'labels')
    throw new Fault(`${table.name}: which columns are the labels? Name them, each of 0 and 1: --label a,b,c; or one whose cells hold several, 'a|b'.`);
  const taken = group === undefined ? -1 : columnNamed(table, group, '--group');
  const free = facts.map((fact, index) => (index === taken ? { ...fact, useless: 'the group' } : fact));
  const values = valueCandidates(free, table.rows);
  const guess = task === 'regression' ? guessValues(values) : guessClasses(free, classCandidates(free, table.rows), values);
  if (guess.kind === 'clear') return guess;
  throw unclearLabel(table, facts, guess, task === 'regression');
}

interface Chosen {
  readonly kept: readonly number[];
  readonly leftOut: ReadonlyMap<number, string>;
}

/** Which columns are features, and why the others are none. @throws Fault if none is */
function chosenColumns(table: RawTable, facts: readonly ColumnFacts[], taken: readonly number[], options: ColumnOptions): Chosen {
  const asked = options.columns && new Set(options.columns.flatMap((word) => columnsNamed(table, word, '--columns')));
  const dropped = new Set((options.drop ?? []).flatMap((word) => columnsNamed(table, word, '--drop')));
  const leftOut = new Map<number, string>();
  for (const { column, useless } of facts) {
    const why = whyLeftOut(column.index, useless, column.kind, { asked, dropped, options });
    if (why !== undefined && !taken.includes(column.index)) leftOut.set(column.index, why);
  }
  const free = facts.map(({ column }) => column.index).filter((index) => !taken.includes(index));
  const kept = free.filter((index) => !leftOut.has(index));
  if (kept.length > 0) return { kept, leftOut };
  const lastResort = free.filter((index) => {
    const { column, useless } = facts[index]!;
    return column.kind === 'numbers' && useless !== undefined && useless !== 'empty' && leftOut.get(index) === useless;
  });
  for (const index of lastResort) leftOut.delete(index);
  if (lastResort.length > 0) return { kept: lastResort, leftOut };
  const reasons = [...leftOut].map(([index, why]) => `${facts[index]!.column.name} (${why})`).slice(0, 8);
  throw new Fault(
    `${table.name}: no column is left to learn from beside the label${reasons.length > 0 ? `: left out are ${reasons.join(', ')}` : '; at least one feature is expected'}.`,
  );
}

interface Choice {
  readonly asked: ReadonlySet<number> | undefined;
  readonly dropped: ReadonlySet<number>;
  readonly options: ColumnOptions;
}

function whyLeftOut(index: number, useless: string | undefined, kind: ColumnFacts['column']['kind'], { asked, dropped, options }: Choice): string | undefined {
  if (dropped.has(index)) return 'as --drop says';
  if (asked && !asked.has(index)) return 'not among --columns';
  if (kind === 'dates' && options.dates !== 'days') return 'dates; --dates days takes them as numbers';
  if (kind === 'words' && options.encode === 'drop') return 'words, as --encode says';
  if (useless === 'empty' || (useless && !asked && !options.arePixels)) return useless;
  return undefined;
}

/** More words than these are not written one-hot: an input for each would fill the memory, and be learnt from hardly a row. */
const MOST_WORDS = 1000;

function featureOf(table: RawTable, { column }: ColumnFacts, { encode = 'one-hot', missing, missingIndicators }: ColumnOptions): Feature {
  const isFilled = missing === 'mean' || missing === 'median' || missing === 'most-frequent';
  const as = column.kind === 'words' ? (encode === 'ordinal' ? 'ordinal' : 'one-hot') : 'number';
  if (as === 'one-hot' && column.kind === 'words' && column.levels.length > MOST_WORDS) {
    throw new Fault(
      `${table.name}: column ${column.index + 1}, ${quoted(column.name)}, holds ${count(column.levels.length, 'different word')}, more than are written one-hot (${MOST_WORDS.toLocaleString('en-US')}). ` +
        `Leave it out with --drop ${column.isNamed ? shellQuoted(column.name) : column.index}, or add --encode ordinal.`,
    );
  }
  return {
    column,
    as,
    levels: column.kind === 'words' ? column.levels : [],
    hasIndicator: Boolean(missingIndicators) && isFilled && column.missing > 0,
    leavesGaps: as === 'ordinal' || missing === 'most-frequent',
  };
}
