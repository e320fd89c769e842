import fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceReport } from '../../compare/cli/report/replace.ts';

/** What changes a disk, in the words that the report's writing uses. */
const CHANGES = ['mkdirSync', 'writeFileSync', 'renameSync', 'rmSync', 'chmodSync'] as const;
const original = Object.fromEntries(CHANGES.map((name) => [name, fs[name]])) as Record<(typeof CHANGES)[number], (...args: unknown[]) => unknown>;

let parent: string;
beforeEach(async () => void (parent = await mkdtemp(join(tmpdir(), 'reports-'))));
afterEach(async () => {
  restore();
  await rm(parent, { recursive: true });
});

function restore(): void {
  Object.assign(fs, original);
  syncBuiltinESMExports();
}

/** As if the program were killed with its `last` change of the disk: a file half written, and nothing after it, no tidying up either. */
function killAt(last: number): void {
  let changes = 0;
  for (const name of CHANGES) {
    (fs as unknown as Record<string, unknown>)[name] = (...args: unknown[]) => {
      changes++;
      if (changes < last) return original[name](...args);
      if (changes === last && name === 'writeFileSync') original[name](args[0], (args[1] as string).slice(0, 20));
      throw new Error('killed');
    };
  }
  syncBuiltinESMExports();
}

/** A report whose files tell which it is; each has a picture of its own. */
function reportOf(run: string, picture: string): Map<string, string> {
  return new Map([
    [picture, `<svg class="mlp">${run}</svg>`],
    ['loss.svg', `<svg class="mlp">loss of ${run}</svg>`],
    ['report.md', `# ${run}\n\n![Loss](loss.svg)\n\n![Its own](${picture})\n`],
    ['report.html', `<html>${run}</html>`],
    ['results.json', `{\n "version": 1,\n "run": "${run}"\n}\n`],
  ]);
}

const OLD = reportOf('old', 'drift.svg');
const NEW = reportOf('new', 'boundaries.svg');

/** All that a reader sees in a folder: files by name, hidden ones aside. */
function seen(folder: string): Map<string, string> {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
  return new Map(names.map((name) => [name, fs.readFileSync(join(folder, name), 'utf8')]));
}

const sorted = (files: Iterable<[string, string]>) => [...files].sort();

/** Replaces `before` by NEW, killed at every change in turn until it gets through; `check` looks at what is then there. */
function killedAtEveryChange(before: () => string, check: (folder: string, last: number) => void): number {
  for (let last = 1; ; last++) {
    const folder = before();
    killAt(last);
    let done = false;
    try {
      replaceReport(folder, NEW);
      done = true;
    } catch (error) {
      if ((error as Error).message !== 'killed') throw error;
    } finally {
      restore();
    }
    check(folder, last);
    if (done) return last;
    replaceReport(folder, NEW); // the next run
    for (const [name, text] of NEW) expect(fs.readFileSync(join(folder, name), 'utf8')).toBe(text);
    expect(fs.existsSync(join(folder, 'drift.svg')), 'a picture of the earlier report').toBe(false);
    expect(
      fs
        .readdirSync(folder)
        .concat(fs.readdirSync(parent))
        .filter((name) => name.startsWith('.')),
    ).toEqual([]);
  }
}

describe('a report that is killed while it is written', () => {
  let count = 0;
  const folderWith = (files: Iterable<[string, string]>) => {
    const folder = join(parent, `run-${++count}`);
    fs.mkdirSync(folder);
    for (const [name, text] of files) fs.writeFileSync(join(folder, name), text);
    return folder;
  };

  it('over an earlier one: one of the two is there whole, or both beside the place', () => {
    const states = new Set<string>();
    const changes = killedAtEveryChange(
      () => folderWith(OLD),
      (folder, last) => {
        const found = JSON.stringify(sorted(seen(folder)));
        const state = found === JSON.stringify(sorted(OLD)) ? 'old' : found === JSON.stringify(sorted(NEW)) ? 'new' : 'neither';
        states.add(state);
        if (state !== 'neither') return;
        expect(fs.existsSync(folder), `killed at change ${last}`).toBe(false);
        const earlier = join(parent, fs.readdirSync(parent).find((name) => name.startsWith('.'))!);
        expect(sorted(seen(earlier))).toEqual(sorted(OLD));
        expect(sorted(seen(join(earlier, `.report-new-${process.pid}`)))).toEqual(sorted(NEW));
      },
    );
    expect(changes).toBeGreaterThan(10);
    expect([...states]).toEqual(['old', 'neither', 'new']);
  });

  it('where there was none: nothing is there, or all of it', () => {
    killedAtEveryChange(
      () => join(parent, `run-${++count}`),
      (folder) => {
        const files = seen(folder);
        if (files.size > 0) expect(sorted(files)).toEqual(sorted(NEW));
      },
    );
  });

  it('in a folder with other files: each is whole, and theirs are left alone', () => {
    const theirs: [string, string][] = [
      ['notes.txt', 'mine'],
      ['drawing.svg', '<svg>mine</svg>'],
    ];
    killedAtEveryChange(
      () => folderWith([...OLD, ...theirs]),
      (folder, last) => {
        const files = seen(folder);
        for (const [name, text] of theirs) expect(files.get(name)).toBe(text);
        for (const [name, text] of files)
          expect([OLD.get(name), NEW.get(name), ...theirs.map(([, own]) => own)], `${name}, killed at change ${last}`).toContain(text);
      },
    );
  });
});

describe('a report folder', () => {
  it('keeps its mode', () => {
    const folder = join(parent, 'private');
    fs.mkdirSync(folder, { mode: 0o700 });
    replaceReport(folder, OLD);
    replaceReport(folder, NEW);
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('that is a link is replaced where it points', () => {
    fs.mkdirSync(join(parent, 'disk'));
    fs.symlinkSync(join(parent, 'disk'), join(parent, 'link'));
    for (const report of [OLD, NEW]) replaceReport(join(parent, 'link'), report);
    expect(fs.lstatSync(join(parent, 'link')).isSymbolicLink()).toBe(true);
    expect(sorted(seen(join(parent, 'disk')))).toEqual(sorted(NEW));
  });

  it('in which the program runs stays the same folder', () => {
    const [cwd, folder] = [process.cwd(), join(parent, 'here')];
    fs.mkdirSync(folder);
    process.chdir(folder);
    try {
      const { ino } = fs.statSync('.');
      for (const report of [OLD, NEW]) replaceReport('.', report);
      expect([fs.statSync(folder).ino, sorted(seen('.'))]).toEqual([ino, sorted(NEW)]);
    } finally {
      process.chdir(cwd);
    }
  });

  it('with somebody else’s report.md is refused, and is left as it is', () => {
    fs.writeFileSync(join(parent, 'report.md'), 'my own report');
    expect(() => replaceReport(parent, NEW)).toThrow(`${join(parent, 'report.md')} is there already and is not of a report of this program's.`);
    expect(sorted(seen(parent))).toEqual([['report.md', 'my own report']]);
  });
});
