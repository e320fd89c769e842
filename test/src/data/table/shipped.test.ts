import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { readTable } from '../../../../src/data/table/read-table.ts';
import { packageRoot } from '../../../../src/host/package-root.ts';

const folder = join(packageRoot(), 'data');
const sets = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

it.each(sets.flatMap((set) => ['train', 'test'].map((part) => [set, part])))("the cells of %s, %s, are csv-parse's", async (set, part) => {
  const path = join(folder, set!, `${part}.csv`);
  const rows: string[][] = parse(readFileSync(path), { trim: true });
  const { columns, rows: count } = await readTable(path);
  expect(count).toBe(rows.length);
  for (const [c, { numbers }] of columns.entries()) expect([...numbers]).toEqual(rows.map((cells) => Number(cells[c])));
});
