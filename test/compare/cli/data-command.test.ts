import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dataCommand } from '../../../compare/cli/data/command.ts';
import { parseRunSpec } from '../../../src/run/config.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'look-'))));
afterEach(() => rm(folder, { recursive: true }));

async function look(content: string, settings: Record<string, unknown> = {}, printed: string[] = []): Promise<string> {
  const data = join(folder, 'plants.csv');
  await writeFile(data, content);
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 140 }) as unknown as NodeJS.WriteStream;
  await dataCommand(parseRunSpec({ data, ...settings }, String), { stream, errors: process.stderr, print: (text) => void printed.push(text) });
  return stripVTControlCharacters(printed.join('\n')).replaceAll(`${folder}/`, '');
}

const plants = `id,height,soil,seen,species\n${Array.from({ length: 60 }, (_, r) => `${r + 1},${(r * 7) % 11},${['clay', 'sand', 'loam'][r % 3]},2020-01-${10 + (r % 9)},${'ab'[r % 2]}`).join('\n')}\n`;

it('shows label, features, every column with what it holds, and the first rows as networks get them', async () => {
  const text = await look(plants);
  expect(text).toMatch(/^data +plants: 38 training, 10 validation and 12 test rows of 4 features, 2 classes$/m);
  expect(text).toMatch(/^label +column 5, species \(2 classes: a 30, b 30\); by its name$/m);
  expect(text).toMatch(/^features +1 numeric, 1 of words as 3 inputs; left out: id \(row numbers\), seen \(dates; --dates days takes them as numbers\)$/m);
  const table = text.split('\n').filter((line) => /^(│ )?[0-4] /.test(line));
  expect(table.map((line) => line.replace(/[│ ]+/g, ' ').trim())).toEqual([
    expect.stringMatching(/^0 id numbers left out 1 to 60 0 60 █+$/),
    expect.stringMatching(/^1 height numbers feature 0 to 10 0 11 [▁▂▃▄▅▆▇█]+/),
    expect.stringMatching(/^2 soil words feature, 3 inputs clay, loam, sand 0 3 ███$/),
    expect.stringMatching(/^3 seen dates left out 2020-01-10 to 2020-01-18 0 9 /),
    expect.stringMatching(/^4 species words label a, b 0 2 ██$/),
  ]);
  expect(text).toContain('The first rows to train on, as a network gets them');
  expect(text).toMatch(/│ species │ +height │ +soil=clay │ +soil=loam │ +soil=sand │/);
});

it('takes the options of a run, and trains nothing', async () => {
  expect(await look(plants, { dates: 'days', drop: 'id,soil' })).toMatch(
    /^features +1 numeric, 1 of dates; seen: dates, year-month-day; left out: id \(as --drop says\), soil \(as --drop says\)$/m,
  );
  expect(await look(plants, { label: 'height', task: 'regression' })).toMatch(/^label +column 2, height \(values: 0 to 10\); as --label says$/m);
});

it('shows every column above the question which of them is the label', async () => {
  const printed: string[] = [];
  const rows = Array.from({ length: 60 }, (_, r) => `${r + 1},${'ab'[r % 2]},${(r * 7) % 11},${'xyz'[r % 3]}`);
  await expect(look(`id,first,height,last\n${rows.join('\n')}\n`, {}, printed)).rejects.toThrow(/which column is the label is not clear[^]*--label last/);
  const table = stripVTControlCharacters(printed.join('\n'))
    .split('\n')
    .filter((line) => /^(│ )?[0-3] /.test(line));
  expect(table.map((line) => line.replace(/[│ ]+/g, ' ').trim())).toEqual([
    expect.stringMatching(/^0 id numbers row numbers 1 to 60 0 60 █+$/),
    expect.stringMatching(/^1 first words \? a, b 0 2 ██$/),
    expect.stringMatching(/^2 height numbers \? 0 to 10 0 11 /),
    expect.stringMatching(/^3 last words \? x, y, z 0 3 ███$/),
  ]);
});

it('has no file to show of what is made in memory', async () => {
  await expect(dataCommand(parseRunSpec({ data: 'moons' }, String), { stream: process.stdout, errors: process.stderr, print() {} })).rejects.toThrow(
    "'moons' is generated, of 2 features; there is no file to look at.",
  );
});
