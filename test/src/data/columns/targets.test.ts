import { describe, expect, it } from 'vitest';
import { type Datasets, toDatasets } from '../../../../src/data/columns/datasets.ts';
import type { ColumnOptions } from '../../../../src/data/columns/options.ts';
import type { Matrix } from '../../../../src/numbers/matrix.ts';
import { lines, made } from './table.ts';

const values = (text: string, options: ColumnOptions = {}, test?: string) =>
  toDatasets(lines(text), test === undefined ? undefined : lines(test, true, 'test.csv'), { task: 'regression', ...options });
const complaint = (read: () => Datasets) => {
  try {
    read();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no complaint';
};
const classesIn = (labels: readonly (string | number)[]) =>
  toDatasets(
    made(['x', 'label'], 40, (r) => [(r * 7) % 11, labels[r % labels.length]!]),
    undefined,
  ).train;

describe('classes', () => {
  it.each<[string, (string | number)[], string[]]>([
    ['numbers by value', [10, 9, 2], ['2', '9', '10']],
    ['words by character', ['b', 'B', 'a10', 'a9'], ['B', 'a10', 'a9', 'b']],
    ['numbers below zero', [1, -1], ['-1', '1']],
    ['a number among words as a word', ['x', 2, 10], ['10', '2', 'x']],
    ['yes and no as they are written', ['Yes', 'No'], ['No', 'Yes']],
    ['plus and minus, which is no gap there', ['+', '-'], ['+', '-']],
  ])('are in order: %s', (_, labels, classes) => {
    expect(classesIn(labels).classes).toEqual(classes);
  });

  it('may be a thousand', () => {
    const table = made(['x', 'label'], 6000, (r) => [(r * 7) % 11, r % 1000]);
    expect(toDatasets(table, undefined).train.classes).toHaveLength(1000);
  });

  it('in almost every row another are doubted', () => {
    const table = made(['x', 'label'], 40, (r) => [(r * 7) % 11, `${r % 30}x`]);
    expect(toDatasets(table, undefined, { label: 'label' }).warnings.join()).toContain('train.csv: 30 classes in 40 rows. Is the label column an identifier?');
  });

  it('of which no feature tells one from another are said to', () => {
    const table = made(['x', 'label'], 40, (r) => [3, r % 2]);
    expect(toDatasets(table, undefined).warnings).toEqual(['train.csv: all 40 rows have the same features, from which nothing can be learnt.']);
  });

  it('one-hot are those of the columns, in their order', () => {
    const table = made(['x', 'red', 'green', 'blue'], 30, (r) => [(r * 7) % 11, ...[0, 1, 2].map((k) => +(r % 3 === k))]);
    const { train } = toDatasets(table, undefined);
    expect([train.classes, [...(train.y as Uint32Array)].slice(0, 4)]).toEqual([
      ['red', 'green', 'blue'],
      [0, 1, 2, 0],
    ]);
  });
});

describe('values', () => {
  it('are read as they are, the other columns as features', () => {
    const { train, test } = values('price,area,rooms\n-1.5,10,2\n2e3,20,3\n7,30,4', { label: 'price' }, 'rooms,area,price\n4,30,7');
    expect(train).toMatchObject({ classes: [], targets: ['price'], features: ['area', 'rooms'], y: { rows: 3, cols: 1 } });
    expect([[...(train.y as Matrix).data], [...train.X.data]]).toEqual([
      [-1.5, 2000, 7],
      [10, 2, 20, 3, 30, 4],
    ]);
    expect([[...(test!.y as Matrix).data], [...test!.X.data]]).toEqual([[7], [30, 4]]);
  });

  it('may be several: those that are named are no features', () => {
    for (const label of ['price,rent', '1,3', '1,-1', ' price , 3 ']) {
      const { train } = values('area,price,rooms,rent\n10,1,2,5\n20,2,3,6', { label });
      expect(train).toMatchObject({ targets: ['price', 'rent'], features: ['area', 'rooms'] });
      expect([...(train.y as Matrix).data]).toEqual([1, 5, 2, 6]);
    }
  });

  it('may be written otherwise, and be missing in a row, which is left out', () => {
    const { train } = values('price,area\n"1",1\n$20,2\n?,3\n$30,4'.replaceAll('"', ''), { label: 'price' });
    expect([[...(train.y as Matrix).data], train.story?.dropped]).toEqual([[1, 20, 30], [{ why: 'without a label', rows: 1 }]]);
  });

  it('that are the same in every row are said to be', () => {
    expect(values('price,area\n5,1\n5,2', { label: 'price' }).warnings).toEqual([
      "train.csv: all 2 rows have the same 'price', from which nothing can be learnt.",
    ]);
  });

  it.each<[string, string, ColumnOptions, string]>([
    [
      'a word among numbers',
      'price,area\n5,1\ncheap,2',
      { label: 'price' },
      "train.csv:3:1: 'cheap' is not a number, as 1 other cell of column 1, 'price', is.",
    ],
    [
      'words',
      'price,area\nlow,1\ncheap,2',
      { label: 'price' },
      "train.csv: the target, 'price', is of words: 'cheap', 'low'. The target of a regression is a number; for classes leave --task out.",
    ],
    ['no such column', 'price,area\n5,1', { label: 'price,rent' }, "train.csv: --label 'rent': there is no such column; the columns are 'price', 'area'."],
    ['the same twice', 'price,area\n5,1', { label: 'price,0' }, "train.csv: --label names 'price' twice."],
    [
      'every column',
      'price,rent\n5,1',
      { label: 'price,rent' },
      'train.csv: no column is left to learn from beside the label; at least one feature is expected.',
    ],
  ])('that cannot be are refused: %s', (_, text, options, message) => {
    const found = complaint(() => values(text, options));
    expect(found.startsWith(message), found).toBe(true);
  });
});
