import { describe, expect, it, vi } from 'vitest';
import { cells, faultOf, read } from './table-folder.ts';

const TABLE = [
  ['x', 'y', 'kind'],
  ['1.5', '-2', 'red'],
  ['3', '0.25', 'blue'],
  ['4', '7', 'red'],
];
const written = (rows: readonly (readonly string[])[], delimiter: string, end = '\n') => rows.map((row) => row.join(delimiter) + end).join('');
const COMMAS = written(TABLE, ',');

describe('what stands between cells is found out', () => {
  it.each([
    ['commas', COMMAS],
    ['semicolons', written(TABLE, ';')],
    ['tabs', written(TABLE, '\t')],
    ['pipes', written(TABLE, '|')],
    ['blanks', written(TABLE, ' ')],
    ['runs of blanks, before the first and after the last too', written(TABLE, '   ').replace(/^/gm, ' ').replace(/\n/g, ' \n').trimEnd()],
    ['tabs, at times two', written(TABLE, '\t').replace('3\t', '3\t\t')],
    ['commas with blanks after them', written(TABLE, ', ')],
    [
      'quotes around all',
      written(
        TABLE.map((row) => row.map((cell) => `"${cell}"`)),
        ',',
      ),
    ],
    ['what Excel says', `sep=;\n${written(TABLE, ';')}`],
    ['Windows line ends', written(TABLE, ',', '\r\n')],
    ['old Macintosh line ends', written(TABLE, ',', '\r')],
    ['no line end at the end', COMMAS.trimEnd()],
    ['empty lines and lines of blanks', COMMAS.replaceAll('\n', '\n\n   \n')],
    ['delimiters at the end of each line', written(TABLE, ',', ',\n')],
    ['delimiters at the end of each line but the first', `x,y,kind\n${written(TABLE.slice(1), ',', ',\n')}`],
    ['delimiters at the end of some lines', COMMAS.replace('blue\n', 'blue,\n')],
    ['a mark of UTF-8', `\uFEFF${COMMAS}`],
  ])('%s', async (_, content) => {
    expect(await cells(content)).toEqual(TABLE);
  });

  it('semicolons rather than decimal commas, which stay as they are', async () => {
    expect(await cells('x;y;z\n1,5;2,5;3\n2,5;3,5;4\n')).toEqual([
      ['x', 'y', 'z'],
      ['1,5', '2,5', '3'],
      ['2,5', '3,5', '4'],
    ]);
  });

  it('blanks rather than decimal commas', async () => {
    expect(await cells('1,5 2,5 a\n2,5 3,5 b\n')).toEqual([
      ['1,5', '2,5', 'a'],
      ['2,5', '3,5', 'b'],
    ]);
  });

  it('commas rather than the blanks within words, though these are as many in every row', async () => {
    const rows = ['15.2 kmpl,998 CC,First Owner,a', '16.4 kmpl,1197 CC,Second Owner,b', '17.9 kmpl,1248 CC,First Owner,a'];
    const expected = rows.map((row) => row.split(','));
    expect(await cells(`${rows.join('\n')}\n`)).toEqual(expected);
    expect(await cells(`mileage,engine,owner,class\n${rows.join('\n')}\n`)).toEqual([['mileage', 'engine', 'owner', 'class'], ...expected]);
    expect((await cells('1067,+49 30 11,0.3,b\n1069,+49 30 12,0.4,a\n'))[0]).toEqual(['1067', '+49 30 11', '0.3', 'b']);
  });

  it('commas rather than colons within words', async () => {
    expect((await cells('std::map,a,b\nstd::set,c,d\nstd::map,c,b\n'))[0]).toEqual(['std::map', 'a', 'b']);
  });

  it('or not at all, where cells merely stand below each other', async () => {
    const names = ['Ann Lee', 'Bo', 'Cy De Vo', 'Dee van den Berg'];
    const rows = names.map((name, k) => `${name.padEnd(20)}${30 + k}  ${['New York', '', 'Rio de Janeiro', 'Rome'][k]!.padEnd(18)}yes\n`).join('');
    expect(await faultOf(cells(`${'NAME'.padEnd(20)}AGE CITY              CLASS\n${rows}`))).toMatch(
      /^a\.csv: its cells stand at fixed places, it seems, .* pandas\.read_fwf\('a\.csv'\)\.to_csv/,
    );
  });

  it('or given', async () => {
    expect(await cells('a~1,5\nb~2,5\n', { delimiter: '~' })).toEqual([
      ['a', '1,5'],
      ['b', '2,5'],
    ]);
    expect(await cells('a 1;2\n', { delimiter: 'space' })).toEqual([['a', '1;2']]);
    expect(await faultOf(cells('a,1\n', { delimiter: '5' }))).toMatch(/^The delimiter must be/);
  });
});

