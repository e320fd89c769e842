import { Fault, folded, list, nearest, suggestion } from '../fault.ts';

/** A word of the vocabulary may have one number in it: the 0.2 of 'leaky-relu(0.2)'. */
export interface Parameter {
  readonly name: string; // 'α'
  readonly default: number;
  readonly within: readonly [low: number, high: number];
}

export interface Word {
  readonly name: string;
  /** In a sentence: 'leaky ReLU, max(z, αz)'. */
  readonly says: string;
  readonly parameter?: Parameter;
  /** What others call it, Keras and PyTorch above all; how a name is cased and hyphenated makes no other of it. */
  readonly alsoCalled?: readonly string[];
  /** What is otherwise where it is called so. */
  readonly otherwise?: string;
}

/** A word as it is written: its name, or 'name(number)'. */
export type Written<R extends Word> = R extends { readonly parameter: Parameter } ? R['name'] | `${R['name']}(${number})` : R['name'];

/** What was written, as its record and its number: NaN where the record has none. @throws Fault that says what there is */
export function read<R extends Word>(records: readonly R[], written: string, what: string): { record: R; parameter: number } {
  const [, name = written, number] = /^([a-z][\w-]*)(?:\(\s*([^\s()]+)\s*\))?$/.exec(written.trim()) ?? [];
  const record = records.find((candidate) => candidate.name === name);
  if (!record) throw new Fault(`There is no ${what} '${written}'.${didYouMean(records, written)} There are ${list(namesOf(records), 99)}.`);
  const { parameter } = record;
  if (number === undefined) return { record, parameter: parameter?.default ?? NaN };
  if (!parameter) throw new Fault(`'${written}': ${record.name} takes no number.`);
  const value = Number(number);
  const [low, high] = parameter.within;
  if (!(value >= low && value <= high)) throw new Fault(`'${written}': ${parameter.name} must be a number from ${low} to ${high}.`);
  return { record, parameter: value };
}

/** Whether a value is a word of these, rightly written. */
export function isWritten<R extends Word>(records: readonly R[], value: unknown): value is Written<R> {
  if (typeof value !== 'string') return false;
  try {
    read(records, value, 'word');
    return true;
  } catch {
    return false;
  }
}

/** What stands between a name and the bracket after it, or the end. */
const NUMBERED = /^\s*([^()]*?)\s*(\(.*)?$/s;

/** The record that goes by this name, here or elsewhere. */
function calledSo<R extends Pick<Word, 'name' | 'alsoCalled'>>(records: readonly R[], name: string): R | undefined {
  const called = folded(name);
  return records.find((record) => [record.name, ...(record.alsoCalled ?? [])].some((other) => folded(other) === called));
}

/** What is meant by a word as others write it, as it is written here: 'LeakyReLU(0.2)' is 'leaky-relu(0.2)'. */
export function meantBy<R extends Pick<Word, 'name' | 'alsoCalled'>>(records: readonly R[], came: string): { written: string; record: R } | undefined {
  const [, name = '', number = ''] = NUMBERED.exec(came) ?? [];
  const record = calledSo(records, name);
  return record && { written: `${record.name}${number}`, record };
}

/** The name that was likely meant where a word is none of these. */
export function nearestOf(records: readonly Pick<Word, 'name' | 'alsoCalled'>[], came: string): string | undefined {
  const [, name = ''] = NUMBERED.exec(came) ?? [];
  const found = nearest(
    name,
    records.flatMap(({ name: own, alsoCalled = [] }) => [own, ...alsoCalled]),
  );
  return found === undefined ? undefined : calledSo(records, found)?.name;
}

/** ' Did you mean relu?', or nothing. */
export function didYouMean(records: readonly Pick<Word, 'name' | 'alsoCalled'>[], came: string): string {
  return suggestion(meantBy(records, came)?.record.name ?? nearestOf(records, came));
}

/** What was expected where a value is no word of these: of one that only has a wrong number, which number. */
export function expectedOf(records: readonly Word[], value: unknown, names: readonly string[] = namesOf(records)): string {
  const [, name] = /^\s*([\w-]+)\(/.exec(String(value)) ?? [];
  const record = records.find((candidate) => candidate.name === name);
  if (!record) return `one of ${names.join(', ')}`;
  const { parameter } = record;
  return parameter ? `${name}(${parameter.name}), ${parameter.name} from ${parameter.within.join(' to ')}` : `${name} without a number`;
}

/** The names of records, as a schema wants them. */
export function namesOf<R extends { readonly name: string }>(records: readonly R[]): R['name'][] {
  return records.map(({ name }) => name);
}
