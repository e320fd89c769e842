import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readResults, toJson } from '../../../compare/results/file.ts';
import type { Comparison } from '../../../compare/results/schema.ts';
import { Fault } from '../../../src/fault.ts';
import { sampleComparison } from '../show/pictures/sample.ts';
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
    const comparison = tinyComparison({
      networks: [diverged('scratch'), networkResult('tfjs')],
      parity: [parity({ checks: [overflow], verdict: 'unresolved' })],
    });
    const text = toJson(comparison);
    expect(text).toContain('"loss": "NaN"');
    expect(text).toContain('"-Infinity"');
    expect(await readResults(await written(text))).toEqual(comparison);
  });

  it('keeps every digit of a number', async () => {
    const losses = [0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, -0.000001, 123456789012345680000];
    const comparison = tinyComparison({ networks: [networkResult('scratch', { stepLosses: { every: 1, losses } })], parity: [] });
    expect((await readResults(await written(toJson(comparison)))).networks[0]!.stepLosses.losses).toEqual(losses);
  });

  it('has each array of numbers on one line, and ends with one', () => {
    const text = toJson(tinyComparison());
    expect(text).toContain('"losses": [1.125, 0.875, 0.5, 0.5, 0.375, 0.125]');
    expect(text).toContain('"predictions": [0, 1, 2, 2]');
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('carries class names of any kind', async () => {
    const classes = ['1', '-', 'N I', '[\n 2\n]', 'a"b\\', '</script>', '\u2028', 'é', '\u001b[2J\u009b\u202e\u{e0001}'];
    const comparison = tinyComparison({ networks: [diverged('scratch'), diverged('tfjs')] }); // no confusion matrix, of as many classes
    const named = { ...comparison, data: { ...comparison.data, classes } };
    expect((await readResults(await written(toJson(named)))).data.classes).toEqual(classes);
    expect(toJson(named)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u); // with --json it goes to a terminal
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
    await expect(readResults(folder)).rejects.toThrow(new Fault(`${folder}: this is a folder, a file is expected.`));
  });

  it.skipIf(process.platform === 'win32')('is a pipe, which is not waited for', async () => {
    const pipe = join(folder, 'pipe.json');
    execFileSync('mkfifo', [pipe]);
    await expect(readResults(pipe)).rejects.toThrow('this is not a regular file (but a pipe or a device).');
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

  it('is of parts that do not fit together, as no run writes them', async () => {
    const said = (over: Partial<Comparison>) => fault(JSON.stringify(tinyComparison(over)));
    const edited = ' Was the file edited by hand?';
    const [first, second] = tinyComparison().networks;
    expect(await said({ networks: [] })).toBe(`results.json: networks: expected one network or more, of different names.${edited}`);
    expect(await said({ networks: [first!, first!] })).toMatch(/^results\.json: networks: /);
    expect(await said({ networks: [first!, { ...second!, epochs: second!.epochs.toReversed() }] })).toBe(
      `results.json: networks.1.epochs: expected epochs 1, 2, 3, … in this order.${edited}`,
    );
    expect(await said({ networks: [first!, { ...second!, test: { ...second!.test!, predictions: [0, 1, 2, 3] } }] })).toMatch(
      /^results\.json: networks\.1\.test\.predictions: expected a class for every test row\./,
    );
    expect(await said({ networks: [{ ...first!, earlyStopping: { best: 4, restored: true } }, second!] })).toMatch(
      /^results\.json: networks\.0\.earlyStopping\.best: expected one of the epochs\./,
    );
    expect(await said({ parity: [parity({ other: 'mine' })] })).toMatch(/^results\.json: parity\.0: expected two of the networks\./);
    expect(await said({ parity: [parity({ checks: [] })] })).toMatch(/^results\.json: parity\.0\.checks: /);
  });

  it('is of insides that do not fit together', async () => {
    const whole = sampleComparison();
    const { networks, landscapes } = whole.inside!;
    const said = (over: Partial<typeof whole.inside>) => fault(JSON.stringify({ ...whole, inside: { ...whole.inside!, ...over } }));
    const withCourse = (over: Partial<(typeof networks)[0]['course']>) =>
      said({ networks: [{ ...networks[0]!, course: { ...networks[0]!.course!, ...over } }] });
    const { epochs, histograms } = networks[0]!.course!;
    expect(await withCourse({ epochs: epochs.toReversed() })).toMatch(
      /^results\.json: inside\.networks\.0\.course\.epochs: expected epochs from 1, each later/,
    );
    expect(await withCourse({ epochs: [epochs[0]!, { ...epochs[1]!, dead: [] }] })).toMatch(/course\.epochs: expected the same layers of ReLUs in every epoch/);
    expect(await withCourse({ histograms: [{ ...histograms[0]!, weights: { ...histograms[0]!.weights, counts: [] } }] })).toMatch(
      /course\.histograms: expected bins/,
    );
    expect(await said({ landscapes: [{ ...landscapes![0]!, network: 'none' }] })).toMatch(/inside\.landscapes\.0\.network: expected one of the networks/);
    expect(await said({ landscapes: [{ ...landscapes![0]!, plane: [[1, 2], [3]] }] })).toMatch(
      /inside\.landscapes\.0: expected a line and a plane of finite losses, its rows of one length/,
    );
    expect(await said({ networks: [{ ...networks[0]!, surface: 'AAAAA' }] })).toMatch(/surface: expected a byte for every point of the plane/);
  });

  it('was edited: the first place that is wrong is named', async () => {
    const text = toJson(tinyComparison());
    expect(await fault(text.replace('"accuracy": 0.75', '"accuracy": "high"'))).toMatch(
      /^results\.json: networks\.0\.test\.accuracy: .*\. Was the file edited by hand\?$/,
    );
    expect(await fault(text.replace('"trainLoss": 0.5,', ''))).toMatch(/^results\.json: networks\.0\.epochs\.1\.trainLoss: /);
    expect(await fault(text.replace('"verdict": "agree"', '"verdict": "fine"'))).toMatch(/^results\.json: parity\.0\.verdict: /);
  });
});
