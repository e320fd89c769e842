import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { numberOf } from '../../../../src/data/table/number.ts';
import { holds } from '../../../holds.ts';
import { read } from './table-folder.ts';

const word = fc.constantFrom(
  'red',
  'a b',
  'é',
  'NA',
  '',
  '?',
  '-',
  '1,5',
  'x"y',
  '19"',
  '"q" r',
  '1.5 kg',
  '#7',
  '2020-01-01',
  "it's",
  '\u00a0',
  'two\nlines',
  '\r',
);
const number = fc.oneof(
  fc.double({ noNaN: true }).map(String),
  fc.integer().map(String),
  fc.constantFrom('007', '+1.50', '-0', '.5', '1e3', '12345678901234567890'),
);
const quotedCell = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** A cell as text and as it may be written: in quotes where it must be, with blanks around it where that changes nothing. */
const cell = fc.tuple(fc.oneof({ weight: 4, arbitrary: number }, word), fc.boolean(), fc.constantFrom('', '', '', ' ')).map(([text, quotes, blank]) => {
  const written = quotes || /[,\n\r]|^"/.test(text) ? quotedCell(text) : text;
  return blank + written + (written.startsWith('"') ? '' : blank);
});

const file = fc
  .integer({ min: 2, max: 4 })
  .chain((width) =>
    fc.tuple(
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.constantFrom('', '\n', '\n\n'),
    ),
  );

it('rows are read as csv-parse reads them, value for value, wherever that takes over', async () => {
  await holds(
    fc.asyncProperty(file, async ([rows, end, between]) => {
      const content = rows.map((cells) => `k,${cells.join(',')}`).join(end + between);
      const expected: string[][] = parse(content, { record_delimiter: ['\r\n', '\n', '\r'], skip_empty_lines: true, trim: true, relax_quotes: true });
      const { columns } = await read(content, { delimiter: ',', header: 'no', skip: 0 });
      const found = expected.map((_, r) =>
        columns.map(({ numbers, words }) => (words && words.codes[r]! >= 0 ? words.distinct[words.codes[r]!]! : numbers[r]!)),
      );
      const texts = expected.map((cells) => cells.map((text) => (Number.isNaN(numberOf(text.trim())) ? text.trim() : numberOf(text.trim()))));
      expect(found).toEqual(texts.map((cells) => cells.slice(0, columns.length)));
    }),
    300,
    10,
  );
});
