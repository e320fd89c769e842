import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HAS_REDIS, redisServer, type Server, WITHOUT_REDIS } from '../../../bench/machines/redis-server.ts';
import { cliArguments, runCli } from '../../run-cli.ts';
import { madeClass, writeMade } from '../grade/class-maker.ts';

const env = { MLP_COMPARE_SECRET: 'of this test alone, 0123456789' };
const GRID = ['sweep', '--data', 'penguins', '--hidden', '4,6', '--learning-rate', '0.1,0.5', '--epochs', '30', '--seeds', '5', '--kernel', 'naive'];

describe.skipIf(!HAS_REDIS)(`a command with --queue${WITHOUT_REDIS}`, { timeout: 240_000 }, () => {
  let [folder, server]: [string, Server | undefined] = ['', undefined];
  let worker: ChildProcess | undefined;
  const start = (...args: string[]) =>
    spawn(process.execPath, cliArguments(...args), { cwd: folder, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const queue = () => ['--queue', server?.url ?? ''];
  const written = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
  const run = (args: readonly string[], more = env) => runCli(args, { cwd: folder, env: more });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cli-queue-'));
    server = await redisServer();
    worker = start('worker', ...queue(), '--concurrency', '1');
    await once(worker.stdout as NodeJS.ReadableStream, 'data');
  }, 60_000);
  afterAll(async () => {
    const ended = worker && once(worker, 'exit');
    worker?.kill('SIGTERM');
    const [code] = (await ended) ?? [];
    await server?.remove();
    rmSync(folder, { recursive: true, force: true });
    expect(code, 'a worker that is asked to end').toBe(143);
  }, 60_000);

  it('that is killed goes on, to the same tables as on this machine, byte for byte', async () => {
    const asking = start(...GRID, ...queue(), '--out', 'far');
    const journal = join(folder, 'far', 'trainings.jsonl');
    while (!existsSync(journal) || readFileSync(journal, 'utf8').split('\n').length < 4) await wait(20);
    const ended = once(asking, 'exit');
    asking.kill('SIGKILL');
    await ended;
    const { exitCode, stderr } = await run([...GRID, ...queue(), '--out', 'far']);
    expect(stderr).toMatch(/\d+ of 20 trainings were kept/);
    expect(stderr).toMatch(/\(Node [\d.]+, \w+ \w+\): \d+/);
    expect(exitCode).toBe(0);
    await run([...GRID, '--out', 'near']);
    for (const name of ['sweep.csv', 'sweep.json']) expect(written('far', name)).toBe(written('near', name));
    const keys = written('far', 'trainings.jsonl')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { key: string }).key);
    expect([keys.length, new Set(keys).size]).toEqual([20, 20]);
  });

  it('judges a class to the same table', async () => {
    writeMade(join(folder, 'class'), madeClass(3, { python: false }));
    const given = ['grade', 'class', '--isolation', 'limits'];
    expect((await run([...given, ...queue(), '--out', 'far-grades'])).exitCode).toBe(0);
    await run([...given, '--out', 'near-grades']);
    for (const name of ['class.csv', 'class.json']) expect(written('far-grades', name)).toBe(written('near-grades', name));
  });

  it.each([
    [['sweep', '--queue', 'redis://127.0.0.1:1'], /^--queue redis:\/\/127\.0\.0\.1:1: no server answers there \(ECONNREFUSED\)\. Start one: /],
    [['--queue', 'redis://127.0.0.1:1'], /^--queue is for --seeds and --sweep-width/],
    [['sweep', '--secret-file', 's'], /^--secret-file is for --queue\.$/],
    [['worker'], /^--queue says where the jobs are/],
    [['grade', 'class', '--queue', 'ftp://ann:hunter2@x'], /^--queue: expected redis:/],
  ])('%j is refused in a line, and nothing is left behind', async (args, said) => {
    const { exitCode, stderr } = await run(args[0] === 'worker' ? args : [...args, '--out', 'refused']);
    expect(stderr.trim()).toMatch(said);
    expect(stderr).not.toMatch(/hunter2/);
    expect(exitCode).toBe(2);
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });
});
