import { readdirSync, readFileSync } from 'node:fs';
import { join, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blame } from '../../compare/networks/blame.ts';
import { splitCommand } from '../../compare/networks/split-command.ts';
import { packageRoot } from '../../src/host/package-root.ts';
import { folderName } from '../../src/run/repeat-command.ts';

// No Windows and no macOS was at hand: this is what can be known of them without.

const sources = ['src', 'scratch', 'tfjs', 'compare'].flatMap((room) =>
  readdirSync(join(packageRoot(), room), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'))
    .map((path) => ({ path: `${room}/${path}`, text: readFileSync(join(packageRoot(), room, path), 'utf8') })),
);
const inSources = (pattern: RegExp) => sources.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([found]) => `${path}: ${found}`));

describe('paths of Windows', () => {
  it("are never taken from a URL's pathname, which has '/C:/' for a drive and %20 for a blank", () => {
    expect(inSources(/(?<!fileURL)\.pathname\b/g)).toEqual([]);
  });

  it('are made URLs before they are imported: C: would be a scheme', () => {
    expect(inSources(/\bimport\((?!['"`]|pathToFileURL\(|\$\{JSON|\$\{tsx|start\.|resolved\b|url\b)[^)]*\)/g)).toEqual([]);
  });

  it('are not put together or taken apart by hand', () => {
    expect(inSources(/(?:path|folder|file|dir|root|cwd)\w*\.split\('\/'\)|__dirname|(?:folder|dir|root|cwd) \+ '\//g)).toEqual([]);
  });

  it.each([
    ['at step (file:///C:/my%20nets/mine.ts:3:5)', '/C:/my nets/mine.ts:3:5'], // as this system reads the URL; Windows, without the first slash
    ['at Object.step (C:\\nets\\mine.cjs:3:5)', 'C:\\nets\\mine.cjs:3:5'],
    ['at step (c:\\nets\\mine.cjs:3:5)', 'c:\\nets\\mine.cjs:3:5'],
    ['at async file:///D:/mine.mjs?t=1:17:9', '/D:/mine.mjs:17:9'],
  ])('name the place of an error: %s', (frame, place) => {
    const error = Object.assign(new TypeError('oh'), { stack: `TypeError: oh\n    at fail (node:internal/x:1:1)\n    ${frame}` });
    expect(blame(error, 'step()', 'mine.ts', process.cwd()).message).toBe(`${place}: step() threw TypeError: oh.`);
  });

  it('keep their backslashes in a command', () => {
    expect(splitCommand('C:\\Python\\python.exe "my nets\\mine.py" --wide', false)).toEqual(['C:\\Python\\python.exe', 'my nets\\mine.py', '--wide']);
  });

  it('can be made of every name of a run: of one part, which is neither a device nor another folder', () => {
    for (const words of [['C:\\nets'], ['..\\..\\x'], ['\\\\server\\share'], ['a:b*c?"<>|'], ['nul'], ['x.', ' ']]) {
      const name = folderName(words);
      expect(win32.basename(win32.resolve('C:\\work\\reports', name))).toBe(name);
      expect(win32.dirname(win32.resolve('C:\\work\\reports', name))).toBe('C:\\work\\reports');
      expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|[. ]$/i);
    }
  });
});

describe("npm's scripts", () => {
  const { scripts } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { scripts: Record<string, string> };

  it.each(Object.entries(scripts))('%s needs no particular shell', (_, script) => {
    expect(script).not.toMatch(/[;|<>$`'*]|\b(rm|cp|mv|mkdir|export|bash|sh)\b|^\w+=/);
  });
});