describe('how characters are written is found out', () => {
  const text = 'größe,kind\n1,schön\n2,nö\n';
  const utf16 = (swap: boolean) => (swap ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, 'utf16le'));
  const expected = [
    ['größe', 'kind'],
    ['1', 'schön'],
    ['2', 'nö'],
  ];

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-16, little end first, with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(false)])],
    ['UTF-16, big end first, with its mark', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16(true)])],
    ['UTF-16, little end first', utf16(false)],
    ['UTF-16, big end first', utf16(true)],
    ['Latin-1', Buffer.from(text, 'latin1')],
  ])('%s', async (_, content) => {
    expect(await cells(content)).toEqual(expected);
  });

  it('though it shows late, and says so', async () => {
    const late = Buffer.concat([Buffer.from(`x,kind\n${'1,a\n'.repeat(400_000)}`), Buffer.from('1,nö\n', 'latin1')]);
    const table = await read(late);
    expect(table.columns[1]!.words!.distinct).toEqual(['a', 'nö']);
    expect(table.notes).toEqual(['a.csv: read as Windows-1252 (Latin-1), since it is not UTF-8.']);
  });

  it('a character may lie on two chunks', async () => {
    const rows = `1,${'é'.repeat(99)}\n`.repeat(20_000);
    for (const before of ['', 'x']) expect((await read(`${before}x,kind\n${rows}`)).columns[1]!.words!.distinct).toEqual(['é'.repeat(99)]);
  });

  it('though the one byte that shows it ends a chunk, and plain letters follow', async () => {
    const start = `x,kind\n${'1,abc\n'.repeat(174_000)}`;
    const bytes = Buffer.concat([Buffer.from(`${start}1,${'n'.repeat(2 ** 20 - 3 - start.length)}`), Buffer.from([0xe9]), Buffer.from('\n2,abc\n')]);
    expect(bytes[2 ** 20 - 1]).toBe(0xe9);
    expect((await read(bytes)).columns[1]!.words!.distinct[1]).toMatch(/^n+é$/);
  });

  it('and what is no text is refused', async () => {
    expect(await faultOf(cells(Buffer.from([1, 0, 2, 3, 0, 0, 0, 5, 44, 0, 0, 0])))).toContain('not a text file (it holds zero bytes)');
  });
});

