import { count, Fault, list, quoted } from '../../../fault.ts';
import type { RawTable } from '../../raw-table.ts';
import { firstText } from '../first-text.ts';
import type { Form } from '../form.ts';
import { LineMap } from '../line-map.ts';
import { numberOf } from '../number.ts';
import { TableBuilder } from '../table-builder.ts';
import { linesOf, readAsText } from '../text/encoding.ts';
import { type Attribute, attributeOf, splitCells } from './attributes.ts';

/** Weka's form, and KEEL's, which is nearly the same: columns are declared before the rows, which may be sparse. */
export const arff: Form = {
  name: 'ARFF',
  recognises: (start) => /^(?:%[^\r\n]*[\r\n]\s*)*@(relation|attribute)\b/i.test(firstText(start)),
  read: ({ name, ...source }, { memory }) => readAsText({ name, ...source }, (text, notes) => readArff(name, text(), notes, memory)),
};

async function readArff(name: string, text: AsyncIterable<Uint8Array>, notes: readonly string[], memory: number | undefined): Promise<RawTable> {
  const attributes: Attribute[] = [];
  const map = new LineMap();
  let table: TableBuilder | undefined;
  let at = 0;
  for await (const lines of linesOf(text)) {
    for (const written of lines) {
      at++;
      const line = written.trim();
      if (line === '' || line.startsWith('%')) continue;
      const place = `${name}:${at}`;
      if (table) {
        map.set(table.rows, at);
        table.add(rowOf(place, line, attributes));
      } else if (/^@data\b/i.test(line)) table = new TableBuilder(name, attributes.length, memory);
      else if (/^@attribute\b/i.test(line)) attributes.push(attributeOf(place, line));
      else if (!/^@(relation|inputs?|outputs?)\b/i.test(line)) throw new Fault(`${place}: '@attribute' or '@data' is expected, got ${quoted(line)}.`);
    }
  }
  if (!table || attributes.length === 0)
    throw new Fault(`${name}: the file ends before ${attributes.length === 0 ? "any '@attribute'" : "'@data'"}. Is it cut short?`);
  return table.finish(
    attributes.map((attribute) => attribute.name),
    notes,
    (row) => `${name}:${map.lineOf(row)}`,
  );
}

function rowOf(place: string, line: string, attributes: readonly Attribute[]): string[] {
  const cells = line.startsWith('{') ? sparseRow(place, line, attributes) : splitCells(line);
  if (cells === undefined) throw new Fault(`${place}: a quote is not closed, or text follows it.`);
  if (cells.length === attributes.length + 1 && /^\{[\d.]*\}$/.test(cells.at(-1)!)) cells.pop(); // a row's weight
  if (cells.length !== attributes.length) {
    throw new Fault(
      `${place}: ${count(cells.length, 'value')}, ${count(attributes.length, 'attribute')} ${attributes.length === 1 ? 'is' : 'are'} declared. Is a value missing, or the line cut short?`,
    );
  }
  attributes.forEach((attribute, c) => {
    checkCell(`${place}:${c + 1}`, cells[c]!.trim(), attribute);
  });
  return cells;
}

/** '{1 5.2, 4 red}': places from 0 and what stands there. */
function sparseRow(place: string, line: string, attributes: readonly Attribute[]): string[] | undefined {
  const cells = attributes.map(({ usual }) => usual);
  const inside = /^\{(.*)\}(\s*,\s*\{[\d.]*\})?$/.exec(line)?.[1];
  if (inside === undefined) throw new Fault(`${place}: a sparse row ends in '}'.`);
  if (inside.trim() === '') return cells;
  for (const [, index, quotedValue, value] of inside.matchAll(/(?:^|,)\s*(\d+)\s+(?:'((?:[^'\\]|\\.)*)'|([^,]*))/g)) {
    if (Number(index) >= attributes.length)
      throw new Fault(`${place}: place ${index} is beyond the ${count(attributes.length, 'attribute')}, which are counted from 0.`);
    cells[Number(index)] = quotedValue?.replace(/\\(.)/g, '$1') ?? value!.trim();
  }
  return cells;
}

function checkCell(place: string, cell: string, { name, values, isNumeric }: Attribute): void {
  if (cell === '?' || cell === '') return;
  if (isNumeric && Number.isNaN(numberOf(cell)))
    throw new Fault(`${place}: ${quoted(cell)} is not a number, which attribute ${quoted(name)} is declared to be.`);
  if (values && !values.has(cell))
    throw new Fault(`${place}: ${quoted(cell)} is none of the values that attribute ${quoted(name)} is declared to have: ${list([...values])}.`);
}
