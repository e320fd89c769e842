import { count, Fault } from '../../../fault.ts';
import type { CsvRow } from './csv-rows.ts';
import { type Dialect, delimiterName } from './dialect.ts';

/** A row of more or fewer cells than the others. */
export function raggedRow(name: string, { cells, line }: CsvRow, dialect: Dialect, expected: number): Fault {
  const message = `${name}:${line}: ${count(cells.length, 'column')}, the others have ${expected}.`;
  if (cells.length > expected)
    return new Fault(
      `${message} A ${delimiterName(dialect)} inside a cell needs quotes around the cell${dialect.runs ? '; of cells at fixed places pandas.read_fwf makes a table with commas' : ''}.`,
    );
  const other = cells.map((cell) => adviceOnDelimiter(cell, dialect)).find((advice) => advice !== '');
  return new Fault(`${message}${other ?? ' Is a value missing, or the line cut short?'}`);
}

/** The option that helps if the cell holds a usual delimiter, other than the one in use. */
function adviceOnDelimiter(cell: string, { delimiter }: Dialect): string {
  const other = [';', '\t', '|', ','].find((usual) => usual !== delimiter && cell.includes(usual));
  if (other === undefined) return '';
  return other === '\t'
    ? ' Are the cells separated by tabs? Then give --delimiter tab.'
    : ` Are the cells separated by '${other}'? Then give --delimiter '${other}'.`;
}
