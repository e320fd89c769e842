import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliOptions, type CliResult, runCli } from '../run-cli.ts';
import { hangingProgram, isGone, pidsIn } from './hanging-program.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signals-'));
  await writeFile(join(folder, 'train.csv'), Array.from({ length: 50 }, (_, r) => `${(r * 17) % 53},${(r * 7) % 10},${'abc'[r % 3]}`).join('\n'));
  await writeFile(join(folder, 'hang.cjs'), hangingProgram('pids'));
});
afterAll(() => rm(folder, { recursive: true }));

const small = ['--train', '../train.csv', '--hidden', '4', '--batch-size', '8', '--out', 'out'];

/** Runs it in a folder of its own, and sends the signal, once or more, as soon as `awaited` was printed. */
async function stopped(
  signal: NodeJS.Signals,
  awaited: RegExp,
  args: readonly string[],
  program: CliOptions['program'] = 'compare',
  times = 1,
): Promise<CliResult & { cwd: string }> {
  const cwd = await mkdtemp(join(folder, 'run-'));
  let sent = false;
  const result = await runCli(args, {
    cwd,
    program,
    onOutput(child, stdout, stderr) {
      if (!sent && awaited.test(stdout + stderr)) for (let n = 0; n < times; n++) sent = child.kill(signal);
    },
  });
  expect(sent, result.stdout + result.stderr).toBe(true);
  return { ...result, cwd };
}

describe.concurrent('asked to stop', { timeout: 60_000 }, () => {
  it('a training that keeps the main thread busy stops: SIGINT, exit code 130', async () => {
    const { exitCode, stderr, cwd } = await stopped('SIGINT', /Epoch/, [...small, '--networks', 'scratch', '--epochs', '10000000']);
    expect([exitCode, stderr]).toEqual([130, '\nStopped. Nothing was written.\n']);
    expect(await readdir(cwd)).toEqual([]);
  });

  it('a run with a network that hangs, in a process that started another, leaves neither behind: SIGTERM, exit code 143', async () => {
    const { exitCode, stderr, cwd } = await stopped('SIGTERM', /hanging/, [
      ...small,
      '--epochs',
      '10000000',
      '--networks',
      'scratch',
      '--network',
      'node ../hang.cjs',
      '--verbose',
    ]);
    expect(exitCode).toBe(143);
    expect(stderr).toBe('hanging\n\nStopped. Nothing was written.\n'); // what it prints is shown with --verbose
    const pids = await pidsIn(join(cwd, 'pids'));
    expect(pids).toHaveLength(4); // one for the training, one for the checks, and what they started
    for (const pid of pids) expect(await isGone(pid)).toBe(true);
    expect(existsSync(join(cwd, 'out'))).toBe(false);
  });

  it('a run keeps the seeds that had finished, though it is told twice to stop, as npm does: SIGINT, exit code 130', async () => {
    const { exitCode, stderr, cwd } = await stopped(
      'SIGINT',
      /seed 12: .*(\d+) of 300/,
      [...small, '--networks', 'scratch', '--epochs', '20', '--seeds', '300'],
      'compare',
      2,
    );
    expect(exitCode).toBe(130);
    expect(stderr).toMatch(
      /^\nStopped\. The results of scratch are kept in out-stopped\/results\.json, without \d+ of 300 seeds: the same command runs it all again\. A report of them: .* report out-stopped\/results\.json\n$/,
    );
    expect(await readdir(cwd)).toEqual(['out-stopped']);
    const again = await runCli(['report', 'out-stopped/results.json'], { cwd });
    expect([again.exitCode, again.stdout]).toEqual([0, expect.stringMatching(/STOPPED: the run\s+ended\s+without\s+\d+\s+of\s+300\s+seeds\./)]);
  });

  it('an explanation says that finished trainings are kept, and they are: SIGHUP, exit code 129', async () => {
    const settings = ['--data', 'penguins', '--set', 'epochs=150,hidden=8,networks=scratch', '--from', 'init=he-normal', '--to', 'init=glorot-uniform'];
    const { exitCode, stderr, cwd } = await stopped(
      'SIGHUP',
      /\d+ of 600 trainings/,
      [...settings, '--seeds', '300', '--workers', '1', '--out', 'ex'],
      'explain',
    );
    expect([exitCode, stderr]).toEqual([129, '\nStopped. Finished trainings are kept in ex/cells.jsonl: the same command with --resume goes on.\n']);
    const lines = (await readFile(join(cwd, 'ex', 'cells.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(60); // a tenth of them
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ outcome: { testScore: expect.any(Number) as number } });
  });
});
