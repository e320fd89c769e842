import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/host/package-root.ts';

let root: string;
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
const run = (...args: string[]) => spawnSync(process.execPath, [join(root, 'bench/build/run.js'), 'compare/cli.ts', ...args], { encoding: 'utf8' });

describe('npm run compare', () => {
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'run-'));
    for (const file of ['src/word.ts', 'scratch/none.ts', 'tfjs/none.ts']) write(file, "export const word: string = 'first';\n");
    for (const file of ['package.json', 'package-lock.json']) write(file, '{"type":"module"}');
    cpSync(join(packageRoot(), 'bench/build/run.js'), join(root, 'bench/build/run.js'));
    symlinkSync(join(packageRoot(), 'node_modules'), join(root, 'node_modules'));
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it('runs the sources as they are now, with the arguments that it is given', () => {
    write('compare/cli.ts', "import { word } from '../src/word.ts';\nconsole.log(word, process.argv.slice(2).join());\n");
    expect(run('--help', 'x').stdout).toBe('first --help,x\n');
    expect(run().stdout).toBe('first \n');
    write('src/word.ts', "export const word: string = 'now another';\n");
    expect(run().stdout).toBe('now another \n');
  });

  it('compiles each state of them once', () => {
    write('compare/cli.ts', '');
    for (let n = 0; n < 2; n++) expect(run().status).toBe(0);
    expect(readdirSync(join(root, '.cache/run'))).toHaveLength(1);
  });

  it('finds beside a module what lies beside it', () => {
    write('compare/beside.css', 'read');
    write('compare/cli.ts', "import { readFileSync } from 'node:fs';\nconsole.log(readFileSync(new URL('beside.css', import.meta.url), 'utf8'));\n");
    expect(run().stdout).toBe('read\n');
  });

  it('tells where an error was thrown in the sources', () => {
    write('compare/cli.ts', "type Gone = string;\n\nthrow new Error('wrong' satisfies Gone);\n");
    expect(run().stderr).toContain(`${join('compare', 'cli.ts')}:3`);
  });
});
