import { count, escaped } from '../../fault.ts';
import type { ColumnStory, DataStory } from './story.ts';

const SHOWN_CLASSES = 4;
const SHOWN_COLUMNS = 6;
const LONGEST_WORD = 12;

/** 'column 5, species, by its name (3 classes: setosa 50, versicolor 50, virginica 50)' */
export function labelFact({ label }: DataStory): string {
  const places = label.columns.map((index, k) => (label.names[k] === `column ${index + 1}` ? `column ${index + 1}` : `column ${index + 1}, ${label.names[k]}`));
  const where = places.length > SHOWN_CLASSES ? `${count(places.length, 'column')}, ${label.names[0]} to ${label.names.at(-1)}` : places.join('; ');
  const classes = (label.classes ?? []).slice(0, SHOWN_CLASSES).map(({ name, rows }) => `${name} ${rows.toLocaleString('en-US')}`);
  const rest = (label.classes?.length ?? 0) > SHOWN_CLASSES ? ', …' : '';
  const what = label.classes
    ? `${count(label.classes.length, 'class', 'classes')}: ${classes.join(', ')}${rest}`
    : `values: ${label.ranges!.map(([from, to]) => `${short(from)} to ${short(to)}`).join(', ')}`;
  return escaped(`${where} (${what}); ${label.reason}`);
}

/** '4 numeric, 1 of words as 3 inputs; left out: id (row numbers)' */
export function featuresFact({ columns }: DataStory): string {
  const used = columns.filter(({ use }) => use === 'feature');
  const kinds = KINDS.flatMap(([kind, says]) => {
    const own = used.filter((column) => column.kind === kind);
    const inputs = own.reduce((sum, column) => sum + column.inputs, 0);
    return own.length === 0 ? [] : [`${own.length.toLocaleString('en-US')} ${says}${inputs === own.length ? '' : ` as ${count(inputs, 'input')}`}`];
  });
  const written = used.flatMap(({ name, why }) => (why === undefined ? [] : [`${name}: ${why}`]));
  const groups = columns.flatMap(({ use, name }) => (use === 'group' ? [`rows kept together by ${name}`] : []));
  return escaped([kinds.join(', '), ...some(written), ...groups, ...leftOut(columns)].join('; '));
}

/** '150 rows of the file, 2 left out: missing' */
export function rowsFact({ rows, dropped }: DataStory): string {
  return [count(rows, 'row'), ...dropped.map((one) => `${one.rows.toLocaleString('en-US')} left out: ${one.why}`)].join(', ');
}

/** All of it in one line, for where there is no room for three. */
export function storyLine(story: DataStory): string {
  return `label: ${labelFact(story)}; features: ${featuresFact(story)}; ${rowsFact(story)}`;
}

const KINDS = [
  ['numbers', 'numeric'],
  ['percentages', 'of percentages'],
  ['booleans', 'of yes or no'],
  ['dates', 'of dates'],
  ['words', 'of words'],
] as const;

function leftOut(columns: readonly ColumnStory[]): string[] {
  const left = columns.filter(({ use }) => use === 'left out').map(({ name, why }) => `${name} (${why})`);
  return left.length === 0 ? [] : [`left out: ${some(left).join(', ')}`];
}

function some(texts: readonly string[]): string[] {
  return texts.length > SHOWN_COLUMNS ? [...texts.slice(0, SHOWN_COLUMNS), `and ${texts.length - SHOWN_COLUMNS} more`] : [...texts];
}

/** A number as it is told: at most six digits. */
export function short(x: number): string {
  return String(Number(x.toPrecision(6)));
}

/** What a column holds: 'from 1 to 3', 'red, green, blue'. */
export function rangeFact({ from, to, kind, distinct, words }: Pick<ColumnStory, 'from' | 'to' | 'kind' | 'distinct' | 'words'>): string {
  if (words) return words.map(brief).join(', ') + (distinct > words.length ? ', …' : '');
  if (from === undefined || to === undefined) return '';
  if (kind === 'booleans') return 'no, yes';
  if (kind === 'dates') return `${dateOf(from)} to ${dateOf(to)}`;
  return distinct === 1 ? short(from) : `${short(from)} to ${short(to)}`;
}

function brief(word: string): string {
  return word.length > LONGEST_WORD ? `${word.slice(0, LONGEST_WORD - 1)}…` : word;
}

function dateOf(days: number): string {
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}
