import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reportersFrom, writeFor } from '../../../compare/cli/reporters.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'reporters-'))));
afterEach(() => rm(folder, { recursive: true }));

const reported = { title: 't', suites: [{ name: 's', tests: [{ name: 'x', outcome: 'failure', told: 'why' } as const] }], summary: '# page\n' };

it('writes each where it is asked for, annotations to the log and the page behind what the job has already', async () => {
  const [junit, tap, page] = ['a/junit.xml', 'x=y.tap', 'page.md'].map((name) => join(folder, name)) as [string, string, string];
  await writeFile(page, 'before\n');
  const lines: string[] = [];
  writeFor(reportersFrom(['github', `junit=${junit}`, `tap=${tap}`]), reported, (line) => lines.push(line), { GITHUB_STEP_SUMMARY: page });
  expect(lines).toEqual(['::error title=s%3A x::why']);
  expect(await readFile(page, 'utf8')).toBe('before\n# page\n');
  expect(await readFile(junit, 'utf8')).toContain('<testsuites name="t" tests="1" failures="1"');
  expect(await readFile(tap, 'utf8')).toContain('not ok 1 - s: x');
});

it('has a place for each where none is given, and knows no others', () => {
  expect(reportersFrom(['junit', 'tap', 'github'])).toEqual([{ name: 'junit', path: 'junit.xml' }, { name: 'tap', path: 'results.tap' }, { name: 'github' }]);
  expect(() => reportersFrom(['juni'])).toThrow("--reporter: expected one of 'github', 'junit', 'tap', got 'juni'. Did you mean junit?");
});

it('that cannot be written is one clear line', async () => {
  await writeFile(join(folder, 'file'), '');
  const path = join(folder, 'file', 'junit.xml');
  expect(() => writeFor(reportersFrom([`junit=${path}`]), reported, () => {})).toThrow(`${path} cannot be written: a file is in the way (`);
});
