import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { stream } from '../../src/numbers/random.ts';

const KILLS = process.env['LONG_RUNS'] ? 50 : 3;
const module = (path: string) => JSON.stringify(pathToFileURL(join(inject('compiled'), path)).href);

let parent: string;
beforeAll(async () => void (parent = await mkdtemp(join(tmpdir(), 'killed-'))));
afterAll(() => rm(parent, { recursive: true }));

/** Writes one report over the other, again and again: its pictures and its texts all carry the number of the run. */
const writing = (folder: string) => `
  import { replaceReport } from ${module('compare/cli/report/replace.js')};
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

/** Runs a program that says once that it has begun, and kills it so much later. */
async function killedAfter(program: string, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
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
    await killedAfter(writing(folder), random.uniform(0, 40));
    const beside = (await readdir(parent)).filter((name) => name.startsWith(`.run-${kill}-report`));
    const place = (await readdir(parent)).includes(`run-${kill}`) ? folder : join(parent, beside[0]!);
    await expectOneRun(place);
  }
});

/** Writes the questions of a diagnosis into one new folder after another. */
const asking = (folder: string) => `
  import { writeQuestions } from ${module('compare/cli/questions/write.js')};
  import { firstQuestions } from ${module('compare/diagnose/answered.js')};
  import { DEFAULT_MODEL as model } from ${module('compare/diagnose/diagnose.js')};
  import { named } from ${module('compare/networks/answers/questions-folder.js')};
  const settings = { batchSize: 64, learningRate: 0.1, seed: 42 };
  const set = { model, ...settings, questions: named(await firstQuestions(model, settings)) };
  for (let n = 1; ; n++) {
    writeQuestions(${JSON.stringify(folder)} + '/q' + n, set);
    if (n === 1) console.log('begun');
  }`;

it(`questions are all there or none is, though the program is killed at any moment (${KILLS} times)`, { timeout: 10_000 * KILLS }, async () => {
  const random = stream(1, 'kills of who asks');
  for (let kill = 0; kill < KILLS; kill++) {
    const folder = join(parent, `questions-${kill}`);
    await mkdir(folder);
    await killedAfter(asking(folder), random.uniform(0, 100));
    const [first = [], ...others] = await Promise.all(
      (await readdir(folder)).filter((name) => !name.startsWith('.')).map(async (name) => (await readdir(join(folder, name), { recursive: true })).sort()),
    );
    expect(first).toContain('questions.json');
    for (const names of others) expect(names).toEqual(first);
  }
});
