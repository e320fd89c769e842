import { distance } from 'fastest-levenshtein';
import { Fault, list, quoted } from '../../fault.ts';
import type { RawTable } from '../raw-table.ts';

/** How the user names a column: an index from 0, negative from the end, or a name in the header. */
export type ColumnWord = number | string;

/** 'species'; 'price,rent'; '0,2-5': each a name, an index or a range of them. @throws Fault for one that is not there */
export function columnsNamed(table: RawTable, given: ColumnWord | readonly ColumnWord[], option: string): number[] {
  const whole = typeof given === 'string' && table.columns.some(({ name }) => name === given.trim());
  const words = typeof given === 'string' && !whole ? given.split(',').map((word) => word.trim()) : [given].flat();
  const indices = words.flatMap((word) => rangeOf(table, word) ?? [columnNamed(table, word, option)]);
  const twice = indices.find((index, k) => indices.indexOf(index) !== k);
  if (twice === undefined) return indices;
  throw new Fault(`${table.name}: ${option} names ${quoted(table.columns[twice]!.name ?? String(twice))} twice.`);
}

/** Which column that is. Digits are an index, unless only a name can be meant. @throws Fault if there is none, or its name occurs twice */
export function columnNamed(table: RawTable, word: ColumnWord, option: string): number {
  const names = table.columns.map(({ name }) => name);
  const text = String(word).trim();
  const isIndex = typeof word === 'number' || /^[+-]?\d+$/.test(text);
  const index = isIndex ? Number(text) + (Number(text) < 0 ? names.length : 0) : -1;
  if (isIndex && Number.isInteger(index) && index >= 0 && index < names.length) return index;
  const found = names.indexOf(text);
  if (found >= 0 && names.lastIndexOf(text) !== found) {
    throw new Fault(`${table.name}: two columns are named ${quoted(text)}. Give the number of the one that is meant, from 0.`);
  }
  if (found >= 0) return found;
  const alike = names.map((name, c) => ({ c, name: name?.trim().toLowerCase() })).filter(({ name }) => name === text.toLowerCase());
  if (alike.length === 1) return alike[0]!.c;
  throw noSuchColumn(table, word, option);
}

function rangeOf({ columns }: RawTable, word: ColumnWord): number[] | undefined {
  const [, from, to] = /^(\d+)-(\d+)$/.exec(String(word)) ?? [];
  if (from === undefined || Number(to) >= columns.length || columns.some(({ name }) => name === word)) return undefined;
  return Array.from({ length: Math.max(0, Number(to) - Number(from) + 1) }, (_, i) => Number(from) + i);
}

function noSuchColumn({ name: file, columns }: RawTable, word: ColumnWord, option: string): Fault {
  const asked = typeof word === 'number' ? word : quoted(word);
  const names = columns.flatMap(({ name }) => (name ? [name] : []));
  const near = nearest(String(word), names);
  const there =
    names.length === 0 || typeof word === 'number'
      ? `the columns are numbered 0 to ${columns.length - 1} (or -1 to -${columns.length} from the end)${names.length === 0 ? ' and have no names' : ''}`
      : `the columns are ${list(names, 12)}`;
  return new Fault(`${file}: ${option} ${asked}: there is no such column; ${near === undefined ? '' : `did you mean ${quoted(near)}? `}${there}.`);
}

/** The name that is meant where a few letters are wrong. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const away = (name: string) => distance(word.toLowerCase(), name.toLowerCase());
  const [best] = [...names].sort((a, b) => away(a) - away(b));
  return best !== undefined && away(best) <= Math.max(1, Math.floor(word.length / 3)) ? best : undefined;
}
