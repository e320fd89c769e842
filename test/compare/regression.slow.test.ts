import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../../compare/cli/report/write.ts';
import { readResults } from '../../compare/results/file.ts';
import type { Comparison } from '../../compare/results/schema.ts';
import { compare } from '../../compare/run/compare.ts';
import { predictedPictures } from '../../compare/show/pictures/predicted.ts';
import { seedsSummary } from '../../compare/show/terminal/seeds.ts';
import { summary } from '../../compare/show/terminal/summary.ts';
import { textOptions } from '../../compare/show/terminal/text-options.ts';
import { stream } from '../../src/numbers/random.ts';
import { parseRunSpec } from '../../src/run/config.ts';
import { parseSvg } from './show/pictures/svg-facts.ts';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regression-'));
  file = join(folder, 'houses.csv');
  const random = stream(3, 'houses');
  const rows = Array.from({ length: 300 }, () => {
    const [area, age] = [random.uniform(0, 1), random.uniform(0, 1)];
    const price = 200_000 + 50_000 * Math.sin(3 * area) - 20_000 * age * age;
    return `${area},${age},${price},${3 * area - age}`;
  });
  await writeFile(file, `area,age,price,rent\n${rows.join('\n')}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

function run(settings: Record<string, unknown> = {}): Promise<Comparison> {
  const usual = { task: 'regression', train: file, labelColumn: 'price,rent', hidden: '12', activation: 'tanh', epochs: 40, tfjsRuntime: 'cpu' };
  return compare(parseRunSpec({ ...usual, ...settings }, (option) => option));
}

const text = textOptions({ columns: 100 } as NodeJS.WriteStream);

describe('a regression, from file to report', { timeout: 120_000 }, () => {
  let comparison: Comparison;
  let report: string;
  beforeAll(async () => {
    comparison = await run({ sweepWidth: true });
    await writeReport(join(folder, 'out'), comparison);
    report = await readFile(join(folder, 'out', 'report.md'), 'utf8');
  }, 120_000);

  it('is in parity, and learns most of what there is to explain', () => {
    expect(comparison.parity.map(({ verdict }) => verdict)).toEqual(['agree']);
    for (const { test } of comparison.networks) expect(test?.r2).toBeGreaterThan(0.9);
  });

  it('measures errors in the values’ own units, beside the loss that is learnt by', () => {
    const [{ epochs, test }] = comparison.networks as [Comparison['networks'][number]];
    const { truth = [], targets } = comparison.data;
    const rmseOf = (k: number) => Math.sqrt(truth.reduce((sum, t, i) => sum + (i % 2 === k ? (t - test!.predictions[i]!) ** 2 : 0), 0) / (truth.length / 2));
    expect(targets).toEqual(['price', 'rent']);
    expect(test!.rmse! / ((rmseOf(0) + rmseOf(1)) / 2)).toBeCloseTo(1, 6);
    expect(epochs.at(-1)!.validationRmse! / test!.rmse!).toBeCloseTo(1, 0);
    expect(Object.keys(epochs[0]!)).not.toContain('trainAccuracy');
  });

  it('draws a point for every test row and network, beside the diagonal', () => {
    const [price] = predictedPictures(comparison);
    expect(price?.alt).toBe('price: predicted against true, on the test rows, by scratch and tfjs');
    const groups = [...parseSvg(price!.svg).querySelectorAll('[aria-label="dot"]')];
    expect(groups.map((group) => group.querySelectorAll('path, circle').length)).toEqual([60, 60]);
    expect(price!.svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('is read back from its results', async () => {
    expect(await readResults(join(folder, 'out', 'results.json'))).toEqual(comparison);
  });

  it('speaks of RMSE, and of no accuracy or class, wherever it is shown', async () => {
    const shown = [summary(comparison, text), report, await readFile(join(folder, 'out', 'report.html'), 'utf8')];
    for (const words of shown) {
      expect(words).toContain('Validation RMSE');
      expect(words.replace(/<style>.*?<\/style>|<script>.*?<\/script>/gs, '')).not.toMatch(/accurac|\bacc\b|confusion|classes|boundar/i);
    }
    expect(report).toMatch(/^\| Test R² +\| +0\.9\d{3} /m);
    expect(await readdir(join(folder, 'out'))).toEqual(
      expect.arrayContaining(['loss.svg', 'rmse.svg', 'width-rmse.svg', 'predicted-1.svg', 'predicted-2.svg']),
    );
    expect(await readdir(join(folder, 'out'))).not.toContain('accuracy.svg');
  });
});

describe('repeated seeds of a regression', { timeout: 120_000 }, () => {
  it('are concluded from R², which has no unit', async () => {
    const { seeds } = await run({ networks: 'scratch,tfjs', seeds: 3, epochs: 5 });
    expect(seeds?.pairs[0]?.measures.filter(({ equivalencePValue }) => equivalencePValue !== undefined).map(({ measure }) => measure)).toEqual(['testR2']);
    const shown = seedsSummary(seeds!, text);
    expect(shown).toMatch(/over 3 seeds tfjs's test R² is|exactly the test R² of scratch/);
    expect(shown).toMatch(/│ Validation RMSE +│/);
    expect(shown).not.toMatch(/accurac/i);
  });
});

describe('a network that errs in a regression', { timeout: 60_000 }, () => {
  it('is found to differ, and its mistake is named', async () => {
    const found = await run({ networks: 'scratch,document', epochs: 2 }); // its gradient is divided by the rows twice
    expect(found.parity[0]?.verdict).toBe('differ');
    expect(found.diagnoses?.find(({ network }) => network === 'document')?.text).toMatch(/The mean over the batch is taken twice/);
  });
});

describe('the example of a regression', { timeout: 120_000 }, () => {
  it('is in parity with both, of one value and of several', async () => {
    for (const labelColumn of ['price', 'price,rent']) {
      const { parity } = await run({ network: ['./examples/regression.ts'], labelColumn, epochs: 2 });
      expect(parity.map(({ other, verdict }) => [other, verdict])).toEqual([['tfjs', 'agree'], ['regression', 'agree']]); // biome-ignore format: pairs
    }
  });
});

describe('values as they are', { timeout: 60_000 }, () => {
  it('are learnt in their own units where they are not to be standardised', async () => {
    const { data, networks } = await run({ networks: 'scratch', labelColumn: 'rent', standardiseTarget: false });
    const { test } = networks[0]!;
    expect(test!.loss / test!.rmse! ** 2).toBeCloseTo(1, 6); // the squared error is in their units already
    expect(Math.min(...data.truth!)).toBeLessThan(0.5);
  });
});

describe('tanh at the output', { timeout: 60_000 }, () => {
  it('is warned of where values lie beyond what it answers', async () => {
    const { warnings } = await run({ networks: 'scratch', output: 'tanh', epochs: 1 });
    expect(warnings.join('\n')).toMatch(
      /--output tanh answers between −1 and 1, but \d+ training values of 384 \(as learnt\) lie beyond\. Use --output linear/,
    );
  });
});

describe('a regression that cannot be', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['a set of classes that is generated', { train: undefined, data: 'xor', labelColumn: 0 }, '--task regression: the generated set xor is of classes.'],
    ['one output for values and none for classes', { output: 'sigmoid' }, 'output sigmoid answers for classes; --task regression takes linear or tanh.'],
  ])('%s', async (_, settings, message) => {
    await expect((async () => run(settings))()).rejects.toThrow(message);
  });
});
