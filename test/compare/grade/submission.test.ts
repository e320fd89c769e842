import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { submissionsIn } from '../../../compare/grade/submission.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'submissions-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, content: string | Uint8Array = 'x = 1\n'): string {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
  return join(folder, path);
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('submissions', () => {
  it('are the files, folders and archives in a folder, by name', () => {
    put('class/ada.py');
    put('class/ben/network.ts');
    put('class/ben/README.md');
    put('class/cid.zip', zipSync({ 'work/mine.ipynb': bytes('{}') }));
    put('class/rubric.yaml');
    expect(submissionsIn([join(folder, 'class')]).map(({ name, main }) => [name, main])).toEqual([
      ['ada', 'ada.py'],
      ['ben', 'network.ts'],
      ['cid', 'work/mine.ipynb'],
    ]);
  });

  it('are read off a list, which says with its line what is not there', () => {
    put('one/mine.py');
    expect(submissionsIn([put('list.txt', '# the class\none\n\n')]).map(({ name }) => name)).toEqual(['one']);
    expect(() => submissionsIn([put('bad.txt', 'one\ntwo\n')])).toThrow(/bad\.txt:2: 'two' is not there/);
  });

  it('may be one folder of several files', () => {
    put('one/network.py');
    put('one/helper.py');
    expect(submissionsIn([join(folder, 'one')], { each: true }).map(({ main }) => main)).toEqual(['network.py']);
  });

  it('without a file that is surely the network are kept, with the reason', () => {
    put('class/a/one.py');
    put('class/a/two.py');
    put('class/b/notes.md');
    put('class/c.zip', bytes('no archive'));
    const refused = submissionsIn([join(folder, 'class')]).map(({ refused: why }) => why);
    expect(refused).toEqual([expect.stringMatching(/no telling which/), expect.stringMatching(/no file of a network/), expect.stringMatching(/no archive/)]);
  });

  it('take nothing from outside: neither by a link nor by an archive’s paths', () => {
    put('secret.py', 'secret');
    put('class/a/mine.py');
    symlinkSync(join(folder, 'secret.py'), join(folder, 'class/a/other.py'));
    symlinkSync(join(folder, 'class/a'), join(folder, 'class/c'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'class/d.py'));
    put('class/b.zip', zipSync({ '../secret.py': bytes('no'), 'mine.py': bytes('yes') }));
    expect(submissionsIn([join(folder, 'class')]).map(({ files }) => [...files.keys()])).toEqual([['mine.py'], ['mine.py']]);
  });

  it('are known by what they hold', () => {
    const [before] = submissionsIn([put('a.py', 'one')]);
    const [after] = submissionsIn([put('a.py', 'two')]);
    const [again] = submissionsIn([put('a.py', 'one')]);
    expect(after?.hash).not.toBe(before?.hash);
    expect(again?.hash).toBe(before?.hash);
  });

  it('that unpack to more than a machine bears are refused before they are unpacked', () => {
    put('bomb.zip', zipSync({ 'mine.py': new Uint8Array(64 * 1024 * 1024) }));
    expect(submissionsIn([join(folder, 'bomb.zip')])[0]?.refused).toMatch(/larger than 32 MB/);
  });
});
