import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../../compare/cli/report/write.ts';
import { consistentSchema } from '../../compare/results/consistency.ts';
import { readResults } from '../../compare/results/file.ts';
import type { Comparison, NetworkResult } from '../../compare/results/schema.ts';
import { compare } from '../../compare/run/compare.ts';
import { markdownReport } from '../../compare/show/markdown/markdown.ts';
import { drawPictures } from '../../compare/show/pictures/pictures.ts';
import { seedsSummary } from '../../compare/show/terminal/seeds.ts';
import { summary } from '../../compare/show/terminal/summary.ts';
import { textOptions } from '../../compare/show/terminal/text-options.ts';
import { toCsv } from '../../src/data/generate/generated.ts';
import { venn } from '../../src/data/generate/venn.ts';
import { parseRunSpec } from '../../src/run/config.ts';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labels-'));
  file = join(folder, 'discs.csv');
  await writeFile(file, toCsv(venn({ rows: 400, seed: 2 })));
});
afterAll(() => rm(folder, { recursive: true }));

function run(settings: Record<string, unknown> = {}): Promise<Comparison> {
  const usual = { train: file, labelColumn: 'a,b,c', output: 'sigmoids', hidden: '16', optimizer: 'adam', learningRate: 0.03, epochs: 25, tfjsRuntime: 'cpu' };
  return compare(parseRunSpec({ ...usual, ...settings }, (option) => option));
}

const text = textOptions({ columns: 100 } as NodeJS.WriteStream);
const testOf = ({ networks }: Comparison) => networks.map(({ test }) => test as NonNullable<NetworkResult['test']>);

describe('several labels a row, from file to report', { timeout: 120_000 }, () => {
  let comparison: Comparison;
  let report: string;
  beforeAll(async () => {
    comparison = await run({ sweepWidth: true });
    await writeReport(join(folder, 'out'), comparison);
    report = await readFile(join(folder, 'out', 'report.md'), 'utf8');
  }, 120_000);

  it('are learnt in parity: most of what the discs tell, which no line does', () => {
    expect(comparison.parity.map(({ verdict }) => verdict)).toEqual(['agree']);
    for (const { hammingAccuracy, auc } of testOf(comparison)) expect([hammingAccuracy! > 0.9, auc! > 0.95]).toEqual([true, true]);
  });

  it('are told apart from classes and values by their names, in the plan and in the results', () => {
    const { data, settings, command } = comparison;
    expect(data).toMatchObject({ classes: [], labels: ['a', 'b', 'c'] });
    expect(data).not.toHaveProperty('targets');
    expect(data.description).toContain("labels 'a', 'b', 'c'");
    expect(settings['task']).toBe('labels');
    expect(command).toContain('--task labels');
    expect(parseRunSpec(settings, (option) => option)).toEqual(settings);
  });

  it('have an answer for each label of each test row, and each label’s own measures', () => {
    const [test] = testOf(comparison);
    expect(test?.predictions).toHaveLength(80 * 3);
    expect(new Set(test?.predictions)).toEqual(new Set([0, 1]));
    expect(test?.labels).toHaveLength(3);
    expect(test).not.toHaveProperty('confusion');
    const right = test!.labels!.reduce((sum, { wrong, missed }) => sum + 80 - wrong - missed, 0);
    expect(right / 240).toBeCloseTo(test!.hammingAccuracy!, 12);
    expect(test?.calibration?.reduce((sum, { count }) => sum + count, 0)).toBe(240);
  });

  it('are read back from the results, and refused where these do not fit together', async () => {
    expect(await readResults(join(folder, 'out', 'results.json'))).toEqual(comparison);
    const [network] = comparison.networks as [NetworkResult];
    const changed = (test: Partial<NetworkResult['test']>) =>
      consistentSchema.safeParse({ ...comparison, networks: [{ ...network, test: { ...network.test, ...test } }, ...comparison.networks.slice(1)] }).success;
    expect(changed({})).toBe(true);
    expect(changed({ predictions: network.test!.predictions.slice(1) })).toBe(false);
    expect(changed({ predictions: network.test!.predictions.map((label) => label + 1) })).toBe(false);
    expect(changed({ labels: network.test!.labels!.slice(1) })).toBe(false);
    expect(changed({ exactMatch: undefined })).toBe(false);
  });

  it('are shown by Hamming accuracy, and by no class, wherever they are shown', async () => {
    const shown = [summary(comparison, text), report, await readFile(join(folder, 'out', 'report.html'), 'utf8')];
    for (const words of shown) {
      expect(words).toContain('Validation Hamming accuracy');
      expect(words.replace(/<style>.*?<\/style>|<script>.*?<\/script>/gs, '')).not.toMatch(/confusion|classes|top-k|R²|RMSE|NaN|undefined/i);
    }
    expect(report).toMatch(/^\| Test exact match +\| +0\.\d{4} /m);
    expect(report).toMatch(/^\| \*\*a\*\* \| +\d+ \| +\d+ \| +\d+ \| 0\.\d{4} \| [01]\.\d{4} \|$/m);
    expect(await readdir(join(folder, 'out'))).toEqual(expect.arrayContaining(['hammingAccuracy.svg', 'calibration.svg', 'width-hammingAccuracy.svg']));
  });
});

