import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { pluginBackend } from '../../../compare/networks/plugin-backend.ts';
import { usualTraining } from '../../../src/model/training-spec.ts';
import { faultOf, folderWith, INITIAL, MODEL, speaker, X, y } from './fixtures.ts';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !/^\d+ \(.*\) Z/.test(spawnSync('cat', [`/proc/${pid}/stat`]).stdout.toString()); // ended, not yet collected
}

async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 50; tries++) {
    if (!isAlive(pid)) return true;
    await sleep(50);
  }
  return false;
}

describe('no process is left behind', () => {
  /** Its pid, and that of a process it started, told in its description. */
  const withGrandchild = (replaced = {}) =>
    speaker(
      { hello: '{ description: `${process.pid} ${grandchild.pid}` }', ...replaced },
      "const grandchild = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: ['ignore', 'inherit', 'inherit'] });",
    );
  const pidsOf = (description: string) => (/(\d+) (\d+)$/.exec(description) as RegExpExecArray).slice(1).map(Number) as [number, number];

  it('after close', async () => {
    await using folder = await folderWith({ 'net.cjs': withGrandchild() });
    const backend = await pluginBackend('node net.cjs', { cwd: folder.cwd });
    const pids = pidsOf(backend.description);
    expect(pids.every(isAlive)).toBe(true);
    await backend.close();
    for (const pid of pids) expect(await isGone(pid)).toBe(true);
  });

  it('after a hang', async () => {
    await using folder = await folderWith({ 'net.cjs': withGrandchild({ step: '(() => { for (;;); })()' }) });
    const backend = await pluginBackend('node net.cjs', { cwd: folder.cwd, timeoutSeconds: 2 });
    const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
    await faultOf(async () => network.step(X, y, 1));
    for (const pid of pidsOf(backend.description)) expect(await isGone(pid)).toBe(true);
  });

  it('after an end of its own, though what it started holds on to its output', async () => {
    await using folder = await folderWith({ 'net.cjs': withGrandchild({ step: 'process.exit(3)' }) });
    const backend = await pluginBackend('node net.cjs', { cwd: folder.cwd, timeoutSeconds: 10 });
    const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
    expect(await faultOf(async () => network.step(X, y, 1))).toBe('node net.cjs: the process ended with exit code 3 during step().');
    for (const pid of pidsOf(backend.description)) expect(await isGone(pid)).toBe(true);
  });

  /** A Node process that opens a plug-in, prints its description and does `then`. */
  async function run(cwd: string, then: string, source = 'node net.cjs'): Promise<{ description: string; code: number | null }> {
    const script = `
      import { pluginBackend } from ${JSON.stringify(join(process.cwd(), 'compare/networks/plugin-backend.ts'))};
      const backend = await pluginBackend(${JSON.stringify(source)}, { cwd: ${JSON.stringify(cwd)} });
      console.log(backend.description);
      ${then}`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 20_000,
      killSignal: 'SIGKILL', // should it not end, the test is red, not stuck
    });
    let description = '';
    child.stdout.on('data', (text: Buffer) => {
      description += text.toString();
    });
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { description: description.trim(), code };
  }

  it.each([
    ['by itself, though nobody closed the network', '', 0, 'setInterval(() => {}, 1000);'],
    ['by process.exit', 'process.exit(7);', 7, 'setInterval(() => {}, 1000);'],
    ['by SIGKILL', "process.kill(process.pid, 'SIGKILL');", null, ''], // nobody is left to end it: its input ends
  ])('when the program ends %s', async (_name, then, expected, staying) => {
    await using folder = await folderWith({ 'net.cjs': speaker({ hello: '{ description: `${process.pid} ${process.pid}` }' }, staying) });
    const { description, code } = await run(folder.cwd, then);
    expect(code).toBe(expected);
    expect(await isGone(pidsOf(description)[0])).toBe(true);
  });

  it('when a module is all there was, and nobody closed it', async () => {
    const { description, code } = await run(process.cwd(), '', 'examples/correct.ts');
    expect([description, code]).toEqual(['examples/correct.ts (your file, in a thread of its own)', 0]);
  });
});
