import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readValues } from '../../../../src/data/csv/csv.ts';
import type { CsvOptions } from '../../../../src/data/csv/read-table.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'values-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string, options: CsvOptions = {}, test?: string) {
  const [train, other] = [join(folder, 'train.csv'), join(folder, 'test.csv')];
  await writeFile(train, text);
  if (test !== undefined) await writeFile(other, test);
  return readValues(train, test === undefined ? undefined : other, options);
}

/** Where the reading ends, without the folder. */
async function fault(text: string, options: CsvOptions = {}, test?: string): Promise<string> {
  const found = await read(text, options, test).then(
    () => 'none',
    (error: Error) => error.message,
  );
  return found.replaceAll(`${folder}/`, '');
}

describe('a column of numbers as the target', () => {
  it('is read as they are, decimals, signs and all, the other columns as features', async () => {
    const { train, test } = await read('price,area,rooms\n-1.5,10,2\n2e3,20,3\n', {}, 'price,area,rooms\n7,30,4\n');
    expect(train).toMatchObject({ classes: [], targets: ['price'], features: ['area', 'rooms'], y: { rows: 2, cols: 1 } });
    expect([[...train.y.data], [...train.X.data]]).toEqual([[-1.5, 2000], [10, 2, 20, 3]]); // biome-ignore format: y, X
    expect([...(test?.y.data ?? [])]).toEqual([7]);
  });

  it('may be several: those that are named are no features', async () => {
    for (const labelColumn of ['price,rent', '1,3', '1,-1', ' price , 3 ']) {
      const { train } = await read('area,price,rooms,rent\n10,1,2,5\n20,2,3,6\n', { labelColumn });
      expect(train).toMatchObject({ targets: ['price', 'rent'], features: ['area', 'rooms'] });
      expect([[...train.y.data], [...train.X.data]]).toEqual([[1, 5, 2, 6], [10, 2, 20, 3]]); // biome-ignore format: y, X
    }
  });

  it('is told of where it is the same in every row', async () => {
    const { warnings } = await read('price,area\n5,1\n5,2\n');
    expect(warnings).toEqual([`${folder}/train.csv: all 2 rows have the same 'price', from which nothing can be learnt.`]);
  });
});

describe('what cannot be a target is named with its place', () => {
  const words = 'The target of a regression is a number; for classes leave --task out.';
  it.each<[string, string, CsvOptions, string]>([
    ['a word', 'price,area\n5,1\ncheap,2\n', {}, `train.csv:3:1: 'cheap' is not a number (column 1, 'price'). ${words}`],
    ['a gap', 'price,area\n5,1\n?,2\n', {}, "train.csv:3:1: '?' is not a number (column 1, 'price'). Fill the value in or leave the row out."],
    [
      'a comma',
      'price;area\n5;1\n"2,5";2\n',
      { delimiter: ';' },
      "train.csv:3:1: '2,5' is not a number (column 1, 'price'). Write decimals with a point, not a comma.",
    ],
    ['a word in another', 'price,rent,area\n5,1,1\n5,low,2\n', { labelColumn: 'price,rent' }, "train.csv:3:2: 'low' is not a number (column 2, 'rent')."],
    [
      'no such column',
      'price,area\n5,1\n',
      { labelColumn: 'price,rent' },
      "train.csv: there is no column 'rent' to be the label; the columns are 'price', 'area'.",
    ],
    ['the same twice', 'price,area\n5,1\n', { labelColumn: 'price,0' }, "train.csv: --label-column names 'price' twice."],
    ['every column', 'price,rent\n5,1\n', { labelColumn: 'price,rent' }, 'train.csv: every column is a target; at least one feature is expected.'],
  ])('%s', async (_, text, options, message) => {
    const found = await fault(text, options);
    expect(found.startsWith(message), found).toBe(true);
  });

  it('in the test file too', async () => {
    expect(await fault('price,area\n5,1\n6,2\n', {}, 'price,area\nhigh,1\n')).toMatch(/^test\.csv:2:1: 'high' is not a number \(column 1, 'price'\)\./);
  });
});
