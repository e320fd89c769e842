import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliArguments, runCli } from './run-cli.ts';

// What is said to each mistake is tested in test/compare/cli/commands.slow.test.ts; here is what takes a process of its own.

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
  const rows = Array.from({ length: 50 }, (_, r) => `${(r * 7) % 10},${(r * r) % 11},${'abc'[r % 3]}`).join('\n');
  await writeFile(join(folder, 'train.csv'), rows);
  await writeFile(join(folder, 'ragged.csv'), `${rows}\na,1\n`);
  await writeFile(join(folder, 'run.json'), '{ "train": "train.csv", "hidden": [4], "epochs": 2, "batch-size": 8, "networks": ["scratch"] }');
});
afterAll(() => rm(folder, { recursive: true }));

/** In a folder of its own, in which ../ is the data. */
async function cwdOf(name: string): Promise<string> {
  const cwd = join(folder, name);
  await mkdir(cwd);
  return cwd;
}

const small = ['--train', '../train.csv', '--hidden', '4', '--epochs', '2', '--batch-size', '8'];
const ESCAPE = '\u001b';

/** results.json but for times: when it was finished, and the keys that end in Seconds. */
async function untimed(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'), (key, value: unknown) => (key === 'finished' || key.endsWith('Seconds') ? undefined : value));
}

describe.concurrent('the command line', { timeout: 120_000 }, () => {
  it('explains itself: every option in its group, what it is by default, examples', async () => {
    const { exitCode, stdout, stderr } = await runCli(['--help'], { cwd: folder });
    for (const group of ['Data:', 'Model:', 'Training:', 'Networks:', 'Result:', 'Examples:']) expect(stdout).toContain(`\n${group}\n`);
    expect(stdout).toMatch(/--learning-rate <rate> +of stochastic gradient descent \(default:\s+0\.1\)/);
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  it.each<[string, string[], string]>([
    ['option', ['--epoch', '3'], "unknown option '--epoch' (Did you mean --epochs?). See --help.\n"],
    ['setting', ['--hidden', '0'], "--hidden: expected widths such as 64,64, each a whole number from 1 (for no hidden layer: 'none'), got '0'.\n"],
    ['file', ['--train', '../ragged.csv'], '../ragged.csv:51: 2 columns, the others have 3. Is a value missing, or the line cut short?\n'],
    [
      'results.json',
      ['report', 'none.json'],
      'none.json: there is no results.json there, and no run of that name in reports. To see what there is: npm run compare -- history\n',
    ],
  ])('answers a wrong %s with one line on the error stream, exit code 2 and nothing on disk', async (name, args, message) => {
    const cwd = await cwdOf(`wrong ${name}`);
    expect(await runCli(args, { cwd })).toEqual({ exitCode: 2, stdout: '', stderr: message });
    expect(await readdir(cwd)).toEqual([]);
  });

  it.each(['wasm', 'cpu'])('prints plain text and gives the same results twice, apart from times, on %s', async (runtime) => {
    const folders = [await cwdOf(`${runtime} once`), await cwdOf(`${runtime} twice`)];
    const runs = await Promise.all(folders.map((cwd) => runCli([...small, '--tfjs-runtime', runtime, '--out', 'out'], { cwd })));
    const [first, second] = await Promise.all(folders.map((cwd) => untimed(join(cwd, 'out', 'results.json'))));
    expect(second).toEqual(first);
    for (const { exitCode, stdout, stderr } of runs) {
      expect([exitCode, stderr]).toEqual([0, '']); // no banner, no warning of a library's
      expect(stdout).not.toContain(ESCAPE);
      expect(stdout).toMatch(/^tfjs {5}Epoch 02: loss=\d\.\d{4} train_acc=\d\.\d{4} val_acc=\d\.\d{4}$/m);
      expect(stdout).toMatch(/^IN PARITY: scratch and tfjs take the same steps\./m);
    }
  });

  it('runs from its sources too, with the same results; in a checkout it goes by the name of its npm script', async () => {
    const [compiled, sources] = [await cwdOf('compiled'), await cwdOf('sources')];
    const runs = await Promise.all([compiled, sources].map((cwd) => runCli([...small, '--out', 'out'], { cwd, fromSources: cwd === sources })));
    expect(runs.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual([0, 1].map(() => [0, '']));
    const [first, second] = await Promise.all([compiled, sources].map((cwd) => untimed(join(cwd, 'out', 'results.json'))));
    expect(first).toMatchObject({ command: expect.stringMatching(/^npm run compare -- --/) });
    expect(second).toEqual(first);
  });

  it('reads a configuration file, names the report after the run, and makes it again', async () => {
    const cwd = await cwdOf('configured');
    const options = { cwd: folder, env: { FORCE_COLOR: '1' } };
    const { exitCode, stdout } = await runCli(['--config', 'run.json', '--epochs', '3', '--out', join(cwd, 'out')], options);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Epoch 03/);
    const again = await runCli(['report', join(cwd, 'out', 'results.json'), '--out', join(cwd, 'again')], options);
    expect(await readFile(join(cwd, 'again', 'report.md'), 'utf8')).toBe(await readFile(join(cwd, 'out', 'report.md'), 'utf8'));
    expect(again.stdout).toContain(ESCAPE);
    const plain = await runCli(['report', join(cwd, 'out', 'results.json')], { cwd, env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect(plain.stdout).not.toContain(ESCAPE);
    expect(again.stdout).toContain('Report: ');
  });

  it('puts each report into a folder of its own in reports/ where no other is named: none replaces another', async () => {
    const cwd = await cwdOf('named');
    const run = () => runCli([...small, '--networks', 'scratch'], { cwd });
    const reports = (await Promise.all([run(), run()])).map(({ stdout }) => /^Report: (reports\/\S+)\/report\.md$/m.exec(stdout)![1]!);
    for (const folder of reports) {
      expect(folder).toMatch(/^reports\/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-train-hidden-4-batch-size-8-epochs-2-networks-scratch(-2)?$/);
    }
    const names = (await readdir(join(cwd, 'reports'))).sort();
    expect(names).toEqual([...reports.map((folder) => folder.slice('reports/'.length)).sort(), 'latest']);
    const latest = await runCli(['report', 'latest', '--out', join(cwd, 'again')], { cwd });
    expect(latest.exitCode).toBe(0);
  });

  it('asked to stop stops at once: exit code 130, no report', async () => {
    const cwd = await cwdOf('stopped');
    let stopped = false;
    const { exitCode, stdout, stderr } = await runCli([...small, '--epochs', '10000000', '--tfjs-runtime', 'cpu'], {
      cwd,
      onOutput(child, text) {
        if (!stopped && text.includes('Epoch')) stopped = child.kill('SIGINT');
      },
    });
    expect(stopped).toBe(true);
    expect(stdout).toContain('Epoch');
    expect([exitCode, stderr]).toEqual([130, '\nStopped. Nothing was written.\n']);
    expect(await readdir(cwd)).toEqual([]);
  });

  it.skipIf(!existsSync('/bin/sh'))('minds no reader that goes away: | head -1', async () => {
    const cwd = await cwdOf('head');
    const quoted = [process.execPath, ...cliArguments(...small, '--epochs', '2000', '--networks', 'scratch')].map((text) => `'${text}'`).join(' ');
    const { stdout, stderr } = await promisify(execFile)('/bin/sh', ['-c', `{ ${quoted}; echo "exit $?" >&2; } | head -1`], { cwd });
    expect(stdout).toBe('data      train: 32 training, 8 validation and 10 test rows of 2 features, 3\n');
    expect(stderr).toBe('exit 0\n');
  });
});
