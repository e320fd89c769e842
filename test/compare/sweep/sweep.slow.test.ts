import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweepCsv, sweepText } from '../../../compare/show/sweep/table.ts';
import { palette } from '../../../compare/show/terminal/palette.ts';
import type { Swept, SweptCell } from '../../../compare/sweep/swept.ts';
import { runCli } from '../../run-cli.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'sweep-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const args = [
  'sweep',
  '--data',
  'penguins',
  '--hidden',
  '4,6+3',
  '--learning-rate',
  '0.1,0.5',
  '--epochs',
  '3',
  '--seeds',
  '2',
  '--kernel',
  'naive',
  '--out',
  'out',
];
const written = (name: string) => readFileSync(join(folder, 'out', name), 'utf8');

describe('sweep', { timeout: 60_000 }, () => {
  it('gives each training the numbers of the run with its settings', async () => {
    const { exitCode, stdout } = await runCli(args, { cwd: folder });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/4 combinations, 8 trainings/);
    const { cells } = JSON.parse(written('sweep.json')) as Swept;
    const cell = cells.find(({ values }) => values.join() === '6+3,0.5');
    const run = await runCli(
      [
        '--data',
        'penguins',
        '--hidden',
        '6,3',
        '--learning-rate',
        '0.5',
        '--epochs',
        '3',
        '--seed',
        '9',
        '--kernel',
        'naive',
        '--networks',
        'scratch',
        '--json',
      ],
      { cwd: folder },
    );
    const { networks } = JSON.parse(run.stdout) as { networks: { epochs: { validationLoss: number }[]; test: { loss: number } }[] };
    const measures = cell?.runs.find(({ seed }) => seed === 9)?.measures;
    expect(measures).toMatchObject({ validationLoss: networks[0]?.epochs.at(-1)?.validationLoss, testLoss: networks[0]?.test.loss });
  });

  it('goes on where it was stopped, to the same tables byte for byte, and trains none twice', async () => {
    await runCli(args, { cwd: folder });
    const whole = [written('sweep.csv'), written('sweep.json'), written('trainings.jsonl')];
    const lines = written('trainings.jsonl').split('\n').slice(0, 3);
    writeFileSync(join(folder, 'out', 'trainings.jsonl'), `${lines.join('\n')}\n{"key": "to`); // stopped while it wrote
    const { stderr } = await runCli(args, { cwd: folder });
    expect(stderr).toMatch(/3 of 8 trainings were kept/);
    expect([written('sweep.csv'), written('sweep.json')]).toEqual(whole.slice(0, 2));
    expect(written('trainings.jsonl').split('\n').toSorted()).toEqual((whole[2] ?? '').split('\n').toSorted());
  });
});

describe('the table', () => {
  const cell = (value: string, accuracies: readonly (number | undefined)[]): SweptCell => ({
    ...{ values: [value], network: 'scratch' },
    runs: accuracies.map((accuracy, i) =>
      accuracy === undefined
        ? { seed: i, epochs: 1, measures: {}, diverged: { epoch: 1, step: 2 } }
        : { seed: i, epochs: 5, measures: { validationAccuracy: accuracy } },
    ),
    spread: { validationAccuracy: { mean: accuracies.find((accuracy) => accuracy !== undefined) ?? NaN } },
  });
  const swept: Swept = {
    task: 'classification',
    axes: [{ option: 'learning-rate', values: ['1', '2', '3'] }],
    seeds: [0, 1],
    cells: [cell('1', [0.5, 0.5]), cell('2', [0.99, undefined]), cell('3', [0.75, 0.75])],
  };

  it('has the best on validation rows first, and those that diverged after all others', () => {
    const rows = sweepText(swept, { width: 100, colours: palette(false) })
      .split('\n')
      .filter((line) => /[123]/.test(line) && !line.includes('─'))
      .slice(0, 3);
    expect(rows.map((row) => /[123]/.exec(row)?.[0])).toEqual(['3', '1', '2']);
    expect(rows[2]).toMatch(/1 of 2/);
  });

  it('has a line of CSV for each training', () => {
    expect(
      sweepCsv(swept)
        .split('\n')
        .slice(0, 5)
        .map((line) => line.split(',').slice(0, 5).join()),
    ).toEqual(['learning-rate,network,seed,epochs,diverged', '1,scratch,0,5,', '1,scratch,1,5,', '2,scratch,0,5,', '2,scratch,1,1,epoch 1']);
  });
});
