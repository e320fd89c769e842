import { Fault, quoted } from '../../../fault.ts';

/** A column as an ARFF file declares it. */
export interface Attribute {
  readonly name: string;
  /** What a nominal one may be; undefined of others. */
  readonly values: ReadonlySet<string> | undefined;
  /** What a sparse row leaves out: 0, and of a nominal one the first value. */
  readonly usual: string;
  readonly isNumeric: boolean;
}

const ATTRIBUTE = /^@attribute\s+('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s{]+)(.*)$/i;

/** @throws Fault if the line declares nothing that is read */
export function attributeOf(place: string, line: string): Attribute {
  const [, name, written] = ATTRIBUTE.exec(line) ?? [];
  const type = written?.trim();
  if (name === undefined || type === undefined) throw new Fault(`${place}: an attribute is declared as '@attribute name type', got ${quoted(line)}.`);
  const nominal = /^\{(.*)\}$/.exec(type)?.[1];
  const values = nominal === undefined ? undefined : cellsOf(nominal).map((cell) => cell.trim());
  const isNumeric = /^(numeric|real|integer)\b/i.test(type);
  if (!values && !isNumeric && !/^(string|date)\b/i.test(type)) {
    throw new Fault(`${place}: ${quoted(type)} is no type that is read: numeric, real, integer, string, date or {values}.`);
  }
  return { name: unquoted(name), values: values && new Set(values), usual: values?.[0] ?? '0', isNumeric };
}

/** A cell in quotes with blanks around it, or one that is not, up to the comma after it; or to the tab, in a line without commas. */
const BEFORE_COMMA = /\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*(?:,|$)|([^,]*)(?:,|$)/y;
const BEFORE_TAB = /[ ]*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")[ ]*(?:\t|$)|([^\t]*)(?:\t|$)/y;

/** The cells of a row, without their quotes; undefined where a quote is not closed or text follows it. */
export function splitCells(line: string): string[] | undefined {
  const [delimiter, next] = line.includes(',') ? [',', BEFORE_COMMA] : ['\t', BEFORE_TAB];
  const cells: string[] = [];
  for (let at = 0, more = true; more; at = next.lastIndex) {
    next.lastIndex = at;
    const [found, inQuotes, plain] = next.exec(line)!; // what is in no quotes may be anything, and nothing
    const cell = plain?.trim();
    if (cell !== undefined && /^['"]/.test(cell)) return undefined;
    cells.push(cell ?? unquoted(inQuotes!));
    more = found.endsWith(delimiter);
  }
  return cells;
}

function cellsOf(line: string): string[] {
  return splitCells(line) ?? line.split(',');
}

function unquoted(cell: string): string {
  return /^(['"]).*\1$/s.test(cell) && cell.length > 1 ? cell.slice(1, -1).replace(/\\(.)/g, '$1') : cell;
}
