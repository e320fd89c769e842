import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSource } from '../../../compare/networks/source.ts';
import { faultOf, folderWith } from './fixtures.ts';

let folder: Awaited<ReturnType<typeof folderWith>>;
beforeAll(async () => {
  folder = await folderWith({ 'mine.ts': '', 'my nets/deep.mjs': '', 'net.py': '', 'sub/net.js': '' });
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

describe('what --network names', () => {
  it.each([
    ['./mine.ts', { kind: 'module', name: 'mine' }],
    ['mine.ts', { kind: 'module', name: 'mine' }],
    ['my nets/deep.mjs', { kind: 'module', name: 'deep' }],
    ['python3 net.py --wide', { kind: 'command', name: 'net', program: 'python3', args: ['net.py', '--wide'] }],
    ['python3 -u ./net.py', { kind: 'command', name: 'net' }],
    ['uv run python net.py', { kind: 'command', name: 'net' }],
    ['node sub/net.js', { kind: 'command', name: 'net', program: 'node' }],
    ['python3 missing.py', { kind: 'command', name: 'missing' }],
    ['./a.out', { kind: 'command', name: 'a', args: [] }],
  ])('%s', async (source, expected) => {
    expect(await parseSource(source, folder.cwd)).toMatchObject(expected);
  });

  it.each([
    ['nine.ts', /^There is no file 'nine\.ts' in \//],
    ['net.py', /^'net\.py' is a Python program: give the command that runs it: --network 'python3 net\.py'$/],
    ['sub', /^'sub' is a folder\. Give the file in it that holds the network\.$/],
    ['   ', /^No network is named\. Give a file, '\.\/mine\.ts', or a command, 'python3 mine\.py'\.$/],
  ])('%s is refused', async (source, message) => {
    expect(await faultOf(() => parseSource(source, folder.cwd))).toMatch(message);
  });

  it('is told the command for a Python program whole, as a shell reads it, however long its path', async () => {
    const path = `${'a/deep/folder/'.repeat(6)}it is.py`;
    const message = await faultOf(() => parseSource(`"${path}"`, folder.cwd));
    const [, option = ''] = /--network (.*)$/.exec(message) ?? [];
    const word = execFileSync('sh', ['-c', `printf %s ${option}`], { encoding: 'utf8' });
    expect(await parseSource(word, folder.cwd)).toMatchObject({ kind: 'command', program: 'python3', args: [path] });
  });
});
