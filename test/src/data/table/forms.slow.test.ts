import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readTable } from '../../../../src/data/table/read-table.ts';
import { Fault } from '../../../../src/fault.ts';
import { cells, faultOf, read, rowsOf, tableFolder } from './table-folder.ts';

const { folder, write, remove } = tableFolder();
afterAll(remove);

const files = join(import.meta.dirname, 'files');
const fromFile = async (name: string) => read(readFileSync(join(files, name)), {}, name);

describe('packed', () => {
  const content = 'x,kind\n1,a\n2,b\n';
  const expected = [
    ['x', 'kind'],
    ['1', 'a'],
    ['2', 'b'],
  ];

  it('by gzip, whatever the name', async () => {
    expect(await cells(gzipSync(content))).toEqual(expected);
    expect(await cells(Buffer.concat([gzipSync('x,kind\n1,a\n'), gzipSync('2,b\n')]), {}, 'a.gz')).toEqual(expected);
  });

  it('by gzip, more than is looked at to know what it is', async () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => `${Math.sin(i)},a\n`);
    const path = write('long.csv.gz', gzipSync(rows.join('')));
    expect((await readTable(path)).rows).toBe(200_000);
  });

  it('by gzip and damaged or cut short', async () => {
    const long = gzipSync(Array.from({ length: 5000 }, (_, i) => `${Math.sin(i)},a\n`).join(''));
    for (const bytes of [long.subarray(0, long.length - 9), long.map((byte, i) => (i > 1000 && i < 1100 ? byte ^ 255 : byte))]) {
      expect(await faultOf(cells(bytes, {}, 'a.csv.gz'))).toMatch(
        /^a\.csv\.gz: what is packed in it is damaged or cut short \(.*\)\. Copy or download it again\.$/,
      );
    }
  });

  it('in a ZIP archive, alone', async () => {
    expect(rowsOf(await fromFile('one.zip'))).toEqual(expected);
    expect((await fromFile('one.zip')).placeOf(0)).toBe('one.zip/data/iris.csv:2');
  });

  it('in a ZIP archive beside others, or in a damaged one', async () => {
    expect(await faultOf(fromFile('two.zip'))).toBe(
      "two.zip: this ZIP archive holds 2 files, 'a.csv', 'b.csv'; one is expected. Unpack it and give the file itself.",
    );
    const bytes = readFileSync(join(files, 'one.zip'));
    expect(await faultOf(cells(bytes.subarray(0, 60), {}, 'a.zip'))).toBe('a.zip: this ZIP archive is damaged or cut short. Copy or download it again.');
    const inside = bytes.indexOf('iris.csv') + 12;
    expect(await faultOf(cells(bytes.map((byte, i) => (i === inside ? byte ^ 255 : byte))))).toContain('is damaged or cut short');
  });
});

