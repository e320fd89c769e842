import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cliArguments } from '../../run-cli.ts';
import { madeClass, writeMade } from './class-maker.ts';

const boxed = spawnSync('bwrap', ['--unshare-all', '--disable-userns', '--unshare-user', '--ro-bind', '/', '/', 'true']).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'killed-'));
  writeMade(join(folder, 'class'), madeClass(6, { python: false }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function grading(out: string, env = process.env): ChildProcess {
  const args = cliArguments('grade', 'class', '--out', out, '--workers', '1', '--isolation', boxed ? 'bubblewrap' : 'limits');
  return spawn(process.execPath, args, { cwd: folder, env, stdio: 'ignore' });
}

const keptIn = (out: string) =>
  existsSync(join(folder, out, 'outcomes')) ? readdirSync(join(folder, out, 'outcomes')).filter((name) => name.endsWith('.json')) : [];
const table = (out: string) => ['class.csv', 'class.json'].map((name) => readFileSync(join(folder, out, name), 'utf8'));
const writtenAt = (name: string) => statSync(join(folder, 'killed', 'outcomes', name)).mtimeMs;

it('a grader that is killed again and again comes to the same class table, byte for byte, and judges none twice', { timeout: 180_000 }, async () => {
  await once(grading('whole'), 'exit');
  for (const [round, delay] of [20, 310, 150].entries()) {
    const child = grading('killed');
    for (let waited = 0; keptIn('killed').length <= round && waited < 400; waited++) await wait(50);
    await wait(delay);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  const kept = new Map(keptIn('killed').map((name) => [name, writtenAt(name)]));
  expect(kept.size).toBeGreaterThanOrEqual(3);
  await once(grading('killed'), 'exit');
  expect(table('killed')).toEqual(table('whole'));
  for (const [name, at] of kept) expect(writtenAt(name)).toBe(at);
});

it('a grader that is told to stop takes what submissions ran in with it', { timeout: 60_000 }, async () => {
  const TMPDIR = join(folder, 'temporary');
  mkdirSync(TMPDIR);
  const child = grading('stopped', { ...process.env, TMPDIR });
  for (let waited = 0; keptIn('stopped').length === 0 && waited < 400; waited++) await wait(50);
  expect(readdirSync(TMPDIR)).toEqual([expect.stringContaining(`-${child.pid}-`)]);
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  expect(readdirSync(TMPDIR)).toEqual([]);
});
