import { Fault, quoted } from '../../../src/fault.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';

/** A row a line, its numbers with commas between, each with all the digits that it needs. */
export function csvOf({ rows, cols, data }: Matrix): string {
  return Array.from({ length: rows }, (_, r) => `${data.subarray(r * cols, (r + 1) * cols).join(',')}\n`).join('');
}

/** How languages write what is no finite number. */
const NOT_FINITE: Readonly<Record<string, number>> = {
  nan: NaN,
  '-nan': NaN,
  inf: Infinity,
  '+inf': Infinity,
  '-inf': -Infinity,
  infinity: Infinity,
  '-infinity': -Infinity,
};

const MEND = {
  header: 'a line of names and names of rows are not numbers; write numbers alone (in R col.names = FALSE, row.names = FALSE)',
  number: 'write numbers alone, with commas or blanks between',
};

/** The rows of a text; numbers may have commas, semicolons, tabs or blanks between. @throws Fault with line and column where one is no number */
export function readCsv(text: string, place: string): Matrix {
  const lines = text.split(/\r\n|\r|\n/);
  const rows = lines.flatMap((line, l) => (line.trim() === '' ? [] : [{ line: l + 1, values: readLine(line, `${place}:${l + 1}`) }]));
  const cols = rows[0]?.values.length ?? 0;
  const ragged = rows.find(({ values }) => values.length !== cols);
  if (ragged) throw new Fault(`${place}:${ragged.line}: expected ${cols} numbers, as in the first line, got ${ragged.values.length}.`);
  return { rows: rows.length, cols, data: Float64Array.from(rows.flatMap(({ values }) => values)) };
}

function readLine(line: string, place: string): number[] {
  const words = line.trim().split(/\s*[,;]\s*|\s+/);
  return words.map((word, c) => {
    const value = NOT_FINITE[word.toLowerCase()] ?? (word === '' ? undefined : Number(word));
    if (value === undefined || (Number.isNaN(value) && !Object.hasOwn(NOT_FINITE, word.toLowerCase()))) {
      throw new Fault(`${place}:${c + 1}: ${quoted(word)} is not a number; ${/^["']?[A-Za-z_.]\w*["']?$/.test(word) ? MEND.header : MEND.number}.`);
    }
    return value;
  });
}

/** The most significant digits that any number of a text is written with; undefined where none is written with a point. */
export function digitsOf(text: string): number | undefined {
  const digits = [...text.matchAll(/\d*\.\d+/g)].map(([word]) => word.replace('.', '').replace(/^0+/, '').length);
  return digits.length === 0 ? undefined : Math.max(...digits);
}
