import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../compare/cli/explain/store.ts';
import { jobsOf } from '../../../compare/explain/cell.ts';
import { experimentOf } from '../../../compare/explain/experiment.ts';
import { explain } from '../../../compare/explain/explain.ts';
import type { Cell } from '../../../compare/explain/factors.ts';
import { dataOf } from '../../../compare/jobs/data.ts';
import type { TrainJob } from '../../../compare/jobs/job.ts';
import { keysFor } from '../../../compare/jobs/key.ts';
import { parityCorners } from '../../../src/data/generate/parity-corners.ts';
import { classesOf } from '../../../src/model/target.ts';
import type { Parts } from '../../../src/run/run-plan.ts';

const parts = (seed = 1): Parts => {
  const rows = (from: number) => parityCorners({ rows: 150, features: 6, seed: seed + from });
  return { train: rows(0), validation: rows(1), test: rows(2) };
};
const set = 'epochs=2,hidden=5,batch-size=32,kernel=naive';
const experiment = experimentOf({ set, from: 'gradient-mean=twice,order=shared', to: 'order=independent,learning-rate=1' });
const seeds = [8, 9];
const TRAININGS = 16;

const fresh = () => mkdtempSync(join(tmpdir(), 'explain-'));
const data = dataOf(parts());
const keys = await keysFor(jobsOf(experiment, seeds, data).flat());
const trained = async (options: Partial<Parameters<typeof explain>[2]> = {}) => {
  const jobs: TrainJob[] = [];
  const explanation = await explain(experiment, data, { seeds, workers: 2, onDone: (job) => jobs.push(job), ...options });
  return { explanation, jobs };
};

describe('explain', () => {
  it('trains every combination over every seed, and its numbers do not depend on how many workers there are', async () => {
    const [one, three] = [await trained({ workers: 1 }), await trained({ workers: 3 })];
    expect(one.jobs).toHaveLength(TRAININGS);
    expect(new Set(one.jobs.map(({ manner }) => manner.title)).size).toBe(TRAININGS);
    expect(three.explanation).toEqual(one.explanation);
    const { effects, gap, cells } = one.explanation;
    expect(effects.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(gap, 12);
    expect(new Set(cells.map(({ scores }) => scores.join())).size).toBeGreaterThan(4); // the settings do something
  });

  it('counts a training that diverged with the accuracy of class 0, and tells it', async () => {
    const diverging = experimentOf({ set, from: 'learning-rate=0.1', to: 'learning-rate=1e30' });
    const { cells } = await explain(diverging, data, { seeds: [8], workers: 1 });
    const y = classesOf(parts().validation.y);
    expect(cells[1]).toMatchObject({ diverged: 1, mean: y.filter((label) => label === 0).length / y.length });
  });

  it('says which cell it was when a worker dies', async () => {
    const [first, second, ...rest] = experiment.cells as [Cell, Cell, ...Cell[]];
    const spec = { ...second.configuration.spec, hidden: [-1] }; // no option lets this through; no memory is to be had for it
    const deadly = { ...experiment, cells: [first, { ...second, configuration: { ...second.configuration, spec } }, ...rest] };
    await expect(explain(deadly, data, { seeds: [8], workers: 2 })).rejects.toThrow(/^cell once, shared, 0\.1, seed 8: its worker died: .+/);
  });

  it('names the cell of a fault in what was given', async () => {
    const wrong = experimentOf({ set, from: 'networks=mine', to: 'networks=scratch' });
    await expect(explain(wrong, data, { seeds: [8], workers: 1 })).rejects.toThrow("cell mine, seed 8: There is no network 'mine'.");
  });
});

describe('resuming', () => {
  it('trains only what was not kept, and comes to the same numbers', async () => {
    const folder = fresh();
    const whole = await trained({ store: openStore(folder, keys, { resume: false }) });
    const path = join(folder, 'cells.jsonl');
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(TRAININGS);
    writeFileSync(path, `${lines.slice(0, 5).join('\n')}\n${lines[5]!.slice(0, 40)}`); // stopped in the middle of a line

    const rest = await trained({ store: openStore(folder, keys, { resume: true }) });
    expect(rest.jobs).toHaveLength(TRAININGS - 5);
    expect(rest.explanation).toEqual(whole.explanation);
    const again = await trained({ store: openStore(folder, keys, { resume: true }) }); // the file is whole again
    expect(again.jobs).toHaveLength(0);
    expect(again.explanation).toEqual(whole.explanation);
  });

  it('is not done unless asked for', async () => {
    const folder = fresh();
    await trained({ store: openStore(folder, keys, { resume: false }) });
    const store = openStore(folder, keys, { resume: false });
    expect(readFileSync(store.path, 'utf8')).toBe('');
  });

  it('refuses a file that was edited, with its line', () => {
    const folder = fresh();
    const { path } = openStore(folder, keys, { resume: false });
    appendFileSync(path, '{"key":1}\n');
    expect(() => openStore(folder, keys, { resume: true })).toThrow(`${path}:1: not a line that this program wrote.`);
  });
});
