import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { type CsvOptions, readCsv } from '../../../../src/data/csv/csv.ts';
import { matrix } from '../../../../src/numbers/matrix.ts';
import { csvFolder } from './csv-file.ts';

/** Large files are slow where every number is looked at for mutants, and show none that small ones do not. */
const MUTANTS = process.env['MUTANTS'] !== undefined;

const { write, remove } = csvFolder();
afterAll(remove);

const read = (content: string | Uint8Array, options?: CsvOptions, name = 'train.csv') => readCsv(write(name, content), undefined, options);

describe('a CSV file', { timeout: 60_000 }, () => {
  it('becomes a data set: label first, features named by their place', async () => {
    const path = write('train.csv', '1,5.5,6\n0,7,8\n1,9,10\n');
    expect(await readCsv(path)).toEqual({
      train: {
        name: path,
        X: matrix(
          [
            [5.5, 6],
            [7, 8],
            [9, 10],
          ],
          'float32',
        ),
        y: Uint32Array.of(1, 0, 1),
        classes: ['0', '1'],
        features: ['column 2', 'column 3'],
      },
      test: undefined,
      warnings: [],
    });
  });

  it.each([
    ['\\r\\n', 'a,1\r\nb,2\r\n'],
    ['lone \\r', 'a,1\rb,2\r'],
    ['mixed line endings', 'a,1\r\n\rb,2\n'],
    ['no line ending at the end', 'a,1\nb,2'],
    ['a byte order mark', '\uFEFFa,1\nb,2\n'],
    ['quotes', '"a","1"\nb,"2"\n'],
    ['blanks around cells', ' a , 1\n"b", " 2"\n   \n'],
    ['blank lines', '\n\na,1\n\nb,2\n\n'],
  ])('may have %s', async (_, content) => {
    const { train, warnings } = await read(content);
    expect([train.classes, [...train.X.data], [...train.y], warnings]).toEqual([['a', 'b'], [1, 2], [0, 1], []]);
  });

  it('may be packed by gzip, in several pieces too', async () => {
    const packed = Buffer.concat([gzipSync('a,1\nb'), gzipSync(',2\n')]);
    expect([...(await read(packed, {}, 'train.csv.gz')).train.X.data]).toEqual([1, 2]);
  });

  it('may have comment lines, of which it tells', async () => {
    const { train, warnings } = await read('# made by hand, "twice\na,1\n  # so\nb,2 \n');
    expect([...train.X.data]).toEqual([1, 2]);
    expect(warnings).toEqual([`${train.name}: 2 lines beginning with '#' skipped as comments.`]);
  });

  it('may have the comment sign within a cell', async () => {
    expect((await read('c#,1\nd,2\n')).train.classes).toEqual(['c#', 'd']);
  });

  it.each([
    ['tab', '\t'],
    ['\\t', '\t'],
    [';', ';'],
    ['|', '|'],
    [' ', ' '],
  ])('may have cells separated by %j', async (delimiter, separator) => {
    const { train } = await read(['a,1,2', 'b,3,4'].join('\n').replaceAll(',', separator), { delimiter });
    expect([...train.X.data]).toEqual([1, 2, 3, 4]);
  });

  it('is held in float32 only where every number survives that', async () => {
    expect((await read('0,255,0.5\n1,16777216,1\n')).train.X.data).toEqual(Float32Array.of(255, 0.5, 16777216, 1));
    expect((await read('0,255,0.5\n1,16777217,1\n')).train.X.data).toEqual(Float64Array.of(255, 0.5, 16777217, 1));
    expect((await read('0,0.5,1\n1,0.1,1\n')).train.X.data).toEqual(Float64Array.of(0.5, 1, 0.1, 1));
  });

  it.skipIf(MUTANTS)('is read alike beyond one block of numbers, whichever turns out to need float64', async () => {
    const rows = 90_000; // 270,000 numbers; a block holds 262,144
    for (const odd of [0, rows - 1]) {
      const numbers = (r: number): number[] => [r, r === odd ? 0.1 : 0, -r];
      const content = Array.from({ length: rows }, (_, r) => `${r % 2},${numbers(r).join()}`).join('\n');
      const { train } = await read(content);
      expect(train.X.data).toBeInstanceOf(Float64Array);
      expect(train.X.data.every((x, i) => x === numbers(Math.floor(i / 3))[i % 3]! + 0)).toBe(true);
    }
  });
});

describe('the header', () => {
  const features = async (content: string, labelColumn: number | string = 0) => {
    const { train } = await read(content, { labelColumn });
    return [train.features, train.X.rows];
  };

  it('is a first line without a number among its features', async () => {
    expect(await features('species,length,width\na,1,2\nb,3,4\n')).toEqual([['length', 'width'], 2]);
    expect(await features('7,length,\na,1,2\nb,3,4\n')).toEqual([['length', 'column 3'], 2]);
    expect(await features('length,species\n1,a\n3,b\n', -1)).toEqual([['length'], 2]);
  });

  it('is absent where the first line is all numbers, whatever the labels', async () => {
    expect(await features('a,1,2\nb,3,4\n')).toEqual([['column 2', 'column 3'], 2]);
    expect(await features('a,5,6,7,8\nb,3,4,5,6\n')).toEqual([['column 2', 'column 3', 'column 4', 'column 5'], 2]);
    expect(await features('a,0,2\nb,3,4\n')).toEqual([['column 2', 'column 3'], 2]);
  });

  it('may number the columns', async () => {
    expect(await features('label,0,1,2\n7,5,5,5\n8,6,6,6\n')).toEqual([['0', '1', '2'], 2]);
    expect(await features('label,1,2,3\n7,5,5,5\n8,6,6,6\n')).toEqual([['1', '2', '3'], 2]);
    expect(await features('label,0,1,2,3\na,5,5,5,5\nb,6,6,6,6\n')).toEqual([['0', '1', '2', '3'], 2]);
    expect(await features('7,1,2,3,4\n8,6,6,6,6\n')).toEqual([['column 2', 'column 3', 'column 4', 'column 5'], 2]);
    expect(await features('a,1,2,3\nb,6,6,6\n')).toEqual([['column 2', 'column 3', 'column 4'], 2]);
  });

  it('may be in one of the two files only', async () => {
    const { train, test } = await readCsv(write('train.csv', 'class,x\n1,5\n2,6\n'), write('test.csv', '2,7\n'));
    expect([train.features, test?.features, test?.y]).toEqual([['x'], ['x'], Uint32Array.of(1)]);
  });
});

