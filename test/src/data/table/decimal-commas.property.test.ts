import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toDatasets } from '../../../../src/data/columns/datasets.ts';
import { readColumn } from '../../../../src/data/columns/read-column.ts';
import { holds } from '../../../holds.ts';
import { faultOf, read } from './table-folder.ts';

const ROWS = 9000;
/** Bytes that the texts of so many rows do not go into. */
const LITTLE = { memory: 1e6 };
const SEMICOLON = { delimiter: ';' };
const declared = { texts: new Set<string>(), numbers: new Set<number>() };

/** Decimals of every length, with whole numbers and gaps among them. */
const text = fc.oneof(
  { weight: 8, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => String(x).replace('.', ',')) },
  { weight: 4, arbitrary: fc.tuple(fc.integer({ min: -999, max: 999 }), fc.nat(999)).map(([a, b]) => `${a},${b}`) },
  { weight: 1, arbitrary: fc.constantFrom('', 'NA', '7', '-0,0', ',5', '+3,25', '12345678901234567,8901234567890123') },
);

it('numbers with decimal commas are the same whether their texts go into memory or not', async () => {
  await holds(
    fc.asyncProperty(fc.array(text, { minLength: 50, maxLength: 200 }), fc.boolean(), async (some, isQuoted) => {
      const cells = Array.from({ length: ROWS }, (_, r) => (r % 2 === 0 ? `${r},5` : some[r % some.length]!));
      const file = `x;kind\n${cells.map((cell, r) => `${isQuoted ? `"${cell}"` : cell};${r % 2 ? 'a' : 'b'}\n`).join('')}`;
      const [kept, parsed] = [await read(file, SEMICOLON), await read(file, { ...SEMICOLON, ...LITTLE })];
      expect(kept.columns[0]!.hasDecimalCommas).toBe(undefined);
      expect(parsed.columns[0]!.hasDecimalCommas).toBe(true);
      expect(readColumn(parsed, 0, declared)).toEqual({ ...readColumn(kept, 0, declared), form: expect.anything() });
      expect(toDatasets(parsed, undefined)).toEqual(toDatasets(kept, undefined));
    }),
    5,
    400,
  );
});

it('what a comma means is not guessed: thousands as well as decimals stay texts, and texts that do not fit say so', async () => {
  const file = (cell: (r: number) => string) => `x;kind\n${Array.from({ length: ROWS }, (_, r) => `${cell(r)};${r % 2 ? 'a' : 'b'}\n`).join('')}`;
  expect(
    await faultOf(
      read(
        file((r) => `${1 + (r % 10)},${100 + Math.floor(r / 10)}`),
        LITTLE,
      ),
    ),
  ).toMatch(/different texts, more than go into memory/);
  const late = await read(
    file((r) => (r === ROWS - 1 ? '1.234,5' : `${r},5`)),
    LITTLE,
  );
  expect(() => toDatasets(late, undefined)).toThrow("a.csv:9001:1: '1.234,5' is not a number, as 8,999 other cells of column 1, 'x', are.");
});

it('a test file of few rows is read as the training file of very many', async () => {
  const rows = (n: number) => `x;kind\n${Array.from({ length: n }, (_, r) => `${r},5;${r % 2 ? 'a' : 'b'}\n`).join('')}`;
  const { test } = toDatasets(await read(rows(ROWS), LITTLE), await read(rows(4), {}, 'test.csv'), { label: 'kind' });
  expect([...test!.X.data]).toEqual([0.5, 1.5, 2.5, 3.5]);
});
