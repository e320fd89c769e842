import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../run-cli.ts';
import { moduleWith } from '../networks/fixtures.ts';
import { CONTROL } from '../show/markdown/hostile.ts';

/** As far as a file's name goes; on Windows it could not be one. */
const NAME = '\u001b[2J<b>|`x`\u202e[a](b)\u0007';
const BELOW = '..-..-etc';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  const rows = Array.from({ length: 60 }, (_, r) => `"${r % 2 ? '\u001b]0;t\u0007<script>' : '=cmd|x\u009b'}",${r % 7},${(r * r) % 11}\n`).join('');
  await mkdir(join(folder, NAME));
  await writeFile(join(folder, NAME, 'train.csv'), `label,<i>\u001b[31m,../${BELOW}\n${rows}`);
  await writeFile(join(folder, `${NAME}.mjs`), moduleWith({ predict: '(X) { return Array.from({ length: X.rows }, () => [0, 0]); }' }));
  await writeFile(join(folder, 'throws.mjs'), moduleWith({ step: `() { throw new Error('\\u001b[2J\\u0007 is odd\\n\\u009b2J'); }` }));
});
afterAll(() => rm(folder, { recursive: true }));

const small = ['--train', join(NAME, 'train.csv'), '--hidden', '2', '--epochs', '1', '--networks', 'scratch'];

describe.skipIf(process.platform === 'win32')('a run on data, columns and networks of hostile names', { timeout: 120_000 }, () => {
  it('shows none of it to the terminal as it is, and writes one folder in reports/', async () => {
    const { exitCode, stdout, stderr } = await runCli([...small, '--network', `./${NAME}.mjs`], { cwd: folder });
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).not.toMatch(CONTROL);
    expect(stdout).toContain('./\\u{1b}[2J<b>|`x`\\u{202e}[a](b)\\u{7}.mjs');
    expect(stdout).toContain('(your file, in a thread of its own)');
    expect((await readdir(folder)).sort()).toEqual([NAME, `${NAME}.mjs`, 'reports', 'throws.mjs'].sort());
    const [report, ...others] = await readdir(join(folder, 'reports'));
    expect(others).toEqual(['latest']);
    expect(report).toMatch(/^[\w.-]{1,140}$/);
    for (const name of await readdir(join(folder, 'reports', report!))) {
      expect(name).toMatch(/^[a-z0-9-]+\.(md|html|json|svg|safetensors)$/);
      if (name.endsWith('.safetensors')) continue; // no text
      expect(await readFile(join(folder, 'reports', report!, name), 'utf8')).not.toMatch(CONTROL);
    }
    const again = await runCli(['diff', report!, report!], { cwd: folder });
    expect([again.exitCode, again.stderr]).toEqual([0, '']);
    expect(again.stdout).not.toMatch(CONTROL);
  });

  it.each<[string, string[], number]>([
    ["a network's error, below what is kept", [...small, '--network', './throws.mjs'], 2],
    ['a folder that is not there', ['--data', `${NAME}/none`], 1],
  ])('says in one line, without its control characters, %s', async (_, args, lines) => {
    const { exitCode, stderr } = await runCli(args, { cwd: folder });
    expect(exitCode).toBe(2);
    expect(stderr).not.toMatch(CONTROL);
    expect(stderr.trimEnd().split('\n')).toHaveLength(lines);
  });
});
