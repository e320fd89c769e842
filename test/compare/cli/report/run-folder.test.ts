import { existsSync, lstatSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '../../../../compare/cli/command-line.ts';
import { readRun } from '../../../../compare/cli/history/runs.ts';
import { compareProgram } from '../../../../compare/cli/program.ts';
import { keepStopped } from '../../../../compare/cli/report/keep-stopped.ts';
import { occupy } from '../../../../compare/cli/report/occupy.ts';
import { pointLatestTo, runFolder } from '../../../../compare/cli/report/run-folder.ts';
import { writeReportSomewhere } from '../../../../compare/cli/report/write.ts';
import { readResults } from '../../../../compare/results/file.ts';
import { Fault } from '../../../../src/fault.ts';
import { parseRunSpec } from '../../../../src/run/config.ts';
import { tinyComparison } from '../../tiny-comparison.ts';

let reports: string;
beforeEach(async () => void (reports = await mkdtemp(join(tmpdir(), 'runs-'))));
afterEach(() => rm(reports, { recursive: true }));

const began = new Date(2026, 10, 28, 6, 30, 0);
const own = (name = '2026-11-28T06-30-00-penguins') => ({ path: join(reports, name), isOwn: true });

describe('the folder of a run', () => {
  it('is called by the time and the run, in reports/, or is the one that is asked for', () => {
    const spec = (given: Record<string, unknown>) => parseRunSpec(given, String);
    expect(runFolder('penguins', spec({ epochs: 3 }), began)).toEqual({ path: 'reports/2026-11-28T06-30-00-penguins-epochs-3', isOwn: true });
    expect(runFolder('penguins', spec({ out: 'here' }), began)).toEqual({ path: 'here', isOwn: false });
  });

  it('is no other run’s: of two of the same second and name each keeps its report, and latest is the later', async () => {
    const written = [
      await writeReportSomewhere(own(), tinyComparison({ warnings: ['1'] })),
      await writeReportSomewhere(own(), tinyComparison({ warnings: ['2'] })),
    ];
    expect(written.map(({ report }) => report)).toEqual([join(own().path, 'report.md'), join(`${own().path}-2`, 'report.md')]);
    for (const [n, name] of [own().path, `${own().path}-2`].entries()) {
      expect((await readResults(join(name, 'results.json'))).warnings).toEqual([String(n + 1)]);
    }
    expect(await readlink(join(reports, 'latest'))).toBe(`${basename(own().path)}-2`);
    expect((await readRun('latest', reports)).comparison.warnings).toEqual(['2']);
  });

  it('of two stopped runs of one second each keeps what it had', () => {
    for (const warnings of [['1'], ['2']]) keepStopped(own(), () => tinyComparison({ warnings }));
    expect(existsSync(`${own().path}-stopped`) && existsSync(`${own().path}-stopped-2`)).toBe(true);
  });

  it('is not left behind empty where nothing could be written into it', async () => {
    await writeFile(join(reports, 'file'), '');
    const { report, fault } = await writeReportSomewhere({ path: join(reports, 'file', 'run'), isOwn: true }, tinyComparison());
    expect(fault?.message).toMatch(
      /run: the report cannot be written there: a file is in the way \(\w+\)\. Choose another folder with --out\. It was saved in /,
    );
    await rm(join(report!, '..'), { recursive: true });
    expect(await readdir(reports)).toEqual(['file']);
  });
});

describe('latest', () => {
  it('may be a file with the name, where there are no links', async () => {
    await writeReportSomewhere(own(), tinyComparison());
    await rm(join(reports, 'latest'));
    await writeFile(join(reports, 'latest'), `${basename(own().path)}\n`);
    expect((await readRun('latest', reports)).folder).toBe(own().path);
    expect((await readRun(join(reports, 'latest'))).folder).toBe(own().path);
  });

  it('of the reader’s own, a folder, is left alone', async () => {
    await mkdir(join(reports, 'latest'));
    pointLatestTo(own().path);
    expect(lstatSync(join(reports, 'latest')).isDirectory()).toBe(true);
    expect(await readdir(reports)).toEqual(['latest']);
  });
});

describe('two runs at once into one folder', () => {
  it('are refused, the later one in a clear line, until the first has ended', async () => {
    const end = occupy('x', reports);
    const [file] = await readdir(reports);
    expect(() => occupy('./x', reports)).toThrow(new Fault('./x: another run of this process is under way into this folder. Choose another, or let it end.'));
    end();
    await writeFile(join(reports, file!), String(process.ppid)); // another, and running
    expect(() => occupy('./x', reports)).toThrow(
      new Fault(`./x: another run, process ${process.ppid}, is under way into this folder. Choose another with --out, or let it end.`),
    );
    expect(occupy('y', reports)).not.toThrow();
    await writeFile(join(reports, file!), '2147483646'); // no system counts so far
    const free = occupy('x', reports);
    free();
    expect(await readdir(reports)).toEqual([]);
  });
});

describe('a folder of trainings that are kept', () => {
  it.each([
    ['sweep', ['--data', 'penguins', '--hidden', '4,6', '--epochs', '1']],
    ['explain', ['--data', 'penguins', '--from', 'learning-rate=0.1', '--to', 'learning-rate=0.2', '--seeds', '2', '--set', 'epochs=1']],
  ])('is of one %s at a time: a second would begin its file anew, or train the same again', async (command, args) => {
    const out = join(reports, command);
    const free = occupy(out);
    const stream = Object.assign(new PassThrough().resume(), { columns: 80 });
    const host = { env: { LANG: 'C.UTF-8' }, stdout: stream, stderr: stream } as unknown as Host;
    const asked = compareProgram(host, () => undefined).parseAsync(['node', 'mlp-compare', command, ...args, '--out', out]);
    await expect(asked).rejects.toThrow(`${out}: another run of this process is under way into this folder.`);
    expect(existsSync(out)).toBe(false);
    free();
  });
});
