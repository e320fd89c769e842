import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../../compare/cli/command-line.ts';
import { SHELLS, type Shell } from '../../../compare/cli/completion/shells.ts';
import { treeOf } from '../../../compare/cli/completion/tree.ts';
import { compareProgram } from '../../../compare/cli/program.ts';

const stream = new PassThrough().resume();
const host = { argv: [], env: {}, stdout: stream, stderr: stream } as unknown as Host;
const tree = treeOf(compareProgram(host, () => {}));
const scriptOf = (shell: Shell) => SHELLS[shell]('mlp-compare', tree);

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'completion-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(shell: Shell): string {
  const path = join(folder, shell);
  writeFileSync(path, scriptOf(shell));
  return path;
}

function shellFound(shell: string): { found: boolean; why: string } {
  const found = spawnSync(shell, ['-c', 'true']).status === 0;
  return { found, why: found ? '' : ` (skipped: there is no ${shell})` };
}

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'] as const)('for %s has every command and every option that help shows', (shell) => {
    const script = scriptOf(shell);
    const flag = (long: string) => (shell === 'fish' ? `-l ${long.slice(2)} ` : long);
    for (const { commands, options } of tree) {
      for (const { name } of commands) expect(script).toContain(name);
      for (const option of options) expect(script).toContain(flag(option.flag));
    }
    expect(tree.map(({ at }) => at)).toEqual(expect.arrayContaining(['', ' history', ' grade', ' grade init', ' export', ' completion']));
    expect(script).not.toContain('--learning-rates'); // what others call an option stays hidden
  });

  const bash = shellFound('bash');
  it.runIf(bash.found)(`in bash completes what is typed by where it stands${bash.why}`, () => {
    const completed = (...words: string[]) => {
      const typed = ['mlp-compare', ...words].map((word) => `'${word}'`).join(' ');
      const { stdout, stderr } = spawnSync(
        'bash',
        ['-c', `${scriptOf('bash')}\nCOMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _mlp_compare; echo "\${COMPREPLY[@]}"`],
        { encoding: 'utf8' },
      );
      expect(stderr).toBe('');
      return stdout.trim();
    };
    expect(completed('hist')).toBe('history');
    expect(completed('--learning')).toBe('--learning-rate');
    expect(completed('history', '--si')).toBe('--since');
    expect(completed('history', '--learning')).toBe('');
    expect(completed('grade', 'in')).toBe('init');
    expect(completed('--data', 'digits', 'export', '--for')).toBe('--format');
  });

  const zsh = shellFound('zsh');
  it.runIf(zsh.found)(`for zsh can be read by it${zsh.why}`, () => {
    expect(spawnSync('zsh', ['-n', fileOf('zsh')], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  const fish = shellFound('fish');
  it.runIf(fish.found)(`in fish completes what is typed by where it stands${fish.why}`, () => {
    const typed = ['hist', 'history --si', 'grade in'].map((words) => `complete -C 'mlp-compare ${words}'`);
    const { stdout, stderr } = spawnSync('fish', ['-c', [`source ${fileOf('fish')}`, ...typed].join('\n')], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.split('\n').map((line) => line.split('\t')[0])).toEqual(['history', '--since', 'init', '']);
  });
});