describe('columns of Parquet and of Arrow', () => {
  const expected = [
    ['x', 'n', 'kind', 'flag', 'day', 'small'],
    ['1.5', '1', 'red', 'true', '2020-01-01', '0.5'],
    ['-2.25', '2', 'größe', 'false', '2020-01-02', String(Math.fround(0.1))],
    ['', '3', '', 'true', '2020-01-03', '3'],
    ['1e-7', '4000000000', 'red', 'true', '2020-01-04', '4'],
  ];

  it.each(['none', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4'])('%s.parquet', async (packed) => {
    expect(rowsOf(await fromFile(`${packed}.parquet`))).toEqual(expected);
  });

  it.each(['uncompressed.feather', 'lz4.feather', 'zstd.feather'])('%s', async (name) => {
    const read = rowsOf(await fromFile(name));
    expect(read.map((row) => row.map((cell) => (cell === 'NaN' ? '' : cell)))).toEqual(expected);
  });

  it('in blocks that refer to those before them', async () => {
    const { columns } = await fromFile('linked.feather');
    expect([...columns[0]!.numbers]).toEqual(Array.from({ length: 20_000 }, (_, i) => i % 17));
  });

  it('that are damaged in two columns at once, of which the library gives one fault to nobody', async () => {
    const orphans: unknown[] = [];
    const onOrphan = (error: unknown) => void orphans.push(error);
    process.on('unhandledRejection', onOrphan);
    const bytes = readFileSync(join(files, 'snappy.parquet'));
    bytes[105] = 18;
    bytes[889] = 187;
    expect(await faultOf(cells(bytes, {}, 'a.parquet'))).toMatch(/^a\.parquet: this Parquet file cannot be read/);
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', onOrphan);
    expect(orphans).toEqual([]);
  });

  it('of which any length says that more follows than the file holds', async () => {
    const sound = readFileSync(join(files, 'uncompressed.feather'));
    for (let at = 8; at + 4 <= sound.length; at += 4) {
      const bytes = Buffer.from(sound);
      bytes.writeInt32LE(0x7fffffff, at);
      const found = await read(bytes, { memory: 1e9 }).catch((error: unknown) => error);
      if (found instanceof Error) expect([found.constructor, found.message.split('\n').length], `at ${at}`).toEqual([Fault, 1]);
    }
  });

  it('that hold lists, or are cut short', async () => {
    expect(await faultOf(fromFile('lists.parquet'))).toMatch(/^lists\.parquet: column 'list' holds lists or objects/);
    for (const name of ['snappy.parquet', 'lz4.feather']) {
      const bytes = readFileSync(join(files, name));
      expect(await faultOf(cells(bytes.subarray(0, bytes.length - 500), {}, name)), name).toMatch(
        /^\w+\.\w+: this (Parquet file cannot be read \(|Arrow file is cut short)/,
      );
    }
  });
});

describe('arrays of NumPy', () => {
  const X = [
    ['1.5', '-2.25'],
    ['3', '0.1'],
    ['4', '5'],
  ];
  const Xy = [['X0', 'X1', 'y'], ...X.map((row, r) => [...row, r === 1 ? '1' : '0'])];

  it.each([
    ['rows.npy', X],
    ['columns.npy', X],
    ['big-end.npy', X.map((row) => row.map((cell) => String(Math.fround(Number(cell)))))],
    [
      'half.npy',
      [
        ['1.5', String(2 ** -15), '-0.0999755859375'],
        ['65504', 'NaN', 'Infinity'],
      ],
    ],
    ['words.npy', [['red'], ['größe']]],
    [
      'whole.npy',
      [
        ['-1', String(2 ** 53)],
        ['3', '4'],
      ],
    ],
    ['both.npz', Xy],
    ['packed.npz', Xy],
  ])('%s', async (name, expected) => {
    expect(rowsOf(await fromFile(name))).toEqual(expected);
  });

  it('for training and testing: the former, and says so', async () => {
    const table = await fromFile('split.npz');
    expect(rowsOf(table)).toEqual([
      ['x_train0', 'x_train1', 'x_train2', 'x_train3', 'y_train'],
      ['0', '1', '2', '3', '0'],
      ['4', '5', '6', '7', '1'],
    ]);
    expect(table.notes).toEqual([
      'split.npz: x_test, y_test left out; only the training arrays are read. Save the others in a file of their own to test with.',
    ]);
  });

  it('that do not go together, hold objects, or are cut short', async () => {
    expect(await faultOf(fromFile('unequal.npz'))).toContain('it holds X (3, 2), y (2). Save those that belong together');
    expect(await faultOf(fromFile('objects.npy'))).toBe(
      "objects.npy: its elements are '|O', which is not read. It holds Python objects (pickle), which can run code when read. Convert it with astype(float) or astype(str).",
    );
    const bytes = readFileSync(join(files, 'rows.npy'));
    expect(await faultOf(cells(bytes.subarray(0, 170), {}, 'a.npy'))).toBe('a.npy: the array is cut short: 48 bytes are expected, 42 are there.');
  });
});

describe('ARFF', () => {
  const header = "% made by hand\n@RELATION 'a b'\n\n@attribute x NUMERIC\n@attribute 'the kind' {red, 'dark blue'}\n@attribute note string\n@data\n";

  it('as it is declared', async () => {
    const table = await read(`${header}% rows\n1.5, red, 'it\\'s, so'\n?,'dark blue',"a ""\n\n-2,\tred\t,?,{2}\n`.replace('"a ""', '"a \\""'), {}, 'a.arff');
    expect(rowsOf(table)).toEqual([
      ['x', 'the kind', 'note'],
      ['1.5', 'red', "it's, so"],
      ['?', 'dark blue', 'a "'],
      ['-2', 'red', '?'],
    ]);
    expect([0, 1, 2].map(table.placeOf)).toEqual(['a.arff:9', 'a.arff:10', 'a.arff:12']);
  });

  it('sparse: what is left out is 0, or the first value', async () => {
    expect((await cells(`${header}{0 3}\n{}\n{1 'dark blue', 2 b}\n`)).slice(1)).toEqual([
      ['3', 'red', '0'],
      ['0', 'red', '0'],
      ['0', 'dark blue', 'b'],
    ]);
  });

  it('of KEEL', async () => {
    const content = '@relation iris\n@attribute x real [4.3, 7.9]\n@attribute class {a, b}\n@inputs x\n@outputs class\n@data\n5.1, a\n4.9, b\n';
    expect(await cells(content, {}, 'a.dat')).toEqual([
      ['x', 'class'],
      ['5.1', 'a'],
      ['4.9', 'b'],
    ]);
  });

  it.each([
    ['1,red\n', 'a.csv:8: 2 values, 3 attributes are declared. Is a value missing, or the line cut short?'],
    ['abc,red,x\n', "a.csv:8:1: 'abc' is not a number, which attribute 'x' is declared to be."],
    ['1,green,x\n', "a.csv:8:2: 'green' is none of the values that attribute 'the kind' is declared to have: 'red', 'dark blue'."],
    ["1,'red,x\n", 'a.csv:8: a quote is not closed, or text follows it.'],
    ['{3 1}\n', 'a.csv:8: place 3 is beyond the 3 attributes, which are counted from 0.'],
    ['', 'a.csv: there are no rows below the header.'],
  ])('%j', async (rows, message) => {
    expect(await faultOf(cells(header + rows))).toBe(message);
  });

  it('without data, or with a type that is none', async () => {
    expect(await faultOf(cells('@relation a\n@attribute x real\n'))).toBe("a.csv: the file ends before '@data'. Is it cut short?");
    expect(await faultOf(cells('@relation a\n@attribute x relational\n'))).toMatch(/^a\.csv:2: 'relational' is no type that is read/);
  });
});

describe('SVMlight', () => {
  it('counted from 1', async () => {
    expect(await cells('# made by hand\n+1 1:0.5 3:2 # first\n-1 2:1e3\n0\n')).toEqual([
      ['label', '1', '2', '3'],
      ['1', '0.5', '0', '2'],
      ['-1', '0', '1000', '0'],
      ['0', '0', '0', '0'],
    ]);
  });

  it('counted from 0, with queries, which are left out', async () => {
    expect(await cells('1 qid:3 0:0.5 1:2\n2 qid:3 1:1\n')).toEqual([
      ['label', '0', '1'],
      ['1', '0.5', '2'],
      ['2', '0', '1'],
    ]);
    expect((await read('1 qid:3 1:2\n2 qid:4 1:1\n')).notes).toEqual([
      "a.csv: 'qid:', which rows are of one query, is left out: these may come to lie on either side of a split.",
    ]);
    expect((await read('1 1:2\n2 1:1\n')).notes).toEqual([]);
  });

  it('in lines longer than is looked at to know what it is', async () => {
    const row = Array.from({ length: 9000 }, (_, k) => `${k + 1}:0.25`).join(' ');
    expect((await read(`1 ${row}\n-1 ${row}\n`)).columns).toHaveLength(9001);
  });

  it('with something else in it', async () => {
    expect(await faultOf(cells('1 1:0.5\n2 1:x\n'))).toBe("a.csv:2: 'place:value' is expected, got '1:x'.");
  });
});

describe('JSON', () => {
  const expected = [
    ['x', 'kind', 'flag'],
    ['1.5', 'red', ''],
    ['2', '', 'true'],
  ];

  it.each([
    ['lines of objects', '{"x": 1.5, "kind": "red"}\n\n{"flag": true, "x": "2", "kind": null}\n'],
    ['a list of objects', '[\n {"x": 1.5, "kind": "red"},\n {"flag": true, "x": 2}\n]\n'],
    ['lists by name', '{"x": [1.5, 2], "kind": ["red", null], "flag": [null, true]}'],
    ['objects by name, as pandas writes them', '{"x":{"0":1.5,"1":2},"kind":{"0":"red","1":null},"flag":{"0":null,"1":true}}'],
    ['names and rows apart', '{"columns":["x","kind","flag"],"index":[0,1],"data":[[1.5,"red",null],[2,null,true]]}'],
  ])('%s', async (_, content) => {
    expect(await cells(content, {}, 'a.json')).toEqual(expected);
  });

  it.each([
    ['objects within rows', '[{"x": 1.5, "at": {"lat": 2, "by": {"who": "me"}}}, {"x": 2, "at": {"lat": 3}}]'],
    ['the only list of rows in an object', '{"status": "ok", "pages": [1, 2], "rows": [{"x": 1.5, "at.lat": 2, "at.by.who": "me"}, {"x": 2, "at.lat": 3}]}'],
  ])('%s', async (_, content) => {
    expect(await cells(content, {}, 'a.json')).toEqual([
      ['x', 'at.lat', 'at.by.who'],
      ['1.5', '2', 'me'],
      ['2', '3', ''],
    ]);
  });

  it('of lists has no names', async () => {
    expect(await cells('[1.5,"a"]\n[2,"b"]\n')).toEqual([
      ['1.5', 'a'],
      ['2', 'b'],
    ]);
  });

  it.each([
    ['{"x": 1}\n{"x": 2\n', 'a.csv:2: this is not JSON. Is it cut short?'],
    ['[{"x": 1}, {"x": [1, 2]}]', "a.csv[1]: 'x' is a list, one value is expected. Give each of its values a name of its own."],
    ['[{"x": 1}, 2]', "a.csv[1]: an object of names and values is expected, as all rows are or none, got '2'."],
    ['{"meta": 1, "rows": [{"x": 1}], "more": [{"x": 2}]}', 'a.csv: a list of objects is expected'],
    ['[]', 'a.csv: there are no rows in it.'],
  ])('%s', async (content, message) => {
    expect(await faultOf(cells(content))).toContain(message);
  });
});

describe('IDX', () => {
  const images = Buffer.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 255]);
  const labels = Buffer.from([0, 0, 8, 1, 0, 0, 0, 2, 7, 3]);
  const expected = [
    ['label', 'pixel0', 'pixel1'],
    ['7', '10', '20'],
    ['3', '30', '255'],
  ];

  it('images and labels find each other', async () => {
    const [x, y] = [write('train-images-idx3-ubyte', images), write('train-labels-idx1-ubyte', labels)];
    expect(rowsOf(await readTable(x))).toEqual(expected);
    expect(rowsOf(await readTable(y))).toEqual(expected);
    const packed = [write('t10k-images-idx3-ubyte.gz', gzipSync(images)), write('t10k-labels-idx1-ubyte.gz', gzipSync(labels))];
    for (const path of packed) expect(rowsOf(await readTable(path))).toEqual(expected);
  });

  it('or the place says which is missing, or does not fit', async () => {
    const alone = write('a-images-idx3-ubyte', images);
    expect(await faultOf(readTable(alone))).toBe(`${alone}: these are images without their labels, which are expected as a-labels-idx1-ubyte beside it.`);
    write('b-labels-idx1-ubyte', Buffer.from([0, 0, 8, 1, 0, 0, 0, 1, 7]));
    expect(await faultOf(readTable(write('b-images-idx3-ubyte', images)))).toContain('2 images, and 1 labels in');
    expect(await faultOf(readTable(write('c-images-idx3-ubyte', images.subarray(0, 18))))).toContain('20 bytes are expected for 2×1×2 values, 18 are there');
  });
});

