import { Fault, quoted } from '../../fault.ts';
import type { RawTable } from '../raw-table.ts';
import { firstText } from './first-text.ts';
import type { Form } from './form.ts';
import { LineMap } from './line-map.ts';
import { numberOf } from './number.ts';
import { TableBuilder } from './table-builder.ts';
import { linesOf, readAsText } from './text/encoding.ts';

const ROW = /^\S+(\s+qid:\d+)?(\s+\d+:[-+.\de]+)+\s*(#.*)?$/i;

/** The form of SVMlight and LIBSVM: a label, then 'place:value' for what is not zero. */
export const svmlight: Form = {
  name: 'SVMlight',
  recognises(start) {
    const lines = firstText(start).split(/\r\n|\n|\r/);
    const [first] = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
    if (first === undefined) return false;
    return ROW.test((lines.length > 1 ? first : first.slice(0, first.lastIndexOf(' '))).trim()); // of a line cut short the last pair may be
  },
  read: ({ name, ...source }, { memory }) => readAsText({ name, ...source }, (text, notes) => readSvmlight(name, text(), notes, memory)),
};

/** What is not zero, row by row. */
interface Entries {
  readonly labels: string[];
  readonly rows: number[];
  readonly places: number[];
  readonly values: number[];
}

async function readSvmlight(name: string, text: AsyncIterable<Uint8Array>, notes: readonly string[], memory: number | undefined): Promise<RawTable> {
  const entries: Entries = { labels: [], rows: [], places: [], values: [] };
  const map = new LineMap();
  let at = 0;
  let hasQueries = false;
  for await (const lines of linesOf(text)) {
    for (const line of lines) {
      at++;
      const [label, ...pairs] = line.replace(/#.*$/, '').trim().split(/\s+/);
      if (label === undefined || label === '') continue;
      map.set(entries.labels.length, at);
      hasQueries ||= /^qid:/i.test(pairs[0] ?? '');
      for (const pair of pairs) addPair(`${name}:${at}`, pair, entries);
      entries.labels.push(label);
    }
  }
  const said = hasQueries ? [...notes, `${name}: 'qid:', which rows are of one query, is left out: these may come to lie on either side of a split.`] : notes;
  return tableOf(name, entries, said, memory, (row) => `${name}:${map.lineOf(row)}`);
}

function addPair(place: string, pair: string, { labels, rows, places, values }: Entries): void {
  if (/^qid:/i.test(pair)) return;
  const [, index, value] = /^(\d+):(.+)$/.exec(pair) ?? [];
  const x = numberOf(value ?? '');
  if (index === undefined || Number.isNaN(x)) throw new Fault(`${place}: 'place:value' is expected, got ${quoted(pair)}.`);
  rows.push(labels.length);
  places.push(Number(index));
  values.push(x);
}

/** Places are counted from 1, or from 0 where one is 0. */
function tableOf(
  name: string,
  { labels, rows, places, values }: Entries,
  notes: readonly string[],
  memory: number | undefined,
  placeOf: RawTable['placeOf'],
): RawTable {
  const last = places.reduce((most, place) => Math.max(most, place), 0);
  const first = places.includes(0) ? 0 : 1;
  const names = ['label', ...Array.from({ length: Math.min(last - first + 1, MOST_PLACES) }, (_, k) => `${first + k}`)];
  if (last > MOST_PLACES) throw new Fault(`${name}: a place is ${last}, which as a column of its own each does not go into memory. Choose fewer features.`);
  const table = new TableBuilder(name, names.length, memory);
  table.reserve(labels.length);
  labels.forEach((label, row) => {
    table.columns[0]!.setText(row, label);
  });
  rows.forEach((row, k) => {
    table.columns[places[k]! - first + 1]!.numbers[row] = values[k]!;
  });
  table.rows = labels.length;
  return table.finish(names, notes, placeOf);
}

const MOST_PLACES = 1e6;