describe('cells', () => {
  it('in quotes hold anything', async () => {
    expect(await cells('x,text\n1,"a, b"\n2,"say ""hi"""\n3,"two\nlines"\n4,""\n')).toEqual([
      ['x', 'text'],
      ['1', 'a, b'],
      ['2', 'say "hi"'],
      ['3', 'two\nlines'],
      ['4', ''],
    ]);
  });

  it('may hold quotes as other characters, inside them', async () => {
    expect(await cells('x,size\n1,19"\n2,5\' 10"\n3,a "b" c\n')).toEqual([
      ['x', 'size'],
      ['1', '19"'],
      ['2', '5\' 10"'],
      ['3', 'a "b" c'],
    ]);
  });

  it('may be in single quotes, where no double ones are', async () => {
    expect(await cells("'age','job'\n5,'a, b'\n6,'it''s'\n7,'c'\n")).toEqual([
      ['age', 'job'],
      ['5', 'a, b'],
      ['6', "it's"],
      ['7', 'c'],
    ]);
    expect((await cells("x,word\n1,'tis\n2,dogs'\n"))[1]).toEqual(['1', "'tis"]);
  });

  it('may hold quotes after a backslash, as MySQL writes them', async () => {
    expect(await cells('x,name\n1,"a \\"b\\" c"\n2,"\\"d\\", e"\n3,"f"\n')).toEqual([
      ['x', 'name'],
      ['1', 'a "b" c'],
      ['2', '"d", e'],
      ['3', 'f'],
    ]);
    expect((await cells('x,path\n1,"C:\\"\n2,"D:\\"\n'))[2]).toEqual(['2', 'D:\\']);
  });

  it('of runs of blanks may be in quotes, and then empty', async () => {
    expect(await cells('"x y" kind\n"1" "a ""b"" c"\n2 ""\n')).toEqual([
      ['x y', 'kind'],
      ['1', 'a "b" c'],
      ['2', ''],
    ]);
  });

  it('are numbers where they are decimals, and texts as they stand where not', async () => {
    const { columns } = await read('x\n1\n+1.50\n.5\n1e3\n0x1f\nInfinity\n1e999\n\n"7"\n-0\n', { delimiter: ',', header: 'yes' });
    expect([...columns[0]!.numbers]).toEqual([1, 1.5, 0.5, 1000, Number.NaN, Number.NaN, Number.NaN, 7, -0]);
    expect(columns[0]!.words).toEqual({ distinct: ['0x1f', 'Infinity', '1e999'], codes: Int32Array.of(-1, -1, -1, -1, 0, 1, 2, -1, -1) });
  });

  it('as many as there are columns, or the place is named', async () => {
    expect(await faultOf(cells('x,y\n1,2\n\n3\n4,5\n'))).toBe('a.csv:4: 1 column, the others have 2. Is a value missing, or the line cut short?');
    expect(await faultOf(cells('x,y\n1,2\n4,5,6\n4,5\n'))).toBe("a.csv:3: 3 columns, the others have 2. A ',' inside a cell needs quotes around the cell.");
    expect(await faultOf(cells('x\ty\n1\t2\n4\t5\t6\n4\t5\n'))).toMatch(/ A tab inside a cell needs quotes/);
    expect(await faultOf(cells('x y\n1 2\n4 5 6\n4 5\n'))).toMatch(/ A blank inside a cell needs quotes/);
    expect(await faultOf(cells('x,y\n1,2\n4;5\n4,5\n'))).toBe(
      "a.csv:3: 1 column, the others have 2. Are the cells separated by ';'? Then give --delimiter ';'.",
    );
  });

  it.each([['x,y\n1,"2\n3,4\n', 'a.csv: a quote (") opened after line 1 is never closed.']])('%j', async (content, message) => {
    expect(await faultOf(cells(content))).toBe(message);
  });
});