describe('how labels are learnt', { timeout: 120_000 }, () => {
  it.each<[string, Record<string, unknown>]>([
    ['the squared error of sigmoids', { loss: 'squared-error' }],
    ['smoothed labels', { labelSmoothing: 0.1 }],
    ['plain descent on the sum, in float64', { optimizer: 'sgd', reduction: 'sum', learningRate: 0.001, dtype: 'float64' }],
  ])('may be by %s, in parity', async (_, settings) => {
    const { parity, diagnoses } = await run({ epochs: 3, ...settings });
    expect([parity.map(({ verdict }) => verdict), diagnoses]).toEqual([['agree'], undefined]);
  });

  it('may be by the example, whose update is Adam’s, in parity with both', async () => {
    const { parity } = await run({ network: ['./examples/several-labels.ts'], epochs: 2 });
    expect(parity.map(({ other, verdict }) => [other, verdict])).toEqual([['tfjs', 'agree'], ['several-labels', 'agree']]); // biome-ignore format: pairs
  });

  it('follows --threshold: a label is predicted where p reaches it', async () => {
    const said = async (threshold: number) => {
      const [test] = testOf(await run({ networks: 'scratch', epochs: 3, threshold }));
      return test!.predictions.filter((label) => label === 1).length;
    };
    expect(await said(0.9)).toBeLessThan(await said(0.1));
  });

  it('may be of one column alone, where that is said', async () => {
    const { data, networks } = await run({ networks: 'scratch', task: 'labels', labelColumn: 'a', epochs: 2 });
    expect([data.labels, networks[0]?.test?.labels?.length]).toEqual([['a'], 1]);
  });
});

it('one column with sigmoids is a sigmoid for each class, of which the largest is the answer', { timeout: 60_000 }, async () => {
  const { data, parity, networks } = await run({ train: undefined, data: 'penguins', labelColumn: 0, epochs: 5 });
  expect([data.classes, data.labels]).toEqual([['0', '1', '2'], undefined]);
  expect(parity.map(({ verdict }) => verdict)).toEqual(['agree']);
  const [{ test, epochs }] = networks as [NetworkResult];
  expect(test?.accuracy).toBeGreaterThan(0.9);
  expect(epochs.at(-1)!.validationLoss / epochs.at(-1)!.trainLoss).toBeCloseTo(1, 0); // the loss of all three sigmoids, as it is trained by
});

describe('repeated seeds of labels', { timeout: 120_000 }, () => {
  it('are concluded from Hamming accuracy', async () => {
    const { seeds } = await run({ networks: 'scratch,tfjs', seeds: 3, epochs: 3 });
    const withMargin = seeds?.pairs[0]?.measures.filter(({ equivalencePValue }) => equivalencePValue !== undefined).map(({ measure }) => measure);
    expect(withMargin).toEqual(['trainHammingAccuracy', 'validationHammingAccuracy', 'testHammingAccuracy']);
    const shown = seedsSummary(seeds!, text);
    expect(shown).toMatch(/over 3 seeds tfjs's test Hamming accuracy is|exactly the test Hamming accuracy of scratch/);
    expect(shown).toMatch(/│ Test exact match +│/);
  });

  it('of classes tell a measure that was not asked for nowhere', async () => {
    const { seeds } = await run({ networks: 'scratch', train: undefined, data: 'penguins', labelColumn: 0, output: 'softmax', seeds: 2, epochs: 2 });
    expect(seeds?.networks[0]?.spread).toHaveProperty('testMacroF1');
    expect(seeds?.networks[0]?.spread).not.toHaveProperty('testTopK');
    expect(seedsSummary(seeds!, text)).not.toContain('top-k');
  });
});

describe('a training of labels that diverges', { timeout: 60_000 }, () => {
  it('is a result: no measure of it is shown, nor any NaN', async () => {
    const comparison = await run({ optimizer: 'sgd', learningRate: 1e30, epochs: 2 });
    expect(comparison.networks.map(({ diverged, test }) => [diverged !== undefined, test])).toEqual([[true, undefined], [true, undefined]]); // biome-ignore format: rows
    const report = markdownReport(comparison, drawPictures(comparison));
    expect(report).toMatch(/^\| Test exact match +\| +– \| +– \|/m);
    expect(report.replace(/loss became NaN|^\| +\d+ \|.*$/gm, '')).not.toMatch(/NaN|undefined|Calibration|Labels on the test rows/);
  });
});

describe('top-k accuracy', { timeout: 60_000 }, () => {
  const classes = { networks: 'scratch', train: undefined, data: 'penguins', labelColumn: 0, output: 'softmax', epochs: 1 };

  it('is told where it is asked for, by its k', async () => {
    const comparison = await run({ ...classes, topK: 2 });
    const [test] = testOf(comparison);
    expect(test!.topK).toBeGreaterThanOrEqual(test!.accuracy!);
    expect(summary(comparison, text)).toContain('Test top-2 accuracy');
    expect(testOf(await run(classes))[0]).not.toHaveProperty('topK');
  });

  it('is refused where every row would be right', async () => {
    await expect(run({ ...classes, topK: 3 })).rejects.toThrow(
      /^--top-k 3: .*penguins.* has 3 classes, so that every row would be right\. Give a smaller k\.$/,
    );
  });
});

describe('labels that cannot be', () => {
  it('a set of classes that is generated', async () => {
    await expect(run({ train: undefined, data: 'xor', labelColumn: 0, task: 'labels' })).rejects.toThrow('--task labels: the generated set xor is of classes.');
  });
});
