import { describe, expect, it } from 'vitest';
import { experimentOf } from '../../../compare/explain/experiment.ts';
import { explain } from '../../../compare/explain/explain.ts';
import type { Explanation } from '../../../compare/explain/explanation.ts';
import { dataOf } from '../../../compare/jobs/data.ts';
import { compare } from '../../../compare/run/compare.ts';
import { verdict } from '../../../compare/show/explain/verdict.ts';
import { parseRunSpec, type RunSpec } from '../../../src/run/config.ts';
import { loadData } from '../../../src/run/load-data.ts';

const epochs = { epochs: 2, hidden: '6' };
const set = 'epochs=2,hidden=6,seed=8'; // the rows are divided by the first seed

async function explained(data: string, from: string, to: string): Promise<Explanation> {
  const experiment = experimentOf({ data, set, from, to });
  const { rows } = await loadData(experiment.from.configuration.spec);
  return explain(experiment, dataOf(rows), { seeds: [8, 9], workers: 1 });
}

/** The same trainings as a comparison has them, whose results another path brings to us. */
async function compared(settings: Record<string, unknown>) {
  const spec: RunSpec = parseRunSpec({ networks: ['scratch'], ...epochs, ...settings, seed: 8 }, (option) => option);
  const { networks } = await compare(spec);
  return networks[0]!;
}

describe('a gap between two ways to predict values', { timeout: 60_000 }, () => {
  const [from, to] = ['learning-rate=0.001', 'learning-rate=0.1'];

  it('is one of R² on the test rows, what a comparison has', async () => {
    const explanation = await explained('friedman', from, to);
    for (const [mask, learningRate] of [0.001, 0.1].entries()) {
      expect(explanation.cells[mask]!.scores[0]).toBe((await compared({ data: 'friedman', learningRate })).test!.r2);
    }
    expect(explanation.gap).toBeGreaterThan(0.1);
    expect(verdict(explanation)[0]).toContain('(test R², mean ± standard deviation over 2 seeds)');
  });

  it('counts a training that diverged as one that answers the mean', async () => {
    const explanation = await explained('friedman', from, 'learning-rate=1e30');
    expect(explanation.cells[1]).toMatchObject({ diverged: 2, scores: [0, 0], testScores: [0, 0] });
    expect(verdict(explanation).at(-1)).toBe('2 of the trainings diverged; each counts with R² = 0, that of answering the mean always.');
  });
});

describe('a gap between two ways to predict labels', { timeout: 60_000 }, () => {
  it('is one of the Hamming accuracy on the validation rows', async () => {
    const explanation = await explained('venn', 'learning-rate=0.001', 'learning-rate=0.5');
    const { epochs: records, test } = await compared({ data: 'venn', learningRate: 0.5 });
    expect(explanation.cells[1]!.scores[0]).toBe(records.at(-1)!.validationHammingAccuracy);
    expect(explanation.cells[1]!.testScores[0]).toBe(test!.hammingAccuracy);
    expect(verdict(explanation)[0]).toContain('(validation Hamming accuracy, ');
  });

  it('counts a training that diverged as one that predicts no label', async () => {
    const { cells } = await explained('venn', 'learning-rate=0.1', 'learning-rate=1e30');
    const { test, validation } = (await loadData(parseRunSpec({ data: 'venn', seed: 8 }, (option) => option))).parts;
    const without = [validation, test].map(({ y }) => {
      const labels = 'data' in y ? [...y.data] : [];
      return labels.reduce((sum, label) => sum + 1 - label, 0) / labels.length;
    });
    expect([cells[1]!.diverged, cells[1]!.scores[0], cells[1]!.testScores[0]]).toEqual([2, ...without]);
  });
});
