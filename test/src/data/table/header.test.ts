import { describe, expect, it } from 'vitest';
import { cells, faultOf, read } from './table-folder.ts';

const first = async (content: string) => (await read(content)).columns.map(({ name }) => name);

describe('a first row holds names', () => {
  it.each([
    ['words above numbers', 'a,b\n1,2\n3,4\n'],
    ['words above words that come again, and numbers', 'colour,size\nred,1\nblue,2\nred,3\n'],
    ['words above words, none of which comes again', 'outlook,wind\nsunny,weak\nrain,weak\nsunny,strong\n'],
    ['words above numbers with gaps', 'a,b\n1,?\nNA,4\n'],
    ['words above decimal commas', 'a;b\n1,5;2,5\n3,5;4,5\n'],
    ['years beside a word', 'kind,2015,2016,2017\nred,0.3,0.5,1\nblue,2,3,9\nred,1,1,2\n'],
    ['columns counted beside a word', 'label,0,1\n3,0.5,7\n4,0.5,9\n'],
    ['columns counted above fractions', '0,1,2,3\n0.5,3,7,1\n1,0.25,9,2\n'],
    ['words above numbers and a few numbers', 'LABEL,1,2,0_F,0_M\n0,-1.17,-2.34,0,1\n1,0.14,0.28,1,0\n'],
    ['an empty name, as pandas writes that of its index', ',x\n0,1.5\n1,2.5\n'],
  ])('%s', async (_, content) => {
    expect(await first(content)).toEqual(content.split('\n')[0]!.split(/[,;]/));
  });
});

describe('a first row is one of data', () => {
  it.each([
    ['numbers', '5.1,3.5,0\n4.9,3,1\n'],
    ['numbers and a word that comes again', '5.1,3.5,red\n4.9,3,red\n4,3,blue\n'],
    ['numbers and a word that does not come again', '5.1,3.5,red\n4.9,3,blue\n'],
    ['words that come again below', 'vhigh,low\nlow,low\nvhigh,med\n'],
    ['numbers in equal steps, as those below', 'a,1,2,3\nb,4,5,6\n'],
    ['numbers in equal steps beside a word that comes again', 'red,1,2,3\nred,4,7,6\nblue,1,1,1\n'],
    ['whole numbers in equal steps above whole numbers', '0,1,2,3\n5,9,7,1\n'],
    ['a word among numbers, which is a mistake', '5,abc,3\n6,7,2\n8,9,1\n'],
    ['gaps and numbers', '?,1\n2,3\n'],
  ])('%s', async (_, content) => {
    expect(await first(content)).not.toContain(content.split(',')[0]!);
    expect((await read(content)).rows).toBe(content.split('\n').length - 1);
  });
});

it('is taken for what it is given as', async () => {
  expect(await cells('1,2\n3,4\n', { header: 'yes' })).toEqual([
    ['1', '2'],
    ['3', '4'],
  ]);
  expect((await read('a,b\n1,2\n', { header: 'no' })).rows).toBe(2);
});

describe('lines before the table', () => {
  const table = 'x,y,kind\n1,2,a\n3,4,b\n5,6,a\n';
  const expected = [
    ['x', 'y', 'kind'],
    ['1', '2', 'a'],
    ['3', '4', 'b'],
    ['5', '6', 'a'],
  ];

  it.each([
    ['a title', 'Results 2020\n'],
    ['a title as a spreadsheet writes it', 'Results 2020,,\n\n'],
    ['two', 'Results\nof the year\n'],
    ['comments of another kind', '% Results, 2020\n// by hand, too\n'],
    ['comments', '# Results, 2020\n# "odd\n'],
  ])('%s', async (_, before) => {
    const read = await cells(before + table);
    expect(read).toEqual(expected);
  });

  it('the maker and the date', async () => {
    expect((await read('Author:,me\nMade with care\nDate:,2020\na,b,c,d\n1,2,3,4\n5,6,7,8\n1,1,1,1\n')).columns.map(({ name }) => name)).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  it('are said', async () => {
    expect((await read(`Results 2020,,\n${table}`)).notes).toEqual(["a.csv:1: skipped, as no row of the table: 'Results 2020'."]);
  });

  it('are as many as given', async () => {
    expect(await cells(`1,2\n3,4,5,6\n${table}`, { skip: 2 })).toEqual(expected);
    expect((await read(`1,2\n"3\n${table}`, { skip: 2 })).placeOf(0)).toBe('a.csv:4');
  });

  it('rows and columns counted, as scikit-learn writes them', async () => {
    expect(await cells('30,2,red,green\n1.5,2,0\n2.5,3,1\n1,1,0\n')).toHaveLength(3);
  });

  it('names in the last comment, if it has as many', async () => {
    expect(await cells('# made by hand\n#x,y,kind\n1,2,a\n3,4,b\n')).toEqual(expected.slice(0, 3));
    expect(await cells('#x y\n1,2,a\n3,4,b\n')).toEqual(expected.slice(1, 3));
  });

  it('a first row that is merely short is a mistake, and none of these', async () => {
    expect(await faultOf(cells('1,2\n3,4,5\n6,7,8\n'))).toBe('a.csv:1: 2 columns, the others have 3. Is a value missing, or the line cut short?');
  });
});

describe('a header', () => {
  it('one shorter than the rows is one of R, whose row names have no name', async () => {
    expect(await cells('"x","kind"\n"1",0.5,"a"\n"2",1.5,"b"\n')).toEqual([
      ['', 'x', 'kind'],
      ['1', '0.5', 'a'],
      ['2', '1.5', 'b'],
    ]);
  });

  it('of another length is a mistake', async () => {
    expect(await faultOf(cells('a,b,c,d\n1,2\n3,4\n'))).toMatch(/^a\.csv:1: the header has 4 names, the rows below have 2 columns\./);
  });

  it('that comes again is left out, and said', async () => {
    const table = await read('x,kind\n1,a\nx,kind\n2,b\n3,a\n');
    expect(table.columns).toEqual([
      { name: 'x', numbers: Float64Array.of(1, 2, 3), words: undefined },
      { name: 'kind', numbers: Float64Array.of(Number.NaN, Number.NaN, Number.NaN), words: { distinct: ['a', 'b'], codes: Int32Array.of(0, 1, 0) } },
    ]);
    expect(table.placeOf(1)).toBe('a.csv:4');
    expect(table.notes).toEqual(['a.csv: the header comes again 1 time, which is left out.']);
  });

  it('may have units below it, which are left out and said', async () => {
    const table = await read('length,mass,kind\n(m),(kg),\n1,2,a\n3,4,b\n');
    expect(table.rows).toBe(2);
    expect(table.notes).toEqual(["a.csv:2: skipped, as units or descriptions: '(m), (kg), '."]);
    expect((await read('length,mass,kind\nNA,NA,a\n1,2,a\n3,4,b\n')).rows).toBe(3);
  });
});
