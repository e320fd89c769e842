import { describe, expect, it } from 'vitest';
import { toDatasets } from '../../../../src/data/columns/datasets.ts';
import type { ColumnOptions } from '../../../../src/data/columns/options.ts';
import type { RawTable } from '../../../../src/data/raw-table.ts';
import { made } from './table.ts';

const label = (table: RawTable, options: ColumnOptions = {}) => toDatasets(table, undefined, options).train.story?.label;
const complaint = (table: RawTable, options: ColumnOptions = {}) => {
  try {
    return `the label is ${label(table, options)?.names.join()}`;
  } catch (error) {
    return (error as Error).message;
  }
};

const decimal = (r: number, k = 1) => ((r * 7919 * k) % 1009) / 10 + 0.05;
const word = (r: number) => ['setosa', 'virginica', 'versicolor'][r % 3]!;

describe('the label is found', () => {
  it.each<[string, string[] | undefined, (r: number) => (string | number)[], string, string]>([
    ['by its name, wherever it stands', ['size', 'Class Label', 'age'], (r) => [decimal(r), r % 2, r % 7], 'Class Label', 'by its name'],
    ['by the surer of two names', ['type', 'label', 'size'], (r) => [word(r), r % 2, decimal(r)], 'label', 'by its name'],
    ['where y is a coordinate beside x', ['x', 'y', 'species'], (r) => [decimal(r), r % 5, word(r)], 'species', 'by its name'],
    ['as the only column of words, the last', undefined, (r) => [decimal(r), r % 5, word(r)], 'column 3', 'the only column of words, the last'],
    ['as the only column of words, the first', ['a', 'b'], (r) => [word(r), decimal(r)], 'a', 'the only column of words'],
    ['as the last column of words', undefined, (r) => [decimal(r), 'ab'[r % 2]!, word(r)], 'column 3', 'the last column of words'],
    ['as the last column, of few numbers', undefined, (r) => [decimal(r), decimal(r, 3), r % 3], 'column 3', 'the last column, of few different numbers'],
    [
      'as the first column where the last holds decimals',
      undefined,
      (r) => [r % 3, r % 4, decimal(r)],
      'column 1',
      'the first column, of few different numbers',
    ],
    [
      'and is no id, no constant and no date',
      ['id', 'a', 'b', 'day', 'k'],
      (r) => [r + 1, decimal(r), r % 3, `2020-01-0${1 + (r % 9)}`, 7],
      'b',
      'the last column, of few different numbers',
    ],
    [
      'as the last columns, each a class',
      ['x', 'y', 'red', 'green', 'blue'],
      (r) => [decimal(r), decimal(r, 3), ...[0, 1, 2].map((k) => +(r % 3 === k))],
      'red,green,blue',
      'the last columns, of which each row has a single 1',
    ],
  ])('%s', (_, names, row, expected, reason) => {
    const found = label(made(names, 60, row));
    expect([found?.names.join(), found?.reason]).toEqual([expected, reason]);
  });

  it('of a regression by its name, or where one column alone has many values', () => {
    const homes = made(['rooms', 'price', 'area'], 60, (r) => [r % 4, 100 + ((r * 37) % 60), decimal(r)]);
    expect(label(homes, { task: 'regression' })).toMatchObject({ names: ['price'], ranges: [[100, 159]] });
    const only = made(['rooms', 'a'], 60, (r) => [r % 4, decimal(r)]);
    expect(label(only, { task: 'regression' })?.names).toEqual(['a']);
  });
});

