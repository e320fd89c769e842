import { spawnSync } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../../compare/cli/command-line.ts';
import { SHELLS, type Shell } from '../../../compare/cli/completion/shells.ts';
import { treeOf } from '../../../compare/cli/completion/tree.ts';
import { compareProgram } from '../../../compare/cli/program.ts';

const stream = new PassThrough().resume();
const host = { argv: [], env: {}, stdout: stream, stderr: stream } as unknown as Host;
const tree = treeOf(compareProgram(host, () => {}));
const scriptOf = (shell: Shell) => SHELLS[shell]('mlp-compare', tree);

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

  for (const [shell, check] of [
    ['zsh', '-n'],
    ['fish', '--no-execute'],
  ] as const) {
    const { found, why } = shellFound(shell);
    it.runIf(found)(`for ${shell} can be read by it${why}`, () => {
      expect(spawnSync(shell, [check], { input: scriptOf(shell), encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    });
  }
});
