import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCsv } from '../../../../src/data/csv/csv.ts';
import { readTable } from '../../../../src/data/table/read-table.ts';
import { packageRoot } from '../../../../src/host/package-root.ts';

const folder = join(packageRoot(), 'data');
const sets = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

it.each(sets.flatMap((set) => ['train', 'test'].map((part) => [set, part])))(
  'the numbers of %s, %s, are those of the reader of plain numbers',
  async (set, part) => {
    const path = join(folder, set!, `${part}.csv`);
    const { train } = await readCsv(path);
    const table = await readTable(path);
    const [label, ...features] = table.columns;
    const X = Array.from({ length: table.rows }, (_, row) => features.map(({ numbers }) => numbers[row]!));
    expect(table.rows).toBe(train.X.rows);
    expect(X.flat()).toEqual(Array.from(train.X.data));
    expect(Array.from(label!.numbers, String)).toEqual(Array.from(train.y, (code) => train.classes[code]));
  },
);