describe('a label that is not clear is asked for', () => {
  it('with the first rows and the options to choose from, to be pasted', () => {
    const table = made(['buying', 'doors', 'safety'], 60, (r) => ['high low'.split(' ')[r % 2]!, 2 + (r % 3), word(r)]);
    expect(complaint(table)).toBe(
      [
        'train.csv: which column is the label is not clear: both the first and the last column can be it. The first rows:',
        '  buying  doors  safety',
        '  high    2      setosa',
        '  low     3      virginica',
        '  high    4      versicolor',
        'Add what is meant:',
        "  --label safety  3 classes: 'setosa' 20, 'virginica' 20, 'versicolor' 20",
        "  --label buying  2 classes: 'high' 30, 'low' 30",
        "  --label doors   3 classes: '2' 20, '3' 20, '4' 20",
      ].join('\n'),
    );
  });

  it.each<[string, string[] | undefined, (r: number) => (string | number)[], string]>([
    ['words first, few numbers last', undefined, (r) => [word(r), decimal(r), r % 9], 'both the first and the last column can be it'],
    [
      'a price beside few words',
      ['cut', 'price'],
      (r) => [word(r), 100 + ((r * 37) % 60)],
      "'price' may be values to be predicted, which need --task regression",
    ],
    ['a name that is a feature’s', ['height', 'sex'], (r) => [decimal(r), 'mf'[r % 2]!], 'its name is rather a feature’s'],
    ['counts last, words first', undefined, (r) => [word(r), decimal(r), (r * 7) % 23], 'the last column may be counts to be predicted'],
    ['decimals alone', ['a', 'b'], (r) => [decimal(r), decimal(r, 3)], 'no column has few enough different values to be classes'],
    ['two names as sure as each other', ['label', 'class', 'a'], (r) => [r % 2, r % 3, decimal(r)], 'several columns are named as labels are'],
  ])('%s', (_, names, row, reason) => {
    expect(complaint(made(names, 120, row))).toContain(`which column is the label is not clear: ${reason}.`);
  });

  it('and each of the options is then taken', () => {
    const table = made(['cut', 'price'], 60, (r) => [word(r), 100 + ((r * 37) % 60)]);
    expect(complaint(table)).toMatch(/--label price --task regression +values from 100 to 159\n +--label cut +3 classes/);
    expect(label(table, { label: 'price', task: 'regression' })?.names).toEqual(['price']);
    expect(label(table, { label: 'cut' })?.classes).toHaveLength(3);
  });
});

it('gaps are no class in what there is to choose from', () => {
  const table = made(undefined, 60, (r) => [r % 2, decimal(r), [85, 95, '?'][r % 3]!]);
  expect(complaint(table)).toContain("  --label 2                    2 classes: '85' 20, '95' 20\n");
});

describe('a label that is given', () => {
  const iris = made(['sepal', 'petal', 'Species'], 60, (r) => [decimal(r), decimal(r, 3), word(r)]);

  it.each([['Species'], ['species'], [2], ['2'], [-1]])('as %j', (given) => {
    expect(label(iris, { label: given })).toMatchObject({ columns: [2], reason: 'as --label says' });
  });

  it('and is not there: the name that is meant', () => {
    expect(complaint(iris, { label: 'Spceies' })).toBe(
      "train.csv: --label 'Spceies': there is no such column; did you mean 'Species'? the columns are 'sepal', 'petal', 'Species'.",
    );
    expect(complaint(iris, { label: 3 })).toBe('train.csv: --label 3: there is no such column; the columns are numbered 0 to 2 (or -1 to -3 from the end).');
  });

  it('of years for names is an index where there are so many columns, else a name', () => {
    const years = made(['2015', '2016', '1'], 60, (r) => [decimal(r), r % 3, r % 2]);
    expect(label(years, { label: '2016' })?.columns).toEqual([1]);
    expect(label(years, { label: '1' })?.columns).toEqual([1]);
  });

  it('but holds many numbers asks for a regression', () => {
    const table = made(['price', 'size'], 60, (r) => [100 + r * 3, decimal(r)]);
    expect(complaint(table, { label: 'price' })).toBe(
      "train.csv: the label, 'price', holds 60 different numbers in 60 rows, from 100 to 277: values to be predicted, it seems. Add --task regression, or --task classification if each is a class; or choose another column with --label.",
    );
    expect(label(table, { label: 'price', task: 'classification' })?.classes).toHaveLength(60);
    expect(complaint(table, { label: 'size' })).toMatch(
      /^train\.csv: the label, 'size', holds numbers with decimals, from .* Add --task regression; or choose another column with --label\.$/,
    );
  });

  it('that says one class alone is none', () => {
    expect(
      complaint(
        made(['a', 'b'], 60, (r) => ['x', decimal(r)]),
        { label: 'a' },
      ),
    ).toBe("train.csv: the label, 'a', says 'x' in all 60 rows; at least two classes are expected. Choose another column with --label.");
  });

  it('of several columns has a single 1 in each row, or is refused with the row', () => {
    const table = made(['a', 'b', 'x'], 20, (r) => [+(r % 2 === 0), +(r % 2 === 1 || r === 4), decimal(r)]);
    expect(complaint(table, { label: 'a,b' })).toMatch(
      /^train\.csv:6: of the columns 'a', 'b' one must be 1 and the others 0, to be one label written one-hot; 2 are 1\./,
    );
  });
});
