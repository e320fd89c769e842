import type { ColumnFacts } from './facts.ts';
import { isNameOfFeature, isNameOfValues, labelRank } from './label-names.ts';

/** What may be the label: a column, or several that say one class, each its own. */
export interface Candidate {
  readonly columns: readonly number[]; // indices
  readonly rank: number | undefined; // how surely its name is a label's
  readonly isOfWords: boolean;
  readonly isFeatureName: boolean;
  /** Of values: whole numbers that come again and again, as counts and marks do. */
  readonly isCounted?: boolean;
}

/** More different whole numbers than these are hardly classes, unless a name says so. */
const MOST_NUMBERED = 20;
const MOST_NAMED = 1000;
const COUNTED_ROWS = 4;

/** The columns whose values may be classes. */
export function classCandidates(facts: readonly ColumnFacts[], rows: number): Candidate[] {
  const group = oneHotGroup(facts);
  const names = facts.map(({ column }) => column.name);
  const single = facts.flatMap(({ column, summary, useless }): Candidate[] => {
    const rank = column.isNamed ? labelRank(column.name, names) : undefined;
    const most = rank === undefined ? MOST_NUMBERED : MOST_NAMED;
    const isFew = summary.distinct >= 2 && (summary.distinct <= 2 || summary.distinct * (column.kind === 'numbers' && rank !== 0 ? COUNTED_ROWS : 2) <= rows);
    const isOfClasses = column.kind === 'words' || column.kind === 'booleans' || (column.kind === 'numbers' && summary.isWhole && summary.distinct <= most);
    if (useless !== undefined || !isOfClasses || !isFew || group?.includes(column.index)) return [];
    return [{ columns: [column.index], rank, isOfWords: column.kind !== 'numbers', isFeatureName: column.isNamed && isNameOfFeature(column.name) }];
  });
  return group ? [...single, { columns: group, rank: undefined, isOfWords: false, isFeatureName: false }] : single;
}

/** The columns whose values may be predicted as they are, those whose names say so first, then the last. */
export function valueCandidates(facts: readonly ColumnFacts[], rows: number): Candidate[] {
  const names = facts.map(({ column }) => column.name);
  const many = facts.filter(
    ({ column: { kind }, summary, useless }) =>
      (kind === 'numbers' || kind === 'percentages') && !useless && summary.distinct > Math.min(MOST_NUMBERED, rows / 4),
  );
  const candidates = many.map(({ column, summary }): Candidate => {
    const named = column.isNamed ? labelRank(column.name, names) : undefined;
    const rank = named ?? (column.isNamed && isNameOfValues(column.name) ? 1 : undefined);
    const isCounted = summary.isWhole && summary.distinct * COUNTED_ROWS <= rows;
    return { columns: [column.index], rank, isOfWords: false, isFeatureName: column.isNamed && isNameOfFeature(column.name), isCounted };
  });
  const last = facts.length - 1;
  const order = ({ rank = 9, columns }: Candidate) => rank * 2 + (columns[0] === last ? 0 : 1);
  return candidates.sort((a, b) => order(a) - order(b));
}

/** Three columns or more at the end, 0 or 1, of which each row has a single 1: one class, written one-hot. */
function oneHotGroup(facts: readonly ColumnFacts[]): number[] | undefined {
  const isOff = ({ column, summary }: ColumnFacts) =>
    column.kind === 'numbers' && column.missing === 0 && summary.isWhole && summary.from === 0 && summary.to === 1;
  const before = facts.findLastIndex((fact) => !isOff(fact));
  const last = facts.slice(before + 1);
  for (let from = 0; last.length - from >= 3; from++) {
    const columns = last.slice(from).flatMap(({ column }) => (column.kind === 'numbers' ? [column] : []));
    if (before + from < 0) continue; // a feature is left
    const numbers = columns.map((column) => column.numbers);
    if (numbers[0]!.every((_, row) => numbers.reduce((sum, own) => sum + own[row]!, 0) === 1)) return columns.map(({ index }) => index);
  }
  return undefined;
}
