import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../compare/cli/command-line.ts';
import { recordProgram } from '../../compare/cli/record/program.ts';
import { packageVersion } from '../../src/host/package-root.ts';
import { pythonWith } from '../compare/networks/python.ts';

/** A trace, as the command line writes it. */
async function record(out: string, ...options: string[]): Promise<void> {
  const stream = new PassThrough().resume();
  await recordProgram({ env: {}, stdout: stream, stderr: stream } as unknown as Host).parseAsync(['node', 'record', '--out', out, ...options]);
}

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mlp-compare-traces-'));
  await record(join(folder, 'relu.json'));
  await record(join(folder, 'momentum.json'), '--momentum', '0.9');
  await record(join(folder, 'normalised.json'), '--normalise', 'batch', '--dropout', '0.2');
});
afterAll(() => rmSync(folder, { recursive: true }));

const pytest = pythonWith('numpy', 'pytest');

it.runIf(pytest.found)(`the package in Python passes its own tests, on traces that record wrote${pytest.why}`, { timeout: 120_000 }, () => {
  const { status, stdout } = spawnSync(
    'python3',
    ['-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', '-p', 'mlp_compare.pytest_plugin', '--mlp-trace', join(folder, 'relu.json'), 'python/tests'],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        PYTHONPATH: resolve('python'),
        TRACES: folder,
        MLP_COMPARE: `${process.execPath} --import tsx ${resolve('compare/cli/cli.ts')}`,
        PYTEST_DISABLE_PLUGIN_AUTOLOAD: '1',
      },
    },
  );
  expect(status, stdout).toBe(0);
  expect(stdout).toMatch(/\d+ passed/);
});

it('it has the version of the program', () => {
  expect(/^version = "(.*)"$/m.exec(readFileSync('python/pyproject.toml', 'utf8'))?.[1]).toBe(packageVersion());
});

describe('record', () => {
  it.each([
    { options: ['--output', 'linear', '--classes', '2', '--loss', 'huber', '--optimizer', 'adam'], says: { steps: 10, y: 'values', state: ['m', 'v'] } },
    { options: ['--output', 'sigmoid', '--classes', '2', '--hidden', 'none', '--steps', '3'], says: { steps: 3, y: 'y', state: [] } },
    { options: ['--normalise', 'layer', '--dropout', '0.5,0', '--steps', '2'], says: { steps: 2, y: 'y', state: [] } },
  ])('$options', async ({ options, says }) => {
    const file = join(folder, 'other.json');
    await record(file, ...options);
    const { steps } = JSON.parse(readFileSync(file, 'utf8')) as { steps: Record<string, unknown>[] };
    expect(steps.length).toBe(says.steps);
    expect(steps.every((step) => says.y in step)).toBe(true);
    expect(Object.keys(steps[0]!['state'] as object)).toEqual(says.state);
  });

  it('refuses, in one line, settings that do not go together', async () => {
    await expect(record(join(folder, 'none.json'), '--loss', 'sigmoid-cross-entropy')).rejects.toThrow(/^--loss /);
    await expect(record(join(folder, 'none.json'), '--steps', '0')).rejects.toThrow("--steps: expected a whole number from 1, got '0'.");
  });
});
