import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { longestLine, readBytes } from '../../../../src/data/csv/bytes.ts';
import { type CsvOptions, readCsv } from '../../../../src/data/csv/csv.ts';
import { csvFolder } from './csv-file.ts';

/** Large files are slow where every number is looked at for mutants, and show none that small ones do not. */
const MUTANTS = process.env['MUTANTS'] !== undefined;

const { folder, write, faultOf, remove } = csvFolder();
afterAll(remove);

type Case = [name: string, content: string | Uint8Array, message: string, options?: CsvOptions];

function tell(cases: Case[]): void {
  it.each(cases)('%s', async (_, content, message, options) => {
    expect(await faultOf(readCsv(write('train.csv', content), undefined, options))).toBe(message);
  });
}

describe('a cell that is no number is told with line and column', () => {
  tell([
    ['a word', 'species,petal width\na,1\nb,abc\n', "train.csv:3:2: 'abc' is not a number (column 2, 'petal width')."],
    ['a word, no header', 'a,1\nb,abc\n', "train.csv:2:2: 'abc' is not a number (column 2)."],
    ['a word in the first line, which is no header then', 'a,1,x\nb,2,3\n', "train.csv:1:3: 'x' is not a number (column 3)."],
    ['nothing', 'a,1,2\nb,,3\n', 'train.csv:2:2: the cell is empty (column 2). Fill the value in or leave the row out.'],
    [
      'nothing at the end',
      'a,1,2\nb,3, \n',
      "train.csv:2:3: the cell is empty (column 3). Does the line end in ','? Else fill the value in or leave the row out.",
    ],
    ['NaN', 'a,1\nb,NaN\n', "train.csv:2:2: 'NaN' is not a number (column 2). Fill the value in or leave the row out."],
    ['NA in the first line', 'a,NA\nb,1\n', "train.csv:1:2: 'NA' is not a number (column 2). Fill the value in or leave the row out."],
    ['infinity', 'a,1\nb,-inf\n', "train.csv:2:2: '-inf' is not a finite number (column 2). Fill the value in or leave the row out."],
    ['Infinity', 'a,1\nb,Infinity\n', "train.csv:2:2: 'Infinity' is not a finite number (column 2). Fill the value in or leave the row out."],
    ['beyond float64', 'a,1\nb,1e400\n', "train.csv:2:2: '1e400' is beyond the numbers of float64 (±1.8e308) (column 2)."],
    ['hexadecimal', 'a,1\nb,0x1f\n', "train.csv:2:2: '0x1f' is not a number (column 2)."],
    ['a decimal comma', 'a,1\nb,"2,5"\n', "train.csv:2:2: '2,5' is not a number (column 2). Write decimals with a point, not a comma."],
    [
      'a decimal comma between semicolons',
      'a;1\nb;2,5\n',
      "train.csv:2:2: '2,5' is not a number (column 2). Write decimals with a point, not a comma.",
      { delimiter: ';' },
    ],
    ['words around a comma', 'a,1\nb,"x,y"\n', "train.csv:2:2: 'x,y' is not a number (column 2)."],
    [
      'thousands separators',
      'a,1\nb,"1,234,567.5"\n',
      "train.csv:2:2: '1,234,567.5' is not a number (column 2). Write it without thousands separators (if the comma is a decimal one, with a point).",
    ],
    ...['1 234,5', '1\u00a0234', '1\u202f234.5', "1'234", '1’234', '1_000'].map(
      (cell): Case => [
        `thousands separated as in ${cell}`,
        `a;1\nb;${cell}\n`,
        `train.csv:2:2: '${cell}' is not a number (column 2). Write it without thousands separators${cell.includes(',') ? ', and decimals with a point.' : ' (if the comma is a decimal one, with a point).'}`,
        { delimiter: ';' },
      ],
    ),
    ...['1.234,5', '-1.234.567'].map(
      (cell): Case => [
        `points for thousands, ${cell}`,
        `a;1\nb;${cell}\n`,
        `train.csv:2:2: '${cell}' is not a number (column 2). Write it without thousands separators, and decimals with a point.`,
        { delimiter: ';' },
      ],
    ),
    ['the minus of a text editor', 'a,1\nb,−5\n', "train.csv:2:2: '−5' is not a number (column 2). Write the minus as '-'."],
    ['a cell over two lines', 'a,1\nb,"2\n"\n', "train.csv:2:2: '2\\n' is not a number (column 2). It spans several lines: is a quote missing?"],
    ['terminal commands', 'a,1\nb,\u001b[31mred\u202e\n', "train.csv:2:2: '\\u{1b}[31mred\\u{202e}' is not a number (column 2)."],
    ['a comment at the end of a line', 'a,1\nb,2 # two\n', "train.csv:2:2: '2 # two' is not a number (column 2)."],
    ['a long text', `a,1\nb,${'x'.repeat(500)}\n`, `train.csv:2:2: '${'x'.repeat(40)}…' is not a number (column 2).`],
    ['Latin-1', Buffer.from('a,1\nb,\xe9\n', 'latin1'), "train.csv:2:2: '\uFFFD' is not UTF-8 text (column 2). Save the file as UTF-8."],
  ]);
});

