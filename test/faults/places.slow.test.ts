import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readResults } from '../../compare/results/file.ts';
import { cliArguments } from '../run-cli.ts';
import { JUMPING } from './jumping-clock.ts';

const PLAIN = ['--bind', '/', '/', '--dev-bind', '/dev', '/dev', '--proc', '/proc'];
const boxes = spawnSync('bwrap', [...PLAIN, '--size', '65536', '--tmpfs', '/tmp', 'true']).status === 0;
const small = ['--train', 'train.csv', '--hidden', '4', '--epochs', '2', '--batch-size', '8', '--networks', 'scratch', '--out', 'out'];

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'places-'))));
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly cwd: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs it in a new folder with out/ in it, within `box` where there is one. */
async function run(box: (cwd: string) => readonly string[] = () => [], env: NodeJS.ProcessEnv = {}, given?: string): Promise<Ended> {
  const cwd = given ?? (await mkdtemp(join(folder, 'run-')));
  await mkdir(join(cwd, 'out'), { recursive: true });
  await writeFile(join(cwd, 'train.csv'), Array.from({ length: 50 }, (_, r) => `${(r * 17) % 53},${(r * 7) % 10},${'abc'[r % 3]}\n`).join(''));
  const [program, ...args] = [...box(cwd), process.execPath, ...cliArguments(...small)] as [string, ...string[]];
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env: { PATH: process.env['PATH'], ...env } }, (error, stdout, stderr) =>
      resolve({ cwd, exitCode: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

describe.skipIf(!boxes).concurrent('a folder for the report, before any training', { timeout: 120_000 }, () => {
  it.each([
    ['on a disk that is full', (cwd: string) => ['bwrap', ...PLAIN, '--size', '4096', '--tmpfs', join(cwd, 'out')], 'the disk is full (ENOSPC)'],
    ['that is read-only', (cwd: string) => ['bwrap', ...PLAIN, '--ro-bind', join(cwd, 'out'), join(cwd, 'out')], 'it is read-only (EROFS)'],
  ])('%s is refused in a line', async (_, box, why) => {
    const { exitCode, stdout, stderr, cwd } = await run(box);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: `out: the report cannot be written there: ${why}. Choose another folder with --out.\n` });
    expect(stdout).not.toContain('Epoch');
    expect(await readdir(join(cwd, 'out'))).toEqual([]);
  });
});

it.skipIf(!boxes)('a folder that cannot be made, because what it would be in is read-only, is refused for that reason', { timeout: 120_000 }, async () => {
  const cwd = await mkdtemp(join(folder, 'run-'));
  const box = [...PLAIN, '--ro-bind', cwd, cwd, '--chdir', cwd];
  const { status, stderr } = spawnSync('bwrap', [...box, process.execPath, ...cliArguments('record', '--steps', '2', '--out', 'new/below/trace.json')], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 2, stderr: '--out new/below/trace.json: it cannot be written: it is read-only (EROFS).\n' });
});

describe.concurrent('a run', { timeout: 120_000 }, () => {
  it('needs no HOME: nothing but what is asked for is written', async () => {
    const { exitCode, stderr, cwd } = await run();
    expect([exitCode, stderr, (await readdir(cwd)).sort()]).toEqual([0, '', ['out', 'train.csv']]);
  });

  it('takes no time from a clock that jumps: none is negative, or of hours', async () => {
    const { exitCode, cwd } = await run(undefined, { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(JUMPING)}` });
    expect(exitCode).toBe(0);
    const seconds = [...(await readFile(join(cwd, 'out', 'results.json'), 'utf8')).matchAll(/"\w*[sS]econds": (-?[\d.e+-]+)/g)].map(([, n]) => Number(n));
    expect(seconds.length).toBeGreaterThan(0);
    for (const n of seconds) expect(n >= 0 && n < 1800).toBe(true);
  });

  it('into a folder that another is writing at the same time is refused, or both are done: the report is whole, and of one of them', async () => {
    const cwd = await mkdtemp(join(folder, 'run-'));
    const runs = await Promise.all([run(undefined, {}, cwd), run(undefined, {}, cwd), run(undefined, {}, cwd)]);
    expect(runs.map(({ exitCode }) => exitCode)).toContain(0);
    for (const { exitCode, stderr } of runs) {
      if (exitCode !== 0) expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(/^out: [^\n]+\.\n$/) });
    }
    await readResults(join(cwd, 'out', 'results.json'));
    expect((await readdir(cwd)).sort()).toEqual(['out', 'train.csv']);
    expect(await readFile(join(cwd, 'out', 'report.html'), 'utf8')).toMatch(/<\/html>\s*$/);
  });
});
