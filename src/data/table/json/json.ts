import { Fault } from '../../../fault.ts';
import { firstText } from '../first-text.ts';
import type { Form } from '../form.ts';
import { linesOf, readAsText } from '../text/encoding.ts';
import { type JsonRow, tableOfRows } from './records.ts';

/** A row a line, '{"x": 1, "kind": "red"}'. */
export const jsonLines: Form = {
  name: 'JSON lines',
  recognises(start) {
    const [first, ...others] = firstText(start).split(/\r\n|\n|\r/);
    return /^[[{]/.test(first!) && others.some((line) => /^[[{]/.test(line.trim())) && parsed(first!) !== undefined;
  },
  read: ({ name, ...source }, { memory }) =>
    readAsText({ name, ...source }, async (text, notes) => {
      const rows: JsonRow[] = [];
      let at = 0;
      for await (const lines of linesOf(text())) {
        for (const line of lines) {
          at++;
          if (line.trim() !== '') rows.push({ value: parse(`${name}:${at}`, line), place: `${name}:${at}` });
        }
      }
      return tableOfRows(name, rows, notes, memory);
    }),
};

/** A list of rows; or lists by the columns' names, as pandas writes them by itself. */
export const json: Form = {
  name: 'JSON',
  recognises: (start) => /^(\[\s*[[{\]]|\{\s*["}])/.test(firstText(start)),
  read: ({ name, ...source }, { memory }) =>
    readAsText({ name, ...source }, async (text, notes) => {
      const parts: string[] = [];
      for await (const lines of linesOf(text())) parts.push(lines.join('\n'));
      const value = parse(name, parts.join('\n'));
      const rows = Array.isArray(value) ? value : rowsOf(name, value as Readonly<Record<string, unknown>>);
      return tableOfRows(
        name,
        rows.map((row, r) => ({ value: row, place: `${name}[${r}]` })),
        notes,
        memory,
      );
    }),
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parse(place: string, text: string): unknown {
  const value = parsed(text);
  if (value === undefined) throw new Fault(`${place}: this is not JSON. Is it cut short?`);
  return value;
}

/** Of '{"x": [1, 2], "y": [3, 4]}', of '{"x": {"0": 1, "1": 2}}' and of '{"columns": ["x"], "data": [[1], [2]]}'. */
function rowsOf(name: string, value: Readonly<Record<string, unknown>>): readonly unknown[] {
  const { columns, data } = value;
  if (Array.isArray(columns) && Array.isArray(data))
    return data.map((row) => (Array.isArray(row) ? Object.fromEntries(columns.map((column, c) => [String(column), row[c]])) : row));
  const only = Object.values(value).filter((one) => Array.isArray(one) && one.length > 0 && one.every((row) => typeof row === 'object' && row !== null));
  if (only.length === 1) return only[0] as readonly unknown[]; // beside what is said of it, as services on the web answer
  const lists = Object.entries(value).map(([key, list]) => [key, typeof list === 'object' && list !== null ? Object.values(list) : undefined] as const);
  const [rows] = new Set(lists.map(([, list]) => list?.length));
  if (rows === undefined || lists.some(([, list]) => list?.length !== rows)) {
    throw new Fault(
      `${name}: a list of objects is expected, '[{"x": 1, "kind": "red"}, …]', or lists of equal length by the columns' names. Which part of this object is the table? Save it by itself.`,
    );
  }
  return Array.from({ length: rows }, (_, r) => Object.fromEntries(lists.map(([key, list]) => [key, list![r]])));
}