describe('the label column', () => {
  it.each([
    [1, '1,a\n2,b\n'],
    ['1', '1,a\n2,b\n'],
    [-1, '1,a\n2,b\n'],
    [-2, 'a,1\nb,2\n'],
    ['species', 'x,species\n1,a\n2,b\n'],
    [' species', 'species ,x\na,1\nb,2\n'],
    ['0', 'y,x\na,1\nb,2\n'],
    ['-1', 'x,0\n1,a\n2,b\n'],
  ])('may be %j', async (labelColumn, content) => {
    const { train } = await read(content, { labelColumn });
    expect([train.classes, [...train.X.data]]).toEqual([
      ['a', 'b'],
      [1, 2],
    ]);
  });
});

describe('classes', () => {
  const classesOf = async (...labels: string[]) => {
    const { train } = await read(labels.map((label, i) => `${label},${i}`).join('\n'));
    return [train.classes, [...train.y]];
  };

  it('are numbered in order: numbers by value, words by character', async () => {
    expect(await classesOf('10', '9', '-1', '10')).toEqual([
      ['-1', '9', '10'],
      [2, 1, 0, 2],
    ]);
    expect(await classesOf('b', 'B', 'é', '10', '9')).toEqual([
      ['10', '9', 'B', 'b', 'é'],
      [3, 2, 4, 0, 1],
    ]);
  });

  it('may begin at 1 and have gaps', async () => {
    expect(await classesOf('7', '1', '3')).toEqual([
      ['1', '3', '7'],
      [2, 0, 1],
    ]);
  });

  it('are the same however a whole number is written', async () => {
    expect(await classesOf('1', '1.0', '01', '+1', '1e0', '-0', '0')).toEqual([
      ['0', '1'],
      [1, 1, 1, 1, 1, 0, 0],
    ]);
  });

  it('are words where a number is too long to be exact', async () => {
    expect(await classesOf('0', '1e400', '1')).toEqual([
      ['0', '1', '1e400'],
      [0, 2, 1],
    ]);
    expect(await classesOf('12345678901234567890', '12345678901234567891')).toEqual([
      ['12345678901234567890', '12345678901234567891'],
      [0, 1],
    ]);
  });

  it('may be a thousand', async () => {
    const { train } = await read(Array.from({ length: 2000 }, (_, r) => `c${r % 1000},${r}`).join('\n'));
    expect(train.classes).toHaveLength(1000);
  });

  it('are those of the training file in the test file too', async () => {
    const { test } = await readCsv(write('train.csv', 'a,1\nb,2\nc,3\n'), write('test.csv', 'c,4\na,5\n'));
    expect([test?.classes, [...test!.y]]).toEqual([
      ['a', 'b', 'c'],
      [2, 0],
    ]);
  });
});

describe('warnings', () => {
  it('count the test rows that are in the training file', async () => {
    const train = write('train.csv', 'a,1,2\nb,3,4\nb,5,6\n');
    const test = write('test.csv', 'a,1,2\nb,1,2\nb,7,8\n');
    expect((await readCsv(train, test)).warnings).toEqual([
      `2 rows of the 3 in ${test} have exactly the features of a row in ${train}: what is measured there is partly memory (leakage).`,
    ]);
  });

  it('name a label that may mean that there is none, and leave alone what may well be a class', async () => {
    const { train, warnings } = await read('y,x\na,1\nNA,2\nb,3\n-,4\nnone,5\n?,6\nNA,7\n');
    const doubt = (place: string, label: string) =>
      `${train.name}:${place}: the label '${label}' is taken for a class like any other. If it means that the label is missing, leave such rows out.`;
    expect(warnings).toEqual([doubt('3:1', 'NA'), doubt('7:1', '?')]);
    expect(train.classes).toEqual(['-', '?', 'NA', 'a', 'b', 'none']);
  });

  it('say where no feature tells one row from another', async () => {
    const { train, warnings } = await read('a,1,5\nb,1,5\na,1,5\n');
    expect(warnings).toEqual([`${train.name}: all 3 rows have the same features, from which nothing can be learnt.`]);
    expect((await read('a,1,5\nb,1,6\n')).warnings).toEqual([]);
  });

  it('doubt a label that is different in almost every row', async () => {
    const { train, warnings } = await read(Array.from({ length: 12 }, (_, r) => `${r},5,${r % 2}`).join('\n'));
    expect(warnings).toEqual([`${train.name}: 12 classes in 12 rows. Is the label column an identifier?`]);
  });
});

it('takes 10,000 columns', async () => {
  const row = Array.from({ length: 10_000 }, (_, c) => c / 8).join();
  const { train } = await read(`a,${row}\nb,${row}\n`);
  expect([train.X.rows, train.X.cols, train.X.data.at(-1)]).toEqual([2, 10_000, 9999 / 8]);
});
