import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bundled } from '../../../compare/grade/box/bundle.ts';
import { confined } from '../../../compare/grade/box/confine.ts';
import type { Isolation } from '../../../compare/grade/box/isolation.ts';
import { isolationHere } from '../../../compare/grade/box/probe.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'box-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const bytes = (text: string) => new TextEncoder().encode(text);

describe('where bubblewrap is not', () => {
  it('nothing is run unless less is accepted, and the message says how either is had', async () => {
    vi.stubEnv('PATH', folder);
    await expect(isolationHere('bubblewrap', [], folder)).rejects.toThrow(/bubblewrap is not installed.*apt install bubblewrap.*--isolation limits/);
    const { kind, lacks } = await isolationHere('limits', [], folder);
    expect(kind).toBe('limits');
    expect(lacks).toEqual(expect.arrayContaining(['the network', 'memory and processes (there is no prlimit)']));
  });
});

describe('the command in a box', () => {
  const command = { kind: 'command', name: 'n', shown: 'n.py', program: '/opt/python', args: ['n.py'] } as const;
  const isolation: Isolation = { kind: 'bubblewrap', bubblewrap: '/usr/bin/bwrap', prlimit: '/usr/bin/prlimit', holds: [], lacks: [] };

  it('has nothing of the grader’s environment, not even bubblewrap itself, and its limits within', () => {
    vi.stubEnv('SECRET', 'token');
    const { program, args, env } = confined({ command, folder, reads: ['/opt'], env: { A: 'b' } }, isolation, { seconds: 9, megabytes: 512 });
    expect(program).toBe('/usr/bin/bwrap');
    expect(env).toEqual({ PATH: '/usr/bin:/bin' });
    expect(args.slice(args.indexOf('--'))).toEqual([
      '--',
      '/usr/bin/prlimit',
      ...args.filter((one) => /^--(?:nproc|core|nofile|fsize|data|cpu)=/.test(one)),
      '--',
      '/opt/python',
      'n.py',
    ]);
    expect(args).toContain(`--data=${512 * 1024 * 1024}`);
    expect(args).toContain('--cpu=11');
    for (const one of ['--unshare-all', '--die-with-parent', '--clearenv', '--new-session']) expect(args).toContain(one);
  });
});

describe('a module of a submission', () => {
  it('is made one file with what it imports of the submission, and of nothing else', async () => {
    const files = new Map([
      [
        'main.ts',
        bytes("import { two } from './lib/two.ts';\nimport { defineNetwork } from 'mlp-compare/plugin';\nexport default defineNetwork(() => two as never);"),
      ],
      ['lib/two.ts', bytes('export const two: number = 2;')],
    ]);
    const { code } = await bundled(files, 'main.ts');
    expect(code).toContain('var two = 2;');
    expect(code).toContain('from "mlp-compare/plugin"');
    await expect(bundled(new Map([['main.ts', bytes("import x from '../../other/secret.json';\nexport default x;")]]), 'main.ts')).rejects.toThrow(
      /there is no file '\.\.\/\.\.\/other/,
    );
    await expect(bundled(new Map([['main.ts', bytes('export default }')]]), 'main.ts')).rejects.toThrow(/Unexpected/);
  });
});