describe('lines are counted as an editor counts them', { timeout: 60_000 }, () => {
  const wrong = "x' is not a number (column 2).";
  tell([
    ['blank lines', '\n\na,1\n\nb,x\n', `train.csv:5:2: '${wrong}`],
    ['comment lines', '# one\n#two\na,1\n# "three\nb,x\n', `train.csv:5:2: '${wrong}`],
    ['\\r\\n', 'a,1\r\n\r\n# c\r\nb,x\r\n', `train.csv:4:2: '${wrong}`],
    ['lone \\r', 'a,1\r\r# c\rb,x\r', `train.csv:4:2: '${wrong}`],
    ['all of them', '\uFEFF# c\r\na,1\r\rb,2\n\nc,x', `train.csv:6:2: '${wrong}`],
    ['a label over three lines', 'a,1\n"b\r\nb\nb",2\n', "train.csv:2:1: the label 'b\\r\\nb\\nb' spans several lines. Is a quote missing?"],
    ['a label that ends in a line break', 'b,1\r\n"b\r\n",2\r\n', "train.csv:2:1: the label 'b\\r\\n' spans several lines. Is a quote missing?"],
    ['a name that ends in a line break', 'class,"width\r\n"\r\nb,1\r\n', "train.csv:1:2: the name 'width\\r\\n' spans several lines. Is a quote missing?"],
    ['a name over two lines', '\nclass,"petal\r\nwidth"\na,1\n', "train.csv:2:2: the name 'petal\\r\\nwidth' spans several lines. Is a quote missing?"],
  ]);

  it.skipIf(MUTANTS)('beyond the first chunk of the file', async () => {
    const content = `${Array.from({ length: 60_000 }, (_, r) => `${r % 2},${r},0.5\r\n`).join('')}1,x,0\r\n`;
    expect(await faultOf(readCsv(write('train.csv', content)))).toBe("train.csv:60001:2: 'x' is not a number (column 2).");
  });
});

