import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type GradeArguments, gradeCommand } from '../../../compare/cli/grade/command.ts';
import { initCommand } from '../../../compare/cli/grade/init.ts';
import { grade } from '../../../compare/grade/grade.ts';
import { DEFAULT_RUBRIC, readRubric } from '../../../compare/grade/rubric.ts';
import { openStore } from '../../../compare/grade/store.ts';
import { packageVersion } from '../../../src/host/package-root.ts';
import { runCli } from '../../run-cli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grade-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const written = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');

describe('grade init', () => {
  it('writes a rubric that is read, an autograder with its files at the root, and a workflow', () => {
    initCommand(folder, { print: () => {} });
    expect(readRubric(join(folder, 'rubric.yaml'))).toEqual(DEFAULT_RUBRIC);
    const files = unzipSync(readFileSync(join(folder, 'gradescope', 'autograder.zip')));
    expect(Object.keys(files).toSorted()).toEqual(['no-result.json', 'rubric.yaml', 'run_autograder', 'setup.sh']);
    for (const name of Object.keys(files)) expect(new TextDecoder().decode(files[name])).toBe(written('gradescope', name));
    expect(statSync(join(folder, 'gradescope', 'run_autograder')).mode & 0o100).toBe(0o100);
    expect(JSON.parse(written('gradescope', 'no-result.json'))).toMatchObject({ score: 0 });
    const workflow = parse(written('.github', 'workflows', 'grade.yml'));
    expect(JSON.stringify(workflow.jobs.grade.steps)).toContain(`mlp-compare@${packageVersion()} grade . --one`);
  });

  it('leaves what is there as it is', () => {
    writeFileSync(join(folder, 'rubric.yaml'), 'title: mine\n');
    const said: string[] = [];
    initCommand(folder, { print: (text) => void said.push(text) });
    expect(written('rubric.yaml')).toBe('title: mine\n');
    expect(said[0]).toMatch(/rubric\.yaml is there already/);
  });
});

describe('grade', () => {
  const refused = (path: string, given: Partial<GradeArguments> = {}) => {
    mkdirSync(join(folder, 'empty'));
    const stream = new PassThrough() as unknown as NodeJS.WriteStream;
    const terminal = { stream, errors: stream, print: () => {} };
    return gradeCommand([join(folder, path)], { isolation: 'limits', ...given }, terminal, { env: {}, onKept: () => {} });
  };

  it.each([
    ['nothing-here', {}, /nothing-here.*there is no such file or folder/],
    ['empty', {}, /there is no submission/],
    ['empty', { reveal: 'all' }, /--reveal: expected one of/],
    ['empty', { reporter: ['html'] }, /--reporter: expected one of/],
    ['empty', { isolation: 'none' }, /--isolation: expected one of/],
    ['empty', { rubric: 'none.yaml' }, /none\.yaml: there is no such file/],
  ])('%s with %j is refused in a line', async (path, given, said) => {
    await expect(refused(path, given)).rejects.toThrow(said);
  });

  it('is told from init, and says what is wrong with exit code 2', async () => {
    const { exitCode, stderr } = await runCli(['grade', 'nothing'], { cwd: folder });
    expect(stderr).toMatch(/^'nothing': there is no such file or folder\..*\n$/);
    expect(exitCode).toBe(2);
  });

  it('leaves nothing behind where there is no box to run submissions in', async () => {
    writeFileSync(join(folder, 'mine.py'), 'W1 = 1');
    const { exitCode, stderr } = await runCli(['grade', 'mine.py', '--out', 'out'], { cwd: folder, env: { PATH: folder } });
    expect(stderr).toMatch(/python3 does not run submissions|bubblewrap is not installed/);
    expect(exitCode).toBe(2);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('asks, before anything is run, whether what the rubric asks for can be had', async () => {
    const by = () => Promise.reject(new Error('nothing is to be judged'));
    const store = openStore(join(folder, 'out'));
    const asked = (more: object) => grade([], { rubric: { ...DEFAULT_RUBRIC, ...more }, isolation: 'limits', by, store });
    await expect(asked({ model: { activation: 'rleu' } })).rejects.toThrow(/rubric: model: activation: expected one of relu/);
    await expect(asked({ trains: { ...DEFAULT_RUBRIC.trains, data: 'nowhere' } })).rejects.toThrow(/nowhere/);
    await expect(asked({ model: { inputs: 4, classes: 2, hidden: '3' } })).resolves.toEqual([]);
  });
});
