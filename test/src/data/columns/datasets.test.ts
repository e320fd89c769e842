import { describe, expect, it } from 'vitest';
import { type Datasets, toDatasets } from '../../../../src/data/columns/datasets.ts';
import { featuresFact, labelFact, rowsFact } from '../../../../src/data/columns/describe.ts';
import type { ColumnOptions } from '../../../../src/data/columns/options.ts';
import { takeRows } from '../../../../src/data/dataset.ts';
import { withoutGaps } from '../../../../src/data/fill-gaps.ts';
import type { RawTable } from '../../../../src/data/raw-table.ts';
import type { Matrix } from '../../../../src/numbers/matrix.ts';
import { lines, made } from './table.ts';

const rowsOf = ({ data, rows, cols }: Matrix) => Array.from({ length: rows }, (_, r) => [...data.subarray(r * cols, (r + 1) * cols)]);
const column = (cells: readonly (string | number)[], options: ColumnOptions = {}) =>
  toDatasets(
    made(['a', 'label'], cells.length, (r) => [cells[r]!, r % 2]),
    undefined,
    options,
  );
const complaint = (read: () => Datasets) => {
  try {
    read();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no complaint';
};
const leftOut = ({ train }: Datasets) => (train.story?.columns ?? []).flatMap(({ name, use, why }) => (use === 'left out' ? [`${name}: ${why}`] : []));

describe('a column of', () => {
  it.each<[string, (string | number)[], number[]]>([
    ['percentages', ['1.5%', '20 %', '0%', '-3%'], [1.5, 20, 0, -3]],
    ['thousands', ['1,234', '12', '1,234,567.5', '-1,000'], [1234, 12, 1234567.5, -1000]],
    ['decimal commas', ['1,5', '-0,25', '3', ',5'], [1.5, -0.25, 3, 0.5]],
    ['both', ['1.234,5', '-12.000,25', '0,5', '7'], [1234.5, -12000.25, 0.5, 7]],
    ['thousands between apostrophes or blanks', ["1'234", '1 234.5', '12', '5'], [1234, 1234.5, 12, 5]],
    ['money', ['$1.50', '$ 20', '-$3', '$0'], [1.5, 20, -3, 0]],
    ['numbers with a minus of typography', ['−1.5', '2', '−3', '4'], [-1.5, 2, -3, 4]],
    ['yes and no', ['Yes', 'no', 'NO', 'yes'], [1, 0, 0, 1]],
    ['TRUE and FALSE', ['TRUE', 'FALSE', 'False', 'TRUE'], [1, 0, 0, 1]],
    ['t and f', ['t', 'f', 'f', 't'], [1, 0, 0, 1]],
  ])('%s is one of numbers', (_, cells, numbers) => {
    const { train } = column(cells);
    expect(train.features).toEqual(['a']);
    expect(rowsOf(train.X)).toEqual(numbers.map((x) => [x]));
  });

  it('words becomes an input for each, in order, or their number, or none', () => {
    const cells = ['red', 'blue', 'red', 'green'];
    const { train } = column(cells);
    expect(train.features).toEqual(['a=blue', 'a=green', 'a=red']);
    expect(rowsOf(train.X)).toEqual([
      [0, 0, 1],
      [1, 0, 0],
      [0, 0, 1],
      [0, 1, 0],
    ]);
    expect(rowsOf(column(cells, { encode: 'ordinal' }).train.X)).toEqual([[2], [0], [2], [1]]);
    expect(complaint(() => column(cells, { encode: 'drop' }))).toBe(
      'train.csv: no column is left to learn from beside the label: left out are a (words, as --encode says).',
    );
  });

  it.each<[string, string[], number]>([
    ['as ISO has it', ['1970-01-02', '2020-01-01', '1969-12-31'], 1],
    ['day first', ['02.01.1970', '31.12.2020', '01.01.1970'], 1],
    ['month first between slashes', ['1/2/1970', '12/31/2020', '1/1/1970'], 1],
    ['day first between slashes where a month cannot be', ['2/1/1970', '31/12/2020', '1/1/1970'], 1],
    ['with the time', ['1970-01-01 12:00', '2020-01-01 00:00', '1970-01-01 18:00:00'], 0.5],
  ])('dates %s is left out, or days', (_, cells, first) => {
    const table = made(['when', 'x', 'label'], 12, (r) => [cells[r % 3]!, (r * 5) % 7, r % 2]);
    expect(leftOut(toDatasets(table, undefined))).toEqual(['when: dates; --dates days takes them as numbers']);
    const { X } = toDatasets(table, undefined, { dates: 'days' }).train;
    expect([X.cols, X.data[0]]).toEqual([2, first]);
  });

  it('more words than are written one-hot is refused', () => {
    const table = made(['zip', 'label'], 3000, (r) => [`z${r % 1400}`, r % 2]);
    expect(complaint(() => toDatasets(table, undefined))).toBe(
      "train.csv: column 1, 'zip', holds 1,400 different words, more than are written one-hot (1,000). Leave it out with --drop zip, or add --encode ordinal.",
    );
    expect(toDatasets(table, undefined, { encode: 'ordinal' }).train.X.cols).toBe(1);
  });

  it('numbers with a word among them is refused with its place and what helps', () => {
    const table = made(['size', 'label'], 30, (r) => [r === 15 ? 'abc' : (r * 7) % 11, r % 2]);
    expect(complaint(() => toDatasets(table, undefined))).toBe(
      "train.csv:17:1: 'abc' is not a number, as 29 other cells of column 1, 'size', are. If it stands for a missing value, give --missing-values 'abc'; else mend it, or leave the column out with --drop 'size'.",
    );
    expect(toDatasets(table, undefined, { missingValues: ['abc'] }).train.X.rows).toBe(29);
  });
});

it('a few words over and over among many numbers are no words, but remarks that are asked about', () => {
  const table = made(['size', 'label'], 60, (r) => [r % 3 === 0 ? ['inf', '-inf'][r % 2]! : r * 0.37, r % 2]);
  expect(complaint(() => toDatasets(table, undefined))).toMatch(/^train\.csv:2:1: 'inf' is not a finite number, .* give --missing-values 'inf,-inf'; else/);
  const rooms = made(['rooms', 'label'], 60, (r) => [['studio', 1, 2, 3][r % 4]!, r % 2]);
  expect(toDatasets(rooms, undefined).train.features).toEqual(['rooms=1', 'rooms=2', 'rooms=3', 'rooms=studio']);
  const spreadsheet = made(['size', 'label'], 60, (r) => [r % 6 === 0 ? ['#DIV/0!', '#REF!'][r % 12 ? 0 : 1]! : r * 0.37, r % 2]);
  expect(toDatasets(spreadsheet, undefined).train.X.rows).toBe(50);
});

describe('columns of no use are left out, and said', () => {
  const table = made(['', 'id', 'key_id', 'note', 'always', 'none', 'x', 'label'], 40, (r) => [
    r,
    1000 - r * 3,
    `k${r}`,
    `text ${r % 33}`,
    5,
    '',
    (r * 7) % 11,
    r % 2,
  ]);

  it('row numbers, ids, texts, constants, what is empty', () => {
    const read = toDatasets(table, undefined);
    expect(leftOut(read)).toEqual(['column 1: row numbers', 'id: an id', 'key_id: an id', 'note: text, 33 different', 'always: always 5', 'none: empty']);
    expect(read.train.features).toEqual(['x']);
    expect(featuresFact(read.train.story!)).toBe(
      '1 numeric; left out: column 1 (row numbers), id (an id), key_id (an id), note (text, 33 different), always (always 5), none (empty)',
    );
  });

  it('what tells rows to train on from others, and lists of numbers', () => {
    const faces = made(['emotion', 'pixels', 'Usage'], 40, (r) => [r % 5, `${r} ${r + 1} 7`, ['Training', 'PublicTest', 'PrivateTest'][r % 3]!]);
    expect(complaint(() => toDatasets(faces, undefined, { label: 'emotion' }))).toBe(
      'train.csv: no column is left to learn from beside the label: left out are pixels (lists of numbers, each of which takes a column of its own), Usage (tells rows to train on from rows to test with).',
    );
    const parted = made(['x', 'kind', 'split'], 40, (r) => [(r * 7) % 11, r % 2, ['train', 'test'][r % 2]!]);
    expect(toDatasets(parted, undefined).train.story!.label.names).toEqual(['kind']);
  });

  it('an index without a name, in whatever order', () => {
    const shuffled = made(['', 'x', 'label'], 40, (r) => [(r * 7) % 41, (r * 7) % 11, r % 2]);
    expect(leftOut(toDatasets(shuffled, undefined))).toEqual(['column 1: an id']);
    const unnamed = made(undefined, 40, (r) => [(r * 7) % 41, (r * 7) % 11, r % 2]);
    expect(toDatasets(unnamed, undefined, { label: 2 }).train.features).toEqual(['column 1', 'column 2']);
  });

  it('but not where the user asks for them, or the features are pixels', () => {
    expect(toDatasets(table, undefined, { columns: ['id', 'always'] }).train.features).toEqual(['id', 'always']);
    const pixels = made(undefined, 40, (r) => [r % 2, 0, r, 0]);
    expect(toDatasets(pixels, undefined, { label: 0, arePixels: true }).train.features).toHaveLength(3);
  });

  it('nor where nothing else is there to learn from', () => {
    expect(
      toDatasets(
        made(undefined, 40, (r) => [r % 2, r]),
        undefined,
      ).train.features,
    ).toEqual(['column 2']);
  });

  it('and those that the user leaves out', () => {
    expect(toDatasets(table, undefined, { drop: ['0-5'] }).train.features).toEqual(['x']);
    expect(complaint(() => toDatasets(table, undefined, { drop: ['nothing'] }))).toMatch(
      /^train\.csv: --drop 'nothing': there is no such column; the columns are /,
    );
  });
});

describe('missing values', () => {
  const gaps = ['?', 'NA', 'n/a', 'NaN', 'null', '', '-', '#N/A'];
  const few = made(['size', 'label'], 60, (r) => [r % 10 === 9 ? gaps[(r - 9) / 10]! : (r * 7) % 11, 'ab'[r % 2]!]);
  const many = made(['size', 'label'], 60, (r) => [r % 3 === 0 ? '?' : (r * 7) % 11, r % 2]);

  it('of words may be a point or \\N, where no other signs are words', () => {
    const { train } = toDatasets(
      made(['size', 'union'], 60, (r) => [(r * 7) % 11, ['yes', 'no', '.', '\\N'][r % 4]!]),
      undefined,
    );
    expect(train.classes).toEqual(['no', 'yes']);
    const signs = made(['size', 'sign'], 60, (r) => [(r * 7) % 11, ['.', ',', '!'][r % 3]!]);
    expect(toDatasets(signs, undefined).train.classes).toEqual(['!', ',', '.']);
  });

  it('leave rows out while they are few, which is said', () => {
    const { train } = toDatasets(few, undefined);
    expect([train.X.rows, rowsFact(train.story!)]).toEqual([54, '60 rows, 6 left out: missing']);
  });

  it('are asked about where they are many', () => {
    expect(complaint(() => toDatasets(many, undefined))).toBe(
      [
        "train.csv: 20 of 60 rows have missing values ('size' 20). Add what is to become of them:",
        '  --missing median        fills them in by the training rows (or mean, most-frequent)',
        '  --missing drop-columns  leaves those columns out',
        '  --missing drop-rows     leaves those rows out',
      ].join('\n'),
    );
    expect(toDatasets(many, undefined, { missing: 'drop-rows' }).train.X.rows).toBe(40);
    expect(complaint(() => toDatasets(many, undefined, { missing: 'error' }))).toBe(
      "train.csv:2: 'size' is missing, which --missing error refuses. Fill it in or leave the row out.",
    );
  });

  it('are filled in by the rows to train on alone', () => {
    const [first, second] = [lines('x,label\n1,a\n2,b\n9,a\n,b'), lines('x,label\n,a\n100,b', true, 'test.csv')];
    const filledBy = (missing: ColumnOptions['missing']) => {
      const { train, test } = toDatasets(first, second, { missing });
      return withoutGaps([train, test!]).map(({ X }) => [...X.data]);
    };
    expect(filledBy('median')).toEqual([
      [1, 2, 9, 2],
      [2, 100],
    ]);
    expect(filledBy('mean')).toEqual([
      [1, 2, 9, 4],
      [4, 100],
    ]);
  });

  it('may be told to the network', () => {
    const { train } = toDatasets(few, undefined, { missing: 'mean', missingIndicators: true });
    expect(train.features).toEqual(['size', 'size is missing']);
    expect(rowsOf(train.X)[9]?.[1]).toBe(1);
  });

  it('of words are no word, and "-" is one unless all else are numbers', () => {
    const { train } = toDatasets(
      made(['a', 'label'], 40, (r) => [['x', 'y', '-', '?'][r % 4]!, r % 2]),
      undefined,
      { missing: 'median' },
    );
    expect(train.features).toEqual(['a=-', 'a=x', 'a=y']);
    expect(rowsOf(train.X)[3]).toEqual([0, 0, 0]);
  });

  it('as labels leave the row out', () => {
    const { train } = toDatasets(
      made(['a', 'label'], 40, (r) => [(r * 7) % 11, r === 3 ? '' : r % 2]),
      undefined,
    );
    expect(rowsFact(train.story!)).toBe('40 rows, 1 left out: without a label');
  });

  it('that are written as a number far from all others are pointed at', () => {
    const table = made(['t', 'label'], 40, (r) => [r % 8 === 0 ? -999 : r % 25, r % 2]);
    expect(toDatasets(table, undefined).warnings).toEqual([
      "train.csv: 't' is -999 in 5 rows, far from all else (at most 23). If that stands for a missing value, give --missing-values -999.",
    ]);
    expect(toDatasets(table, undefined, { missingValues: ['-999'] }).train.X.rows).toBe(35);
  });
});

describe('a test file', () => {
  const train = made(['x', 'colour', 'label'], 30, (r) => [(r * 7) % 11, ['red', 'blue'][r % 2]!, r % 3]);
  const test = (text: string): RawTable => lines(text, true, 'test.csv');

  it('may have its columns in another order, and more of them', () => {
    const { test: found, warnings } = toDatasets(train, test('label,extra,colour,x\n1,9,red,50\n2,8,blue,60'));
    expect(rowsOf(found!.X)).toEqual([
      [50, 0, 1],
      [60, 1, 0],
    ]);
    expect([...(found!.y as Uint32Array)]).toEqual([1, 2]);
    expect(warnings).toEqual(["test.csv: 'extra' is not in train.csv: left out."]);
  });

  it('may have words that the training file has not: 0 in all inputs, and said', () => {
    const { test: found, warnings } = toDatasets(train, test('x,colour,label\n50,green,1\n60,blue,1'));
    expect(rowsOf(found!.X)[0]).toEqual([50, 0, 0]);
    expect(warnings).toEqual(["test.csv: 'green' of 'colour', in 1 row, is not in the training file: 0 in all of its inputs."]);
  });

  it.each([
    [
      'a column less',
      'x,label\n1,1',
      "test.csv: there is no column 'colour', which train.csv has; the columns are 'x', 'label'. Are these files of one data set?",
    ],
    [
      'no label',
      'x,colour\n1,red',
      "test.csv: there is no column 'label', the label: rows without it cannot be tested on. Leave --test out, and a part of train.csv is set aside.",
    ],
    [
      'a name that is like it',
      'x,color,label\n1,red,1',
      "test.csv: there is no column 'colour', which train.csv has; is it 'color'? the columns are 'x', 'color', 'label'. Are these files of one data set?",
    ],
    [
      'a class of its own',
      'x,colour,label\n1,red,7',
      "test.csv:2:3: class '7' does not occur in the training file, which has '0', '1', '2'. Is this the label column, and the right pair of files?",
    ],
    [
      'a word for a number',
      'x,colour,label\nten,red,1',
      "test.csv:2:1: 'ten' is not of the numbers that column 'x' holds in the training file. If it stands for a missing value, give --missing-values 'ten'.",
    ],
  ])('with %s is refused', (_, text, message) => {
    expect(complaint(() => toDatasets(train, test(text)))).toBe(message);
  });

  it('whose labels all end in a point, as C4.5 has them, has the same classes', () => {
    const adult = (end: string) => lines(`age,income\n30,<=50K${end}\n40,>50K${end}`, true, end ? 'test.csv' : 'train.csv');
    const { test: read, warnings } = toDatasets(adult(''), adult('.'), { label: 'income' });
    expect([read!.classes, [...(read!.y as Uint32Array)]]).toEqual([
      ['<=50K', '>50K'],
      [0, 1],
    ]);
    expect(warnings[0]).toBe('test.csv: the labels end in a point, which those of the training file do not: left out.');
  });

  it('that has rows of the training file is said to', () => {
    const { warnings } = toDatasets(train, test('x,colour,label\n0,red,0\n99,blue,1'));
    expect(warnings).toEqual(['1 row of the 2 in test.csv has exactly the features of a row in train.csv: what is measured there is partly memory (leakage).']);
  });
});

describe('what is told', () => {
  it('of the label, with its place and classes', () => {
    const table = made(['a', 'species'], 150, (r) => [(r * 7) % 11, ['setosa', 'versicolor', 'virginica'][r % 3]!]);
    expect(labelFact(toDatasets(table, undefined).train.story!)).toBe('column 2, species (3 classes: setosa 50, versicolor 50, virginica 50); by its name');
  });

  it('of labels that differ in case alone, and of classes that are rare', () => {
    const cased = made(['a', 'label'], 30, (r) => [(r * 7) % 11, ['Red', 'red', 'blue'][r % 3]!]);
    expect(toDatasets(cased, undefined).warnings).toEqual([
      "train.csv: the labels 'Red', 'red' differ in case or blanks alone, and are taken for 2 classes. If one is meant, write it in one way.",
    ]);
    const rare = made(['a', 'label'], 100, (r) => [(r * 7) % 11, r % 20 === 0 ? 'yes' : 'no']);
    expect(toDatasets(rare, undefined).warnings.join()).toMatch(
      /^train\.csv: 95 of 100 rows are of class 'no', 5 of 'yes': always to answer 'no' is right in 95 %/,
    );
  });

  it('float labels are the classes that they say', () => {
    expect(
      toDatasets(
        made(['a', 'label'], 30, (r) => [(r * 7) % 11, ['0.0', '1.0'][r % 2]!]),
        undefined,
      ).train.classes,
    ).toEqual(['0', '1']);
  });

  it('only the rows that are asked for are read', () => {
    const table = made(['a', 'label'], 30, (r) => [r < 10 ? (r * 7) % 11 : 'x', r % 2]);
    const { train } = toDatasets(table, undefined, { rows: '3-10' });
    expect([...train.X.data]).toEqual([3, 10, 6, 2, 9, 5, 1, 8]);
    expect(complaint(() => toDatasets(table, undefined, { rows: '31' }))).toBe('train.csv: --rows 31: the file has 30 rows, numbered from 1.');
  });
});

it('names the file whose training rows have no value to fill gaps by', () => {
  const { train } = toDatasets(lines('x,z,label\n1,5,a\n2,6,b\n,7,a\n4,8,b'), undefined, { missing: 'median', label: 'label' });
  expect(() => withoutGaps([takeRows(train, [2, 2]), train])).toThrow(
    "train.csv: no training row has a value of 'x' to fill gaps by. Leave the column out with --drop.",
  );
});
