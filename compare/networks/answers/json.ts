import { Fault } from '../../../src/fault.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import type { NamedArrays } from './arrays.ts';

/** { "W1": [[…], …], … }, each matrix by its rows. */
export function jsonOf(arrays: NamedArrays): string {
  const matrices = [...arrays].map(([name, { rows, cols, data }]) => {
    const nested = Array.from({ length: rows }, (_, r) => [...data.subarray(r * cols, (r + 1) * cols)]);
    return `${JSON.stringify(name)}: ${JSON.stringify(nested)}`;
  });
  return `{\n${matrices.join(',\n')}\n}\n`;
}

/** Words that JSON has no numbers for; Python's json writes them without quotes. */
const BARE = /(?<=[[,:\s])(-?)(NaN|Infinity)(?=[\],}\s])/g;

/** @throws Fault where it is no object of matrices, with the place in it */
export function readJson(text: string, place: string): Map<string, Matrix> {
  let read: unknown;
  try {
    read = JSON.parse(text.replace(BARE, '"$1$2"'));
  } catch (error) {
    throw new Fault(`${place}: this is no JSON: ${(error as SyntaxError).message.replace(/[\s\p{Cc}]+/gu, ' ')}.`);
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) throw new Fault(`${place}: expected {"logits": [[…], …], …}.`);
  return new Map(Object.entries(read).map(([name, value]) => [name, matrixOf(value, `${place}: ${name}`)]));
}

/** A list of lists is a matrix; a list of numbers a column; a number one of 1. */
function matrixOf(value: unknown, place: string): Matrix {
  const nested: readonly unknown[] = Array.isArray(value) ? value : [value];
  const rows = nested.map((row: unknown, r) => (Array.isArray(row) ? row : [row]).map((cell: unknown, c) => numberOf(cell, `${place}[${r}][${c}]`)));
  const cols = rows[0]?.length ?? 0;
  const ragged = rows.findIndex((row) => row.length !== cols);
  if (ragged >= 0) throw new Fault(`${place}[${ragged}]: expected ${cols} numbers, as in the first row, got ${rows[ragged]!.length}.`);
  return { rows: rows.length, cols, data: Float64Array.from(rows.flat()) };
}

function numberOf(cell: unknown, place: string): number {
  if (typeof cell === 'number') return cell;
  if (cell === null || cell === 'NaN' || cell === '-NaN') return NaN; // JavaScript writes null
  if (cell === 'Infinity' || cell === '-Infinity') return Number(cell);
  throw new Fault(`${place}: expected a number, got ${JSON.stringify(cell).slice(0, 40)}.`);
}