describe('rows and columns that do not fit are told', () => {
  tell([
    ['too short', 'a,1,2\nb,3\n', 'train.csv:2: 2 columns, the first row has 3. Is a value missing, or the line cut short?'],
    ['too long', 'a,1\nb,3,4\n', "train.csv:2: 3 columns, the first row has 2. A ',' inside a cell needs quotes around the cell."],
    ['a comma at the end', 'a,1\nb,3,\n', "train.csv:2: 3 columns, the first row has 2. Does the line end in ','?"],
    ['a header shorter than the rows', 'x\na,1\n', 'train.csv:1: only one column; a label and at least one feature are expected.'],
    [
      'another delimiter from a line on',
      'a,1,2\nb;3;4\n',
      "train.csv:2: 1 column, the first row has 3. Are the cells separated by ';'? Then give --delimiter ';'.",
    ],
    [
      'semicolons',
      'a;1;2\nb;3;4\n',
      "train.csv:1: only one column; a label and at least one feature are expected. Are the cells separated by ';'? Then give --delimiter ';'.",
    ],
    [
      'tabs',
      'a\t1\nb\t3\n',
      'train.csv:1: only one column; a label and at least one feature are expected. Are the cells separated by tabs? Then give --delimiter tab.',
    ],
    [
      'commas, semicolons expected',
      'a,1\nb,3\n',
      "train.csv:1: only one column; a label and at least one feature are expected. Are the cells separated by ','? Then give --delimiter ','.",
      { delimiter: ';' },
    ],
    [
      'semicolons and decimal commas',
      '0;1,5;2,5\n1;2,5;3,5\n',
      "train.csv:1:2: '5;2' is not a number (column 2). Are the cells separated by ';'? Then give --delimiter ';'.",
    ],
    ['nothing at all', '', 'train.csv: there are no rows in it.'],
    ['a byte order mark only', '\uFEFF', 'train.csv: there are no rows in it.'],
    ['blank lines and comments only', '\n# a\n\n', 'train.csv: there are no rows in it.'],
    ['a header only', 'class,x\n', 'train.csv: there are no rows below the header.'],
  ]);
});

describe('a label column that cannot be is told', () => {
  const header = 'species,width\na,1\nb,2\n';
  tell([
    ['no such name', header, "train.csv:1: there is no column 'colour' to be the label; the columns are 'species', 'width'.", { labelColumn: 'colour' }],
    ['no such index', header, "train.csv:1: there is no column 2 to be the label; the columns are 'species', 'width'.", { labelColumn: 2 }],
    [
      'no such index from the end',
      'a,1\nb,2\n',
      'train.csv:1: there is no column -3 to be the label; the columns are numbered 0 to 1 (or -1 to -2 from the end) and have no names.',
      { labelColumn: -3 },
    ],
    [
      'a name, but no header',
      'a,1\nb,2\n',
      "train.csv:1: there is no column 'species' to be the label; the columns are numbered 0 to 1 (or -1 to -2 from the end) and have no names.",
      { labelColumn: 'species' },
    ],
    [
      'a name that is a value',
      'a,1\nb,2\n',
      "train.csv:1: there is no column 'a' to be the label; the columns are numbered 0 to 1 (or -1 to -2 from the end) and have no names.",
      { labelColumn: 'a' },
    ],
    ['a name in Latin-1', Buffer.from('y,\xe9\na,1\nb,2\n', 'latin1'), "train.csv:1:2: the name '\uFFFD' is not UTF-8 text. Save the file as UTF-8."],
    ['half an index', header, "train.csv:1: there is no column 0.5 to be the label; the columns are 'species', 'width'.", { labelColumn: 0.5 }],
    ['a name twice', 'x,class,class\n1,2,3\n', "train.csv:1: two columns are named 'class'. Give the label column's number, from 0.", { labelColumn: 'class' }],
    ['an empty label', 'species,width\na,1\n,2\n', "train.csv:3:1: the label is empty (column 1, 'species'). Fill it in or leave the row out."],
    [
      'a label with decimals',
      '1,5\n0.5,6\n',
      "train.csv:2:1: the label '0.5' is a number with decimals; classes are whole numbers or words. Is this the label column? Choose it with --label-column; numbers to be predicted are for --task regression.",
    ],
    ...['NaN', '?', '-', 'none', 'inf'].map(
      (gap): Case => [
        `${gap} among numbers`,
        `1,5\n0,6\n${gap},7\n`,
        `train.csv:3:1: the label '${gap}' is no number, as the others are. Fill it in or leave the row out.`,
      ],
    ),
    ['a gap among measurements', 'NaN,5\n0.5,6\n', "train.csv:1:1: the label 'NaN' is no number, as the others are. Fill it in or leave the row out."],
    [
      'one class',
      'a,1\na,2\n',
      "train.csv: all 2 rows are of class 'a'; at least two classes are expected. Is column 1 the label? Choose it with --label-column.",
    ],
    [
      'one class written in two ways',
      '1,1\n1.0,2\n',
      "train.csv: all 2 rows are of class '1'; at least two classes are expected. Is column 1 the label? Choose it with --label-column.",
    ],
    ['one row', 'a,1\n', "train.csv: its only row is of class 'a'; at least two classes are expected. Is column 1 the label? Choose it with --label-column."],
    ['a label in Latin-1', Buffer.from('\xe9,1\nb,2\n', 'latin1'), "train.csv:1:1: the label '\uFFFD' is not UTF-8 text. Save the file as UTF-8."],
  ]);
});

