import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import { readResults, toJson } from '../../../compare/results/file.ts';
import { check, diverged, networkResult, parity, tinyComparison } from '../tiny-comparison.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'results-'))));
afterEach(() => rm(folder, { recursive: true }));

async function written(text: string): Promise<string> {
  const path = join(folder, 'results.json');
  await writeFile(path, text);
  return path;
}

describe('results.json', () => {
  it('is read back as it was written', async () => {
    const comparison = tinyComparison({ warnings: ['Line one\nline two, "quoted", [\n 1\n]'] });
    expect(await readResults(await written(toJson(comparison)))).toEqual(comparison);
  });

  it('keeps numbers that JSON has not, as words', async () => {
    const overflow = check(3, { losses: [NaN, Infinity], lossDifference: NaN, fromReference: [-Infinity, 1], verdict: 'unresolved' });
    const comparison = tinyComparison({ networks: [diverged('scratch'), networkResult('tfjs')], parity: [parity({ checks: [overflow] })] });
    const text = toJson(comparison);
    expect(text).toContain('"loss": "NaN"');
    expect(text).toContain('"-Infinity"');
    expect(await readResults(await written(text))).toEqual(comparison);
  });

  it('keeps every digit of a number', async () => {
    const losses = [0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, -0.000001, 123456789012345680000];
    const comparison = tinyComparison({ networks: [networkResult('scratch', { stepLosses: { every: 1, losses } })] });
    expect((await readResults(await written(toJson(comparison)))).networks[0]!.stepLosses.losses).toEqual(losses);
  });

  it('has each array of numbers on one line, and ends with one', () => {
    const text = toJson(tinyComparison());
    expect(text).toContain('"losses": [1.125, 0.875, 0.5, 0.5, 0.375, 0.125]');
    expect(text).toContain('"predictions": [0, 1, 2, 2]');
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('carries class names of any kind', async () => {
    const classes = ['1', '-', 'N I', '[\n 2\n]', 'a"b\\', '</script>', '\u2028', 'é'];
    const comparison = tinyComparison();
    const named = { ...comparison, data: { ...comparison.data, classes } };
    expect((await readResults(await written(toJson(named)))).data.classes).toEqual(classes);
  });
});

describe('what is no results.json of this program', () => {
  const fault = async (text: string) => {
    const path = await written(text);
    const error: unknown = await readResults(path).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Fault);
    return (error as Fault).message.replace(path, 'results.json');
  };

  it('is not there', async () => {
    await expect(readResults(join(folder, 'none.json'))).rejects.toThrow(new Fault(`${join(folder, 'none.json')}: there is no such file.`));
    await expect(readResults(folder)).rejects.toThrow(new Fault(`${folder}: cannot be read (EISDIR).`));
  });

  it('is cut short', async () => {
    const text = toJson(tinyComparison());
    for (const length of [0, 1, text.length / 2, text.length - 3]) {
      expect(await fault(text.slice(0, length))).toMatch(/^results\.json is not JSON: [^\n]*\. Was it cut short\?$/);
    }
  });

  it('is of another version, or of none', async () => {
    const other = (version: unknown) => fault(JSON.stringify({ ...tinyComparison(), version }));
    expect(await other(2)).toBe('results.json has version 2; this program reads version 1 of results.json.');
    expect(await other('1')).toBe('results.json has version "1"; this program reads version 1 of results.json.');
    for (const text of ['{}', 'null', '7', '[]']) expect(await fault(text)).toBe('results.json has no version; this program reads version 1 of results.json.');
  });

  it('was edited: the first place that is wrong is named', async () => {
    const text = toJson(tinyComparison());
    expect(await fault(text.replace('"accuracy": 0.75', '"accuracy": "high"'))).toMatch(/^results\.json: networks\.0\.test\.accuracy: .*\. Was the file edited by hand\?$/);
    expect(await fault(text.replace('"trainLoss": 0.5,', ''))).toMatch(/^results\.json: networks\.0\.epochs\.1\.trainLoss: /);
    expect(await fault(text.replace('"verdict": "agree"', '"verdict": "fine"'))).toMatch(/^results\.json: parity\.0\.verdict: /);
  });
});
