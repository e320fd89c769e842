import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliArguments } from '../run-cli.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'output-'));
  await writeFile(join(folder, 'train.csv'), Array.from({ length: 50 }, (_, r) => `${(r * 17) % 53},${(r * 7) % 10},${'abc'[r % 3]}`).join('\n'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs `command`, in which CLI stands for the command line, in a shell in a folder of its own. */
async function shell(command: string, env: Readonly<Record<string, string>> = {}): Promise<{ stdout: string; stderr: string; files: string[] }> {
  const cwd = await mkdtemp(join(folder, 'run-'));
  const cli = [process.execPath, ...cliArguments()].map((text) => `'${text}'`).join(' ');
  const { PATH = '', HOME = '' } = process.env;
  return new Promise((resolve) => {
    execFile(
      '/bin/sh',
      ['-c', command.replace('CLI', () => cli)],
      { cwd, env: { PATH, HOME, ...env } },
      (_, stdout, stderr) => void readdir(cwd).then((files) => resolve({ stdout, stderr, files })),
    );
  });
}

const small = 'CLI --train ../train.csv --hidden 4 --epochs 2 --batch-size 8 --networks scratch --out out';

describe.skipIf(!existsSync('/bin/sh')).concurrent('an output', { timeout: 60_000 }, () => {
  it('that is closed stops nothing: the report is written', async () => {
    const { stdout, files } = await shell(`${small} >&- 2>&-; echo "exit $?"`);
    expect([stdout, files]).toEqual(['exit 0\n', ['out']]);
  });

  it.skipIf(!existsSync('/dev/full'))('that is full is told beside it; the report is written', async () => {
    const { stderr, files } = await shell(`${small} --quiet > /dev/full; echo "exit $?" >&2`);
    expect([stderr, files]).toEqual([expect.stringMatching(/^label: .*\n.* rows\nThe output cannot be written \(ENOSPC\)\.\nexit 3\n$/), ['out']]);
  });

  it('of errors that nobody reads any more ends the program without a trace', async () => {
    const { stderr, stdout } = await shell(`{ CLI --train ../none.csv; echo "exit $?" >&3; } 3>&1 2>&1 >/dev/null | true; sleep 3`);
    expect(stderr + stdout).not.toMatch(/ at |Error/);
  });

  it('is ASCII where the locale knows no more, but for JSON, which is as in results.json', async () => {
    const { stdout, files } = await shell(small, { LC_ALL: 'C', LANG: 'en_GB.UTF-8' });
    expect(stdout).toMatch(/^[\x00-\x7f]*$/);
    expect(stdout).toMatch(/^model +2 -> 4 relu -> 3 \(softmax\)$/m);
    expect(files).toEqual(['out']);
    const json = await shell(`${small} --json > json; diff json out/results.json && echo same; grep -c → out/results.json`, { LC_ALL: 'C' });
    expect(json.stdout).toMatch(/^same\n[1-9]/);
  });

  it('on a terminal that can do nothing has neither colours nor cursor movements', async () => {
    // script gives the program a terminal of its own
    const { stdout } = await shell(`command -v script > /dev/null && script -qec "${small.replaceAll('"', '\\"')}" /dev/null`, { TERM: 'dumb' });
    expect(stdout).not.toContain('\u001b');
    if (stdout !== '') expect(stdout).toContain('Epoch 02');
  });
});
