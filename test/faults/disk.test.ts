import fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareCommand } from '../../compare/cli/commands.ts';
import { openStore } from '../../compare/cli/explain/store.ts';
import { checkFolder, writeReport, writeReportSomewhere } from '../../compare/cli/report/write.ts';
import { LAST_EPOCH, trainJob } from '../../compare/jobs/make-job.ts';
import { Fault } from '../../src/fault.ts';
import { parseRunSpec } from '../../src/run/config.ts';
import { tinyComparison } from '../compare/tiny-comparison.ts';

const { writeFileSync, mkdirSync, renameSync } = fs; // appendFileSync calls the former

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'disk-'))));
afterEach(async () => {
  Object.assign(fs, { writeFileSync, mkdirSync, renameSync });
  syncBuiltinESMExports();
  await rm(folder, { recursive: true });
});

/** Every writing below the folder fails so, after half of it was done; of what is elsewhere none. */
function failing(code: string, below = folder): void {
  const refuse =
    (name: 'writeFileSync' | 'mkdirSync' | 'renameSync') =>
    (path: string, ...rest: unknown[]) => {
      const real = { writeFileSync, mkdirSync, renameSync }[name] as (...args: unknown[]) => unknown;
      if (!path.startsWith(below) || (name === 'mkdirSync' && fs.existsSync(path))) return real(path, ...rest);
      if (name === 'writeFileSync' && typeof rest[0] === 'string') real(path, rest[0].slice(0, rest[0].length / 2), rest[1]);
      if (name === 'mkdirSync' && code === 'ENOSPC') return real(path, ...rest);
      throw Object.assign(new Error(`${code}: no`), { code });
    };
  Object.assign(fs, { writeFileSync: refuse('writeFileSync'), mkdirSync: refuse('mkdirSync'), renameSync: refuse('renameSync') });
  syncBuiltinESMExports();
}

const snapshot = (of: string) => fs.readdirSync(of).map((name) => [name, fs.statSync(join(of, name)).isFile() ? fs.readFileSync(join(of, name), 'utf8') : '']);

describe.each([
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the share of the disk that is allowed here is used up'],
  ['EROFS', 'it is read-only'],
  ['EACCES', 'there is no permission to write there'],
  ['EIO', 'the system refuses'],
])('a disk that answers %s', (code, words) => {
  it('leaves the earlier report as it was, and is told in one line', async () => {
    await writeReport(folder, tinyComparison());
    const before = snapshot(folder);
    failing(code);
    await expect(writeReport(folder, tinyComparison({ warnings: ['new'] }))).rejects.toThrow(
      new Fault(`${folder}: the report cannot be written there: ${words} (${code}). Choose another folder with --out.`),
    );
    expect(snapshot(folder)).toEqual(before);
  });

  it('is found out before the training, without a trace', () => {
    failing(code);
    for (const out of [folder, join(folder, 'a', 'b')]) {
      expect(() => checkFolder(out)).toThrow(new Fault(`${out}: the report cannot be written there: ${words} (${code}). Choose another folder with --out.`));
    }
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('after a training does not lose it: the report is saved elsewhere', async () => {
    failing(code);
    const { report, fault } = await writeReportSomewhere({ path: join(folder, 'out'), isOwn: false }, tinyComparison());
    expect(fault?.message).toContain(`${words} (${code}). Choose another folder with --out. It was saved in ${join(report!, '..')} instead.`);
    expect(fs.readdirSync(join(report!, '..'))).toEqual(expect.arrayContaining(['report.md', 'report.html', 'results.json']));
    expect(fs.readdirSync(folder)).toEqual([]);
    await rm(join(report!, '..'), { recursive: true });
  });

  it('where nothing can be saved elsewhere either says so', async () => {
    failing(code, tmpdir());
    const saved = () => fs.readdirSync(tmpdir()).filter((name) => name.startsWith('mlp-compare-report-')).length;
    const before = saved();
    const { report, fault } = await writeReportSomewhere({ path: join(folder, 'out'), isOwn: false }, tinyComparison());
    expect(report).toBeUndefined();
    expect(saved()).toBe(before);
    expect(fault?.message).toMatch(/ Nor could it be saved in .*: with --json the results can be sent elsewhere\.$/);
    expect(fault?.message).not.toContain('\n');
  });

  it('keeps the trainings of an explanation that are finished', () => {
    const spec = parseRunSpec({}, String);
    const job = trainJob({ ...spec, seed: 8 }, { network: 'scratch', data: '', division: undefined, asked: LAST_EPOCH, title: 'cell' });
    const open = (resume: boolean) => openStore(join(folder, 'ex'), ({ seed }) => String(seed), { resume });
    const store = open(false);
    store.add(job, { score: 0.5, testScore: 0.5 });
    failing(code);
    expect(() => store.add({ ...job, seed: 9 }, { score: 0.5, testScore: 0.5 })).toThrow(
      new Fault(`${store.path} cannot be written: ${words} (${code}). What it holds is kept: once there is room, the same command with --resume goes on.`),
    );
    Object.assign(fs, { writeFileSync, mkdirSync, renameSync });
    syncBuiltinESMExports();
    const text = fs.readFileSync(store.path, 'utf8');
    fs.writeFileSync(store.path, `${text}{"torn`);
    failing(code);
    expect(() => open(true), 'begun again where it cannot be written').toThrow(Fault);
    expect(fs.readFileSync(store.path, 'utf8')).toContain(text.split('\n')[0]);
    Object.assign(fs, { writeFileSync, mkdirSync, renameSync });
    syncBuiltinESMExports();
    const again = open(true);
    expect([again.get(job)?.testScore, again.get({ ...job, seed: 9 })]).toEqual([0.5, undefined]);
  });
});

describe('a folder for the report', () => {
  it('that cannot be one stops a run before its first epoch', async () => {
    fs.writeFileSync(join(folder, 'file'), '');
    const written: string[] = [];
    const stream = new PassThrough().on('data', (chunk: Buffer) => written.push(chunk.toString())) as unknown as NodeJS.WriteStream;
    const spec = parseRunSpec({ data: 'xor', epochs: 1, networks: 'scratch', hidden: '4', out: join(folder, 'file', 'below') }, String);
    await expect(compareCommand(spec, { stream, errors: stream, print: (text) => void written.push(text) })).rejects.toThrow(
      /a file is in the way \(ENOTDIR\)/,
    );
    expect(written).toEqual([]);
  });

  it('that vanishes meanwhile is made again', async () => {
    const out = join(folder, 'out');
    fs.mkdirSync(out);
    checkFolder(out);
    fs.rmdirSync(out);
    expect(await writeReport(out, tinyComparison())).toBe(join(out, 'report.md'));
  });

  it('with somebody else’s report.md is refused before the training', () => {
    fs.writeFileSync(join(folder, 'report.md'), '# My report');
    expect(() => checkFolder(folder)).toThrow(
      new Fault(`${join(folder, 'report.md')} is there already and is not of a report of this program's. Choose another folder with --out.`),
    );
  });
});
