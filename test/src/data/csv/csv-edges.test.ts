import { afterAll, describe, expect, it } from 'vitest';
import { parseNumber } from '../../../../src/data/csv/cell.ts';
import { type CsvOptions, readCsv } from '../../../../src/data/csv/csv.ts';
import { csvFolder } from './csv-file.ts';

const { write, faultOf, remove } = csvFolder();
afterAll(remove);

const read = (content: string | Uint8Array, options?: CsvOptions) => readCsv(write('train.csv', content), undefined, options);
const pair = (train: string, test: string) => readCsv(write('train.csv', train), write('test.csv', test));

describe('numbers', () => {
  it.each([
    '0',
    '9',
    '-0',
    '007',
    '10.25',
    '.5',
    '5.',
    '-12.75',
    '123456789012345',
    '1234567890123456',
    '12345678901234567890.123',
    '0.1234567890123456',
    '9007199254740993',
    '1e5',
    '-2.5E-3',
  ])('%s is rounded as JavaScript rounds it', (text) => {
    expect(parseNumber(text)).toBe(Number(text));
  });

  it.each(['', '.', '-', '-.', '1.2.3', '1-2', '/1', ':1', '1 2', '0x1'])('%j is none', (text) => {
    expect(parseNumber(text)).toBeNaN();
  });
});

describe('the first two bytes tell a file’s kind together, neither alone', () => {
  const bytes = (...first: number[]) => Buffer.from([...first, ...Buffer.from(',1\nb,2\n')]);
  const text = 'train.csv:1:1: the label';

  it.each([
    ['UTF-16, the high byte first', bytes(0xfe, 0xff), 'this is UTF-16 text'],
    ['0xff', bytes(0xff, 0x61), text],
    ['0xfe', bytes(0xfe, 0x61), text],
    ['0xfe second', bytes(0x61, 0xfe), text],
    ['0xff second', bytes(0x61, 0xff), text],
    ['0x8b second', bytes(0x61, 0x8b), text],
    ['P and a zero', Buffer.from('Px\0,1\n'), 'zero bytes'],
    ['K second and a zero', Buffer.from('xK\0,1\n'), 'zero bytes'],
  ])('%s', async (_, content, message) => {
    expect(await faultOf(read(content))).toContain(message);
  });

  it('as little as the first alone', async () => {
    for (const first of ['\x1fx', 'P']) expect((await read(`${first},1\nb,2\n`)).train.classes).toHaveLength(2);
  });
});

describe('advice on a number', () => {
  const decimal = ' Write decimals with a point, not a comma.';
  const minus = " Write the minus as '-'.";

  it.each([
    ['1,5', decimal],
    ['-12,75 ', decimal],
    [',5', decimal],
    ['+1,5e3', decimal],
    ['1,5e-12', decimal],
    ['1,5E+1', decimal],
    ['x1,5', ''],
    ['1,5x', ''],
    ['1,5 6', ''],
    ['1,', ''],
    ['1,5e', ''],
    ['−5', minus],
    ['–5', minus],
    ['a−5', ''],
    ['−x', ''],
  ])('%j', async (cell, advice) => {
    const message = await faultOf(read(`a;1;1\nb;${cell};1\n`, { delimiter: ';' }));
    const other = cell.includes(',') && advice === '' ? " Are the cells separated by ','? Then give --delimiter ','." : advice;
    expect(message).toBe(`train.csv:2:2: '${cell}' is not a number (column 2).${other}`);
  });
});

describe('a label column', () => {
  it('is a name where anything but digits is in it, and an index where nothing else is', async () => {
    const table = 'a1,1b,x\n1,2,5\n3,4,6\n';
    const features = async (labelColumn: string) => (await read(table, { labelColumn })).train.features;
    expect([await features('a1'), await features('1b'), await features(' 2 '), await features('-1')]).toEqual([
      ['1b', 'x'],
      ['a1', 'x'],
      ['a1', '1b'],
      ['a1', '1b'],
    ]);
  });

  it('may be the twelfth', async () => {
    const row = (label: string) => [...Array.from({ length: 11 }, (_, c) => c * c), label].join(',');
    expect((await read(`${row('a')}\n${row('b')}\n`, { labelColumn: '11' })).train.classes).toEqual(['a', 'b']);
  });
});

describe('a test file beside a training file', () => {
  it('has the same columns in the same order', async () => {
    const train = 'label,z,b\na,1,2\nb,3,5\n';
    expect((await pair(train, 'label,z,b\na,9,9\n')).test?.X.rows).toBe(1);
    expect((await pair(train, 'a,9,9\n')).test?.X.rows).toBe(1);
    expect(await faultOf(pair(train, 'label,b,z\na,9,9\n'))).toBe(
      "test.csv: feature 1 is 'b', in train.csv it is 'z'. The columns are the same but in another order: bring them into one.",
    );
    expect(await faultOf(pair(train, 'label,z,c\na,9,9\n'))).toBe("test.csv: feature 2 is 'c', in train.csv it is 'b'. Are these files of one data set?");
  });

  it('is leakage where a row of it is in both, by its features alone', async () => {
    const train = 'a,1\nb,2\na,3\n';
    const warnings = async (test: string) =>
      (await pair(train, test)).warnings.filter((warning) => warning.includes('leakage')).map((warning) => warning.replace(/\S*\/(?=\w+\.csv)/g, ''));
    expect(await warnings('a,9\n')).toEqual([]);
    expect(await warnings('b,1\nb,9\n')).toEqual([
      '1 row of the 2 in test.csv has exactly the features of a row in train.csv: what is measured there is partly memory (leakage).',
    ]);
    expect(await warnings('b,1\na,2\n')).toEqual([expect.stringMatching(/^2 rows of the 2 in test\.csv have exactly/)]);
  });
});

it('asks for an identifier where over half of ten rows or more are classes of their own', async () => {
  const classes = (rows: number, distinct: number) => Array.from({ length: rows }, (_, r) => `${'abcdefghijklm'[r % distinct]},${r}\n`).join('');
  const asked = async (content: string) => (await read(content)).warnings.some((warning) => warning.includes('identifier'));
  expect([await asked(classes(10, 6)), await asked(classes(10, 5)), await asked(classes(9, 9)), await asked(classes(12, 7))]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});
