import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkClean, checkVersion, owed } from '../../release/tree.ts';

let root: string;
const write = (name: string, text: string) => writeFileSync(join(root, name), text);
const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args], { cwd: root, encoding: 'utf8' });

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tree-'));
  git('init', '--quiet');
  write('package.json', '{ "version": "0.2.0" }');
  write('package-lock.json', '{ "version": "0.2.0" }');
  write('CHANGELOG.md', '## [0.2.0] - 2026-12-01\n');
  git('add', '.');
  git('commit', '--quiet', '--message', 'all');
});
afterAll(() => rmSync(root, { recursive: true }));

describe('what is released', () => {
  it('is what is committed', async () => {
    expect(await checkClean(root)).toBe(git('rev-parse', '--short', 'HEAD').trim());
    write('package.json', '{ "version": "0.2.0"  }');
    write('new.txt', '');
    await expect(checkClean(root)).rejects.toThrow("2 files are not as committed: 'package.json', 'new.txt'. Commit, or remove what is not to be released.");
  });

  it('has one version in package.json, its lock and CHANGELOG.md', () => {
    expect(checkVersion(root)).toBe('0.2.0, 2026-12-01');
    write('package-lock.json', '{ "version": "0.1.0" }');
    expect(() => checkVersion(root)).toThrow('package-lock.json: expected version 0.2.0, as package.json has it, got 0.1.0: run npm install.');
  });

  it('tells where it comes from and where faults are told', () => {
    expect(owed({ version: '1.0.0' })).toEqual(['repository', 'bugs']);
    expect(owed({ version: '1.0.0', repository: { url: 'x' }, bugs: 'y' })).toEqual([]);
  });
});