describe('quotes out of place are told', { timeout: 60_000 }, () => {
  tell([
    ['never closed', 'a,1\n"b,2\nc,3\n', 'train.csv: a quote (") opened after line 1 is never closed.'],
    ['never closed from the beginning', '"a,1\nb,2\n', 'train.csv: a quote (") opened at the beginning is never closed.'],
    ['within a cell', 'a,1\nb"b,2\n', 'train.csv:2: a quote (") stands inside a cell. Put the whole cell in quotes and double the one within ("").'],
    ['text after it', '# c\na,1\n"b"b,2\n', 'train.csv:3: text or a blank follows a closing quote ("). A quote within a quoted cell is doubled ("").'],
  ]);
});

describe.skipIf(MUTANTS)('a row beyond all measure is told', { timeout: 60_000 }, () => {
  tell([
    [
      'a quote never closed',
      `a,1\n"${'0123456789abcde\n'.repeat(2 ** 20 + 1)}`,
      'train.csv: a row after line 1 is longer than 16 MiB. Is a quote (") not closed, or is this no CSV file?',
    ],
    ['one line', `a,1\n${','.repeat(2 ** 24 + 1)}`, 'train.csv: a line is longer than 16 MiB. Is this a CSV file?'],
  ]);
});

describe('what is no CSV text is told', { timeout: 60_000 }, () => {
  tell([
    ['UTF-16', Buffer.from('\uFEFFa,1\nb,2\n', 'utf16le'), 'train.csv: this is UTF-16 text. Save the file as UTF-8.'],
    [
      'UTF-16 without a mark',
      Buffer.from('a,1\nb,2\n', 'utf16le'),
      'train.csv: this is not a text file (it holds zero bytes). A CSV file in UTF-8 is expected.',
    ],
    ['gzip without the name', gzipSync('a,1\nb,2\n'), "train.csv: this is packed by gzip. Let its name end in '.gz'."],
    ['a spreadsheet', Buffer.from('PK\x03\x04\0\0\0\0'), 'train.csv: this is a ZIP archive or a spreadsheet. Export the data as CSV.'],
  ]);

  it.each([
    ['cut short', gzipSync('a,1\nb,2\n').subarray(0, -9), 'train.csv.gz: the gzip file is cut short. Copy or download it again.'],
    ['not gzip', 'a,1\nb,2\n', "train.csv.gz: this is not a gzip file, or a damaged one. If it is not packed, take '.gz' off its name."],
    ['empty', '', 'train.csv.gz: the gzip file is cut short. Copy or download it again.'],
    ['of nothing', gzipSync(''), 'train.csv.gz: there are no rows in it.'],
  ])('gzip: %s', async (_, content, message) => {
    expect(await faultOf(readCsv(write('train.csv.gz', content)))).toBe(message);
  });
});