describe('cells and lines of a hundred thousand characters take no longer than others', () => {
  const n = 100_000;

  it.each([
    ['percent signs', '% '.repeat(n)],
    ['digits and a letter', `x,y\n${'1'.repeat(n)}x,2\n`],
    ['signs', `x,y\n${'-'.repeat(n)},2\n`],
    ['blanks within', `x,y\na${' '.repeat(n)}b,2\n`],
    ['commas', `x,y\n${','.repeat(n)}\n`],
    ['quotes', `x,y\n1,${'"'.repeat(n)}\n`],
    ['ARFF: blanks within a type', `@relation a\n@attribute x n${' '.repeat(n)}n\n`],
    ['ARFF: blanks within a cell', `@relation a\n@attribute x string\n@data\na${' '.repeat(n)}b\n`],
    ['ARFF: quotes', `@relation a\n@attribute x string\n@data\n${"'".repeat(n)}\n`],
    ['ARFF: braces', `@relation a\n@attribute x numeric\n@data\n{${' 0 1,'.repeat(n / 5)}\n`],
    ['SVMlight: blanks', `1 1:2${' '.repeat(n)}x\n`],
    ['JSON: brackets', '['.repeat(n)],
  ])('%s', async (_, content) => {
    await read(content).catch((error: unknown) => expect(error).toBeInstanceOf(Fault));
  });
});