describe('below the table', () => {
  const rows = Array.from({ length: 6 }, (_, k) => `${k},${2 * k},${k % 2 ? 'red' : 'blue'}\n`).join('');
  const table = `day,units,kind\n${rows}`;

  it.each([
    [
      'sources',
      '\nSource: office of things\nNote: the second, is estimated\n',
      ['Source: office of things', 'Note: the second, is estimated'],
      'skipped, as no row of the table',
    ],
    ['as a spreadsheet writes them', '"Source: office, of things",,\n', ['Source: office, of things'], 'left out, as no row of the table'],
    ['how many rows there are', '(6 rows)\n', ['(6 rows)'], 'skipped, as no row of the table'],
    ['sums', 'Total,30,\nAverage,5,\n', ['Total', 'Average'], 'left out, as it sums up the rows above'],
  ])('%s are no rows, and said', async (_, below, said, how) => {
    const found = await read(table + below);
    expect(found.rows).toBe(6);
    expect(found.columns[0]!.words).toBeUndefined();
    expect(found.notes.map((note) => note.replace(/^a\.csv:\d+: /, ''))).toEqual(said.map((text) => `${how}: '${text}'.`));
  });

  it('a word that comes again is one like others, and a row below a remark makes it a mistake', async () => {
    expect((await read(`kind,units\n${'total,3\nother,4\n'.repeat(3)}total,5\n`)).rows).toBe(7);
    expect(await faultOf(read(`${table}Note: half of it\n9,9,red\n`))).toBe('a.csv:8: 1 column, the others have 3. Is a value missing, or the line cut short?');
    expect(await faultOf(read(`${table}7\n`))).toMatch(/^a\.csv:8: 1 column/);
  });
});

describe('a place', () => {
  it('is the line that a row begins on, whatever stands between', async () => {
    const table = await read('# made by hand\nx,text\n1,a\n\n2,"b\nc"\n# half\n3,d\n');
    expect([0, 1, 2].map(table.placeOf)).toEqual(['a.csv:3', 'a.csv:5', 'a.csv:8']);
    expect(table.notes).toEqual(["a.csv: 2 lines beginning with '#' skipped as comments."]);
  });
});

it('a place is right after cells of several lines, however these end', async () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const table = await read(['x,text', '1,"a', 'b', 'c"', '2,"d', 'e"', '3,f', ''].join(end));
    expect([0, 1, 2].map(table.placeOf)).toEqual(['a.csv:2', 'a.csv:5', 'a.csv:7']);
  }
});

it('a place is right where \\r and \\n lie on two chunks', async () => {
  const row = '1,22\r\n'; // 6 bytes, of which 2 ** 20 holds no whole number: in some chunk the end falls between the two
  for (const before of ['a,b\r\n', 'aa,b\r\n', 'aaa,b\r\n', 'a,bbbb\r\n', 'a,bbbbb\r\n', 'a,bbbbbb\r\n']) {
    const table = await read(before + row.repeat(200_000));
    expect([table.rows, table.placeOf(199_999)]).toEqual([200_000, 'a.csv:200001']);
  }
});

it('words are told apart, however many there are', async () => {
  const words = Array.from({ length: 20_000 }, (_, k) => `w${(k * 7919) % 10_007}`);
  const [, column] = (await read(`x,w\n${words.map((word) => `1,${word}\n`).join('')}`)).columns;
  expect(words.map((_, row) => column!.words!.distinct[column!.words!.codes[row]!])).toEqual(words);
});

it('how much is read is told once it takes its time', async () => {
  const told: [number, number][] = [];
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 200));
  const rows = '1,2\n'.repeat(1_000_000);
  await read(rows, { onProgress: (done, of) => told.push([done, of]) });
  clock.mockRestore();
  expect(told.at(-1)).toEqual([rows.length, rows.length]);
  expect(told.length).toBeGreaterThan(2);
});

it('a file of nothing, or of a header alone, is refused', async () => {
  for (const content of ['', '\n\n', '# nothing\n']) expect(await faultOf(cells(content))).toBe('a.csv: there are no rows in it.');
  expect(await faultOf(cells('x,y\n'))).toBe('a.csv: there are no rows below the header.');
});

it('more rows than memory holds are refused before they are read', async () => {
  const rows = `${'1.25,2.25\n'.repeat(300_000)}`;
  expect(await faultOf(cells(rows, { memory: 1e6 }))).toMatch(
    /^a\.csv: some 30\d,\d{3} rows of 2 columns take \d(\.\d)? MiB of memory, and 1 MiB are free\. Give a part/,
  );
});
