import { expect, it } from 'vitest';
import { TableBuilder } from '../../../../src/data/table/table-builder.ts';

const places = (row: number) => `a:${row}`;

it('keeps numbers as numbers and each text once, in order of their first rows', () => {
  const table = new TableBuilder('a', 2);
  for (const cells of [
    ['1', ' b '],
    ['x', 'a'],
    ['2.5', 'b'],
  ])
    table.add(cells);
  expect(table.finish(['n', 'w'], [], places).columns).toEqual([
    { name: 'n', numbers: Float64Array.of(1, Number.NaN, 2.5), words: { distinct: ['x'], codes: Int32Array.of(-1, 0, -1) } },
    { name: 'w', numbers: Float64Array.of(Number.NaN, Number.NaN, Number.NaN), words: { distinct: ['b', 'a'], codes: Int32Array.of(0, 1, 0) } },
  ]);
});

it('takes a time that is none for a gap', () => {
  const table = new TableBuilder('a', 1);
  table.reserve(2);
  for (const [row, time] of [new Date(Number.NaN), new Date(0)].entries()) table.columns[0]!.setValue(row, time);
  table.rows = 2;
  expect(table.finish(['t'], [], places).columns[0]!.words).toEqual({ distinct: ['', '1970-01-01'], codes: Int32Array.of(0, 1) });
});

it('grows as rows come', () => {
  const table = new TableBuilder('a', 1);
  for (let row = 0; row < 5000; row++) table.add([row % 2 ? 'w' : `${row}`]);
  const [column] = table.finish([undefined], [], places).columns;
  expect(column!.numbers).toHaveLength(5000);
  expect([column!.numbers[4998], column!.words!.codes[4998], column!.words!.codes[4999]]).toEqual([4998, -1, 0]);
});

it('takes no more memory than it is given, nor more texts than go into memory', () => {
  expect(() => new TableBuilder('a', 10, 2 ** 30).reserve(1e9)).toThrow(
    'a: some 1,000,000,000 rows of 10 columns take 111.8 GiB of memory, and 1 GiB are free.',
  );
  const table = new TableBuilder('a', 2, 1e6);
  const addAll = () => {
    for (let row = 0; row < 9000; row++) table.add([`${row} a`, `${row} b`]);
  };
  expect(addAll).toThrow('a: its first 8,192 rows hold 16,384 different texts, more than go into memory. Are they numbers? Then write them plainly');
});