describe('a file that cannot be read is told', () => {
  it('because there is none', async () => {
    expect(await faultOf(readCsv(join(folder, 'none.csv')))).toBe('none.csv: there is no such file. Is the path right, seen from the current folder?');
    expect(await faultOf(readCsv(join(write('train.csv', 'a'), 'x.csv')))).toBe('train.csv/x.csv: there is no such file: a part of the path is not a folder.');
    expect(await faultOf(readCsv('a\0b'))).toBe('a\\u{0}b: the file cannot be read (ERR_INVALID_ARG_VALUE).');
  });

  it('because it is a folder or a pipe', async () => {
    mkdirSync(join(folder, 'folder.csv'));
    expect(await faultOf(readCsv(join(folder, 'folder.csv')))).toBe('folder.csv: this is a folder, a CSV file is expected.');
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
    expect(await faultOf(readCsv(join(folder, 'pipe.csv')))).toBe(
      'pipe.csv: this is not a regular file (but a pipe or a device). Save the data to a file first.',
    );
  });

  // A thread may not change the user (the tests run in processes, but mutants in threads).
  it.skipIf(process.platform === 'win32' || !isMainThread)('because of its permissions', async () => {
    const path = write('closed.csv', 'a,1\nb,2\n');
    chmodSync(folder, 0o755);
    chmodSync(path, 0o000);
    const root = process.getuid?.() === 0;
    if (root) process.seteuid?.(65534); // root may read everything
    try {
      expect(await faultOf(readCsv(path))).toBe('closed.csv: no permission to read it.');
    } finally {
      if (root) process.seteuid?.(0);
    }
  });

  it('because of a line of a gigabyte, of which no more is read than the longest line taken', async () => {
    const mebibyte = gzipSync(Buffer.alloc(2 ** 20, '1'));
    const path = write('line.csv.gz', Buffer.concat(Array.from({ length: 2 ** 10 }, () => mebibyte))); // a megabyte, unpacked a thousand
    expect(await faultOf(readCsv(path))).toBe('line.csv.gz: a line is longer than 16 MiB. Is this a CSV file?');
    let taken = 0;
    const reading = async () => {
      for await (const chunk of readBytes(path)) taken += chunk.length;
    };
    await faultOf(reading());
    expect(taken).toBeLessThanOrEqual(longestLine);
  });

  it('because it changes meanwhile', async () => {
    const path = write('growing.csv', 'a,1\nb,2\n'.repeat(50_000));
    const reading = async () => {
      for await (const chunk of readBytes(path)) if (chunk.length > 0) appendFileSync(path, 'a,3\n');
    };
    expect(await faultOf(reading())).toBe('growing.csv: the file changed while it was read. Run again when it is complete.');
  });
});

describe('a test file that does not fit the training file is told', () => {
  it.each([
    [
      'a class too many',
      'a,1\nb,2\n',
      'a,1\nb,2\nd,3\n',
      "test.csv:3:1: class 'd' does not occur in train.csv, which has 'a', 'b'. Is this the label column, and the right pair of files?",
    ],
    ['a column too many', 'a,1\nb,2\n', 'a,1,2\n', 'test.csv has 3 columns, train.csv has 2. Both must have the same columns, the label included.'],
    [
      'columns in another order',
      'y,p,q\na,1,2\nb,2,3\n',
      'y,q,p\na,1,2\n',
      "test.csv: feature 1 is 'q', in train.csv it is 'p'. The columns are the same but in another order: bring them into one.",
    ],
    ['another column', 'y,p,q\na,1,2\nb,2,3\n', 'y,p,r\na,1,2\n', "test.csv: feature 2 is 'r', in train.csv it is 'q'. Are these files of one data set?"],
  ])('%s', async (_, train, test, message) => {
    expect(await faultOf(readCsv(write('train.csv', train), write('test.csv', test)))).toBe(message);
  });
});

it.each(['', ',,', '"', '#', '\n', '5', '.', '-'])('%j is refused as a delimiter', async (delimiter) => {
  expect(await faultOf(readCsv(write('train.csv', 'a,1\n'), undefined, { delimiter }))).toMatch(
    /^The delimiter must be one character that is no part of a number, such as ',' ';' '\|' or tab, got '.*'\.$/,
  );
});
