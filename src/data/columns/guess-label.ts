import type { Candidate } from './candidates.ts';
import type { ColumnFacts } from './facts.ts';

/** What a file's columns say of which is the label. */
export type Guess =
  | { readonly kind: 'clear'; readonly columns: readonly number[]; readonly reason: string }
  /** The reason why not, and what may be meant, the likeliest first. */
  | { readonly kind: 'unclear'; readonly reason: string; readonly classes: readonly Candidate[]; readonly values: readonly Candidate[] };

/** The best and nothing that rivals it; else what stands to choose. `values` are columns that a regression might predict. */
export function guessClasses(facts: readonly ColumnFacts[], classes: readonly Candidate[], values: readonly Candidate[]): Guess {
  const [first, last] = endsOf(facts);
  const byName = [...classes].filter(({ rank }) => rank !== undefined).sort((a, b) => a.rank! - b.rank!);
  const named = byName[0];
  const rival = values.find(({ rank }) => rank !== undefined && rank < 2 && (named === undefined || rank < named.rank!));
  const at = (index: number | undefined) => classes.find(({ columns }) => index !== undefined && columns.includes(index));
  const order = [...new Set([...byName, at(last), at(first), ...classes.filter(({ isOfWords }) => isOfWords), ...classes])].filter((one) => one !== undefined);
  const unclear = (reason: string): Guess => ({ kind: 'unclear', reason, classes: order, values });
  if (rival) {
    const name = facts[rival.columns[0]!]!.column.name;
    return unclear(`'${name}' may be values to be predicted, which need --task regression`);
  }
  if (named) {
    const isShared = byName[1]?.rank === named.rank;
    const isSure = named.rank! < 2 || named === at(first) || named === at(last) || classes.length === 1;
    if (isSure && !isShared) return clear(named, 'by its name');
    return unclear(isShared ? 'several columns are named as labels are' : 'its name alone is not sure enough');
  }
  return byPlace(facts, classes, values, unclear);
}

function byPlace(facts: readonly ColumnFacts[], classes: readonly Candidate[], values: readonly Candidate[], unclear: (reason: string) => Guess): Guess {
  const [first, last] = endsOf(facts);
  const [only] = classes;
  if (only === undefined) return unclear('no column has few enough different values to be classes');
  const group = classes.find(({ columns }) => columns.length > 1);
  if (group) return clear(group, 'the last columns, of which each row has a single 1');
  const atFirst = classes.find(({ columns }) => columns[0] === first);
  const atLast = classes.find(({ columns }) => columns[0] === last);
  const words = classes.filter(({ isOfWords }) => isOfWords);
  const best = atLast ?? atFirst;
  if (best === undefined) return unclear('neither the first nor the last column can be it');
  if (best.isFeatureName) return unclear('its name is rather a feature’s');
  if (atLast && words.length === 1 && words[0] === atLast) return clear(atLast, 'the only column of words, the last');
  if (atLast && atFirst && atLast !== atFirst) return unclear('both the first and the last column can be it');
  if (atLast && !atLast.isOfWords && words.length > 0) return unclear('the last column is of few numbers, but others are of words');
  if (atLast) return clear(atLast, atLast.isOfWords ? 'the last column of words' : 'the last column, of few different numbers');
  if (values.some(({ columns, isCounted }) => columns[0] === last && isCounted)) return unclear('the last column may be counts to be predicted');
  const others = classes.filter((one) => one !== atFirst);
  if (atFirst?.isOfWords && words.length === 1)
    return others.length === 0 ? clear(atFirst, 'the only column of words') : unclear('the first column is of words, but others have few values too');
  if (others.length === 0 || !facts[0]!.column.isNamed) return clear(best, 'the first column, of few different numbers');
  return unclear('several columns have few different values');
}

/** Of a regression: a name decides alone. */
export function guessValues(values: readonly Candidate[]): Guess {
  const [named, next] = values.filter(({ rank }) => rank !== undefined);
  if (named && next?.rank !== named.rank) return clear(named, 'by its name');
  const [only] = values;
  if (only && values.length === 1) return clear(only, 'the only column of many different numbers');
  return { kind: 'unclear', reason: named ? 'several columns are named as targets are' : 'no name tells', classes: [], values };
}

function clear({ columns }: Candidate, reason: string): Guess {
  return { kind: 'clear', columns, reason };
}

/** The first and the last column that are of any use. */
function endsOf(facts: readonly ColumnFacts[]): [first: number | undefined, last: number | undefined] {
  const useful = facts.filter(({ useless, column }) => !useless && column.kind !== 'dates').map(({ column }) => column.index);
  return [useful[0], useful.at(-1)];
}