describe('what is known and not read says what to do', () => {
  it.each([
    ['Matrix Market', '%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 0.5\n', 'dump_svmlight_file'],
    ['NetCDF', 'CDF\x01\0\0', 'to_dataframe'],
    ['Stata', '<stata_dta><header>', 'export delimited'],
    ['SAS', Buffer.from('000000000000000000000000c2ea8160b31411cf', 'hex'), 'read_sas'],
    ['Avro', 'Obj\x01\x04', 'Parquet or CSV'],
    ['ORC', 'ORC\x08\0\0', 'Parquet or CSV'],
    ['DuckDB', '\x01\x02\x03\x04\x05\x06\x07\x08DUCK', 'COPY'],
    ['an old spreadsheet', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'save the sheet of the data as CSV'],
    ['a PDF', '%PDF-1.4\n', 'this is a PDF'],
    ['a page', '\n<!DOCTYPE html>\n<html>', 'Download the file itself'],
    ['a pickle', Buffer.from('80049500000000', 'hex'), 'can run code when read'],
    ['HDF5', Buffer.from('894844460d0a', 'hex'), 'numpy.savez'],
    ['a picture', Buffer.from('89504e470d0a', 'hex'), 'this is a picture'],
    ['xz', Buffer.from('fd377a585a00', 'hex'), 'unxz'],
    ['tar in gzip', gzipSync(Buffer.concat([Buffer.alloc(257), Buffer.from('ustar')])), 'tar -xf'],
    ['a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n', 'git lfs pull'],
  ])('%s', async (_, content, advice) => {
    expect(await faultOf(cells(content))).toContain(advice);
  });

  it('a spreadsheet and a model of PyTorch, which are ZIP archives', async () => {
    expect(await faultOf(fromFile('sheet.xlsx'))).toBe('sheet.xlsx: this is a spreadsheet. Open it and save the sheet of the data as CSV.');
    expect(await faultOf(fromFile('model.pt'))).toContain('Python object (pickle, as PyTorch saves it)');
  });

  it('but not a word that begins as such a form does', async () => {
    expect((await cells('ORCHID,x\n1,2\n3,4\n'))[0]).toEqual(['ORCHID', 'x']);
  });

  it('an address, a folder, and nothing at all', async () => {
    expect(await faultOf(readTable('https://example.org/iris.csv'))).toBe(
      "https://example.org/iris.csv: this is an address, a file is expected. Download it first, with a browser or curl -LO, and give the file's path.",
    );
    expect(await faultOf(readTable(folder))).toBe(`${folder}: this is a folder, a data file is expected.`);
    expect(await faultOf(readTable(join(folder, 'none.csv')))).toContain('there is no such file. Is the path right');
  });
});
