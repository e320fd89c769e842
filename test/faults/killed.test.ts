import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stream } from '../../src/numbers/random.ts';

const KILLS = process.env['LONG_RUNS'] ? 50 : 3;
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const module = (path: string) => JSON.stringify(pathToFileURL(join(process.cwd(), path)).href);

let parent: string;
beforeAll(async () => void (parent = await mkdtemp(join(tmpdir(), 'killed-'))));
afterAll(() => rm(parent, { recursive: true }));

/** Writes one report over the other, again and again: its pictures and its texts all carry the number of the run. */
const writing = (folder: string) => `
  import { replaceReport } from ${module('compare/cli/report/replace.ts')};
  const files = (run) => new Map([
    ...(run % 2 ? ['loss.svg', 'drift.svg'] : ['loss.svg']).map((name) => [name, '<svg class="mlp">' + ('run ' + run + '\\n').repeat(2000) + '</svg>\\n']),
    ['report.md', (run % 2 ? '![](drift.svg)' : '') + '![](loss.svg)\\n' + ('run ' + run + '\\n').repeat(2000)],
    ['report.html', ('run ' + run + '\\n').repeat(2000)],
    ['results.json', '{\\n "version": 1,\\n "text": "' + ('run ' + run + ' ').repeat(2000) + '"\\n}\\n'],
  ]);
  for (let run = 1; ; run++) {
    replaceReport(${JSON.stringify(folder)}, files(run));
    if (run === 1) console.log('begun');
  }`;

async function killedAfter(folder: string, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', tsx, '--input-type=module', '-e', writing(folder)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await ended;
}

/** The runs that a folder's files are of, whole files alone: exactly one, and its pictures. */
async function expectOneRun(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  const runs = new Set<string>();
  for (const name of names) {
    const found = (await readFile(join(folder, name), 'utf8')).match(/run \d+/g) ?? [];
    expect(found, name).toHaveLength(2000);
    found.forEach((run) => runs.add(run));
  }
  expect(runs.size, [...runs].join()).toBe(1);
  const odd = Number([...runs][0]!.slice(4)) % 2 === 1;
  expect(names).toEqual([...(odd ? ['drift.svg'] : []), 'loss.svg', 'report.html', 'report.md', 'results.json']);
}

it(`a report is whole, and of one run, though the program is killed at any moment (${KILLS} times)`, { timeout: 10_000 * KILLS }, async () => {
  const random = stream(1, 'kills');
  for (let kill = 0; kill < KILLS; kill++) {
    const folder = join(parent, `run-${kill}`);
    await killedAfter(folder, random.uniform(0, 40));
    const beside = (await readdir(parent)).filter((name) => name.startsWith(`.run-${kill}-report`));
    const place = (await readdir(parent)).includes(`run-${kill}`) ? folder : join(parent, beside[0]!);
    await expectOneRun(place);
  }
});
