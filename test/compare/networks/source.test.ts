import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSource } from '../../../compare/networks/source.ts';
import { faultOf, folderWith } from './fixtures.ts';

let folder: Awaited<ReturnType<typeof folderWith>>;
beforeAll(async () => {
  folder = await folderWith({
    'mine.ts': '',
    'my nets/deep.mjs': '',
    'net.py': '',
    'my nets/it is.py': '',
    'book.ipynb': '',
    'sub/net.js': '',
    'net.R': '',
    'notes.md': '',
    'sub/net.c': '',
  });
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

describe('what --network names', () => {
  it.each([
    ['./mine.ts', { kind: 'module', name: 'mine' }],
    ['mine.ts', { kind: 'module', name: 'mine' }],
    ['my nets/deep.mjs', { kind: 'module', name: 'deep' }],
    ['net.py', { kind: 'python', name: 'net', path: 'net.py' }],
    [' "my nets/it is.py" ', { kind: 'python', name: 'it is', path: 'my nets/it is.py' }],
    ['book.ipynb', { kind: 'python', name: 'book' }],
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
    ['ten.py', /^There is no file 'ten\.py' in \//],
    ['sub', /^'sub' is a folder\. Give the file in it that holds the network\.$/],
    [
      'net.R',
      /^'net\.R' is R, which is not looked into\. Write what a diagnosis asks with npm run compare -- questions --out q, let your program answer in files/,
    ],
    ['notes.md', /^'notes\.md' is neither a program nor a file that a network is looked for in\. Give a \.py, /],
    ['sub/net.c', /^'sub\/net\.c' is C, which/],
    ['   ', /^No network is named\. Give a file, '\.\/mine\.ts' or 'mine\.py', or a command, 'python3 mine\.py'\.$/],
  ])('%s is refused', async (source, message) => {
    expect(await faultOf(() => parseSource(source, folder.cwd))).toMatch(message);
  });
});
