import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportCommand } from '../../../../compare/cli/report/command.ts';
import { writeReport } from '../../../../compare/cli/report/write.ts';
import { readResults } from '../../../../compare/results/file.ts';
import { markdownReport } from '../../../../compare/show/markdown/markdown.ts';
import { drawPictures } from '../../../../compare/show/pictures/pictures.ts';
import { Fault } from '../../../../src/fault.ts';
import { diverged, networkResult, tinyComparison } from '../../tiny-comparison.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'report-'))));
afterEach(() => rm(folder, { recursive: true }));

describe('a report', () => {
  it('goes into a folder that need not be there, and says where', async () => {
    const out = join(folder, 'a', 'b');
    expect(await writeReport(out, tinyComparison())).toBe(join(out, 'report.md'));
    expect(await readdir(out)).toEqual(expect.arrayContaining(['report.md', 'results.json']));
  });

  it('made again from results.json is the same, byte for byte', async () => {
    for (const comparison of [tinyComparison(), tinyComparison({ networks: [diverged('scratch'), networkResult('tfjs')] })]) {
      await writeReport(folder, comparison);
      const first = await readFile(join(folder, 'report.md'));
      const json = await readFile(join(folder, 'results.json'));
      const again = join(folder, 'again');
      await writeReport(again, await readResults(join(folder, 'results.json')));
      expect((await readFile(join(again, 'report.md'))).equals(first)).toBe(true);
      expect((await readFile(join(again, 'results.json'))).equals(json)).toBe(true);
    }
  });

  it('replaces the old one whole: each file is a new one, renamed into place, and nothing is left beside them', async () => {
    await writeReport(folder, tinyComparison());
    const files = (await readdir(folder)).sort();
    const inodes = async () => Promise.all(['report.md', 'results.json'].map(async (name) => (await stat(join(folder, name))).ino));
    const before = await inodes();
    await writeReport(folder, tinyComparison({ warnings: ['new'] }));
    (await inodes()).forEach((inode, i) => expect(inode).not.toBe(before[i]));
    expect((await readdir(folder)).sort()).toEqual(files);
    const comparison = tinyComparison({ warnings: ['new'] });
    expect(await readFile(join(folder, 'report.md'), 'utf8')).toBe(markdownReport(comparison, drawPictures(comparison)));
  });

  it('that cannot be written is a fault with the folder and what to do', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(writeReport(file, tinyComparison())).rejects.toThrow(
      new Fault(`${file}: the report cannot be written there: a file is in the way (EEXIST). Choose another folder with --out.`),
    );
  });

  it.skipIf(process.getuid?.() === 0)('in a folder without the right to write leaves the folder as it was', async () => {
    await chmod(folder, 0o500);
    await expect(writeReport(folder, tinyComparison())).rejects.toThrow(Fault);
    expect(await readdir(folder)).toEqual([]);
    await chmod(folder, 0o700);
  });
});

describe('the trained weights', () => {
  it('lie beside results.json, and stay where the report is made again or another run takes its place', async () => {
    await writeReport(folder, tinyComparison(), Uint8Array.of(1, 2));
    const held = () => readFile(join(folder, 'weights.safetensors'));
    expect([...(await held())]).toEqual([1, 2]);
    await writeReport(folder, tinyComparison(), Uint8Array.of(3));
    expect([...(await held())]).toEqual([3]);
    const printed: string[] = [];
    const terminal = { stream: new PassThrough() as unknown as NodeJS.WriteStream, print: (text: string) => void printed.push(text) };
    await reportCommand(folder, undefined, terminal);
    expect([...(await held())]).toEqual([3]);
    await writeReport(folder, tinyComparison());
    expect(await readdir(folder)).not.toContain('weights.safetensors'); // they were of another run
  });
});
