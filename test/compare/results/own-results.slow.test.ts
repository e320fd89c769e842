import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readResults, toJson } from '../../../compare/results/file.ts';
import { compare } from '../../../compare/run/compare.ts';
import { markdownReport } from '../../../compare/show/markdown/markdown.ts';
import { drawPictures } from '../../../compare/show/pictures/pictures.ts';
import { parseRunSpec } from '../../../src/run/config.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'own-'))));
afterAll(() => rm(folder, { recursive: true }));

const rows = (row: (r: number) => unknown[]) => Array.from({ length: 40 }, (_, r) => row(r).join()).join('\n');
const SETS = {
  usual: rows((r) => [(r * 7) % 10, (r * r) % 11, 'abc'[r % 3]]),
  constant: rows((r) => ['ab'[r % 2], 0.1, 7]),
  large: rows((r) => ['ab'[r % 2], 1e300, r]),
  zero: rows((r) => ['ab'[r % 2], 0, 0, 0, 0]),
};

it.each<[keyof typeof SETS, Record<string, unknown>]>([
  ['usual', {}],
  ['usual', { hidden: 'none', batchSize: 999 }],
  ['usual', { seeds: 2 }],
  ['usual', { sweepWidth: true }],
  ['usual', { learningRate: 1e30 }],
  ['usual', { preset: 'document', networks: 'document,scratch' }],
  ['constant', {}],
  ['constant', { output: 'sigmoid', activation: 'tanh' }],
  ['large', {}],
  ['zero', { image: '2x2', learningRate: 10 }],
])('a run on data that is %s, with %j, leaves results that are read and drawn', async (set, settings) => {
  const train = join(folder, `${set}.csv`);
  await writeFile(train, SETS[set]);
  const spec = parseRunSpec({ train, epochs: 1, hidden: [3], batchSize: 8, networks: 'scratch,document', ...settings }, String);
  const path = join(folder, 'results.json');
  const comparison = await compare(spec);
  await writeFile(path, toJson(comparison));
  const read = await readResults(path);
  expect(read).toEqual(JSON.parse(JSON.stringify(comparison), (_, value: unknown) => value ?? expect.anything()));
  const pictures = drawPictures(read);
  expect(markdownReport(read, pictures)).not.toMatch(/\bundefined\b/);
  for (const { svg } of Object.values(pictures).flat()) expect(svg).not.toMatch(/NaN|undefined/);
});
