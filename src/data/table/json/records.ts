import { Fault, quoted } from '../../../fault.ts';
import type { RawTable } from '../../raw-table.ts';
import { TableBuilder } from '../table-builder.ts';

/** A row of a JSON file, and where it stands. */
export interface JsonRow {
  readonly value: unknown;
  readonly place: string;
}

/** Rows that are objects with the same names, or arrays, as a table; of objects within them each value is a column, 'place.lat'. @throws Fault if they are anything else */
export function tableOfRows(name: string, given: readonly JsonRow[], notes: readonly string[], memory: number | undefined): RawTable {
  const rows = given.map(({ value, place }) => ({ value: Array.isArray(value) ? value : flat(value), place }));
  const first = rows[0]?.value;
  const names = new Map<string, number>();
  const places: string[] = [];
  for (const { value, place } of rows) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) !== Array.isArray(first)) {
      throw new Fault(`${place}: an object of names and values is expected, as all rows are or none, got ${quoted(JSON.stringify(value) ?? '')}.`);
    }
    for (const key of Object.keys(value)) if (!names.has(key)) names.set(key, names.size);
    places.push(place);
  }
  const table = new TableBuilder(name, names.size, memory);
  table.reserve(rows.length);
  rows.forEach(({ value, place }, row) => {
    const cells = value as Readonly<Record<string, unknown>>;
    for (const [key, c] of names) {
      if (!table.columns[c]!.setValue(row, Object.hasOwn(cells, key) ? cells[key] : undefined)) {
        throw new Fault(
          `${place}: ${quoted(key)} is ${Array.isArray(cells[key]) ? 'a list' : 'an object'}, one value is expected. Give each of its values a name of its own.`,
        );
      }
    }
  });
  table.rows = rows.length;
  return table.finish(Array.isArray(first) ? [...names.keys()].map(() => undefined) : [...names.keys()], notes, (row) => places[row]!);
}

/** Of '{"x": 1, "place": {"lat": 2}}' the values by 'x' and 'place.lat'; whatever is no object as it is. */
function flat(value: unknown): unknown {
  if (!isObject(value) || !Object.values(value).some(isObject)) return value;
  const entries = (object: object, before: string): [string, unknown][] =>
    Object.entries(object).flatMap(([key, inner]) => (isObject(inner) ? entries(inner, `${before}${key}.`) : [[`${before}${key}`, inner]]));
  return Object.fromEntries(entries(value, ''));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
