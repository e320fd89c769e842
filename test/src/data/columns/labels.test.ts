import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toDatasets } from '../../../../src/data/columns/datasets.ts';
import type { ColumnOptions } from '../../../../src/data/columns/options.ts';
import { splitFraction } from '../../../../src/data/split.ts';
import { readTable } from '../../../../src/data/table/read-table.ts';
import { isClasses, type Target } from '../../../../src/model/target.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labels-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function table(text: string, name = 'train.csv') {
  const path = join(folder, name);
  await writeFile(path, text);
  return await readTable(path);
}

async function read(text: string, label = 'a,b', options: ColumnOptions = { task: 'labels' }) {
  return toDatasets(await table(text), undefined, { ...options, label });
}

const labelsOf = (y: Target) => (isClasses(y) ? [] : [...y.data]);

const complaint = (text: string, label?: string, options?: ColumnOptions) =>
  read(text, label, options).then(
    () => 'none',
    (error: Error) => error.message.replace(`${folder}/`, ''),
  );

describe('several label columns', () => {
  it('are a 0 or a 1 each, of every row, and no features', async () => {
    const { train, warnings } = await read('x,a,b\n0.5,1,0\n1.5,0,0\n2.5,1,1.0\n');
    expect(train).toMatchObject({ labels: ['a', 'b'], features: ['x'], classes: [] });
    expect(train).not.toHaveProperty('targets');
    expect([labelsOf(train.y), [...train.X.data], warnings]).toEqual([[1, 0, 0, 0, 1, 1], [0.5, 1.5, 2.5], []]);
  });

  it.each<[string, string, string | undefined, string]>([
    [
      'a number of the first',
      'a,b,x\n1,0,5\n\n2,1,6\n',
      undefined,
      "train.csv:4:1: label 'a' is '2'; with several labels each is 0 or 1, whether the row has it.",
    ],
    ['a number of another', 'x,a,b\n5,1,0\n6,0,0.5\n7,1,-1\n', undefined, "train.csv:3:3: label 'b' is '0.5'; with several labels each is 0 or 1"],
    ['columns by their numbers', '5,1,0\n6,0,7\n', '1,-1', "train.csv:2:3: label 'column 3' is '7'; with several labels each is 0 or 1"],
    ['words', 'x,a,b\n5,much,0\n6,little,1\n', undefined, "train.csv: the target, 'a', is of words: "],
    ['a column that is not there', 'x,a\n5,1\n', undefined, "train.csv: --label 'b': there is no such column"],
  ])('are refused with the place: %s', async (_, text, label, message) => {
    const found = await complaint(text, label);
    expect(found.startsWith(message), found).toBe(true);
  });

  it('say what to use where they hold numbers or classes', async () => {
    expect(await complaint('x,a,b\n5,1,0\n6,3,1\n')).toContain(
      'For numbers to be predicted use --task regression, for one of several classes one label column.',
    );
  });

  it('may be yes and no; a row without one of them is left out', async () => {
    const { train } = await read('x,a,b\n0.5,yes,0\n1.5,no,\n2.5,no,1\n');
    expect(labelsOf(train.y)).toEqual([1, 0, 0, 1]);
  });

  it('are warned of where all rows have a label, or none', async () => {
    const { warnings } = await read('x,a,b\n0.5,1,0\n1.5,0,0\n2.5,1,0\n');
    expect(warnings.join('\n').replace(`${folder}/`, '')).toBe("train.csv: all 3 rows have the same 'b', from which nothing can be learnt.");
  });
});

describe('a column whose cells hold several labels each', () => {
  const films = 'length,genres\n1,Drama\n2,Drama|Comedy\n3,Comedy | Action\n4,Action\n5,\n6,Drama\n';

  it('is a label for each of them', async () => {
    const { train } = await read(films, 'genres');
    expect(train).toMatchObject({ labels: ['Action', 'Comedy', 'Drama'], features: ['length'], classes: [] });
    expect(labelsOf(train.y)).toEqual([0, 0, 1, 0, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 1]);
  });

  it('is asked about, not taken for as many classes as there are combinations', async () => {
    const told = "cells of the label, 'genres', hold several labels, it seems: 'Drama|Comedy'. Add --label genres --task labels, to learn for each";
    expect(await complaint(films, 'genres', {})).toContain(told);
    const { train } = await read(films, 'genres', { task: 'classification' });
    expect(train.classes).toEqual(['Action', 'Comedy | Action', 'Drama', 'Drama|Comedy']);
    expect((await read('x,name\n1,"Owen, Ann"\n2,"Lee, Bo"\n3,Cy\n', 'name', {})).train.classes).toHaveLength(3);
  });

  it('has the labels of the training file in a test file too', async () => {
    const [train, other, strange] = await Promise.all(
      [films, 'length,genres\n1,Comedy\n', 'length,genres\n1,Comedy|War\n'].map((text, k) => table(text, `${k}.csv`)),
    );
    const { test } = toDatasets(train!, other, { task: 'labels', label: 'genres' });
    expect(labelsOf(test!.y)).toEqual([0, 1, 0]);
    expect(() => toDatasets(train!, strange, { task: 'labels', label: 'genres' })).toThrow(
      "2.csv:2:2: of 'Comedy|War' a label does not occur in the training file, which has 'Action', 'Comedy', 'Drama'.",
    );
  });
});

describe('rows to train on', () => {
  it('are refused where no label is in some rows and not in others', async () => {
    const { train } = await read('x,a,b\n1,1,0\n2,1,0\n3,1,0\n4,1,0\n');
    expect(() => splitFraction(train, 0.25, 1)).toThrow(
      /in all 3 training rows 'a', 'b' are the same; of one label at least some rows must have it and some not\./,
    );
  });

  it('are warned of where the only row with a label is set aside', async () => {
    const { train } = await read('x,a,b\n1,1,0\n2,0,1\n3,1,0\n4,0,0\n5,1,0\n');
    const found = Array.from({ length: 20 }, (_, seed) => splitFraction(train, 0.2, seed)).find((split) => labelsOf(split.validation.y)[1] === 1);
    expect(found?.warnings.join('\n')).toMatch(/^All training rows of .*train\.csv are the same in 'b', so no network can learn it\.$/);
  });
});
