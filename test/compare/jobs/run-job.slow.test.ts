import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { type Data, dataOf, divideOnce } from '../../../compare/jobs/data.ts';
import { runJob } from '../../../compare/jobs/run-job.ts';
import { NO_QUIRKS } from '../../../compare/networks/quirks.ts';
import { parityCorners } from '../../../src/data/generate/parity-corners.ts';
import { sharedRoom } from '../../../src/numbers/shared.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { divide } from '../../../src/run/divide.ts';
import { loaded } from '../../../src/run/loaded.ts';
import { standardised } from '../../../src/run/make-plan.ts';
import { hangingProgram, isGone, pidsIn } from '../../faults/hanging-program.ts';
import { folderWith, moduleWith } from '../networks/fixtures.ts';
import { tinyData, tinyJob } from './tiny-job.ts';

/** Trainings of the network, with the quirks that wrap it and without; those that fail do so with the fault. */
async function trainings(network: string): Promise<void> {
  for (const gradientMean of ['once', 'twice'] as const) {
    const job = tinyJob({ epochs: 1 }, { network, quirks: { ...NO_QUIRKS, gradientMean, lossValue: 'epsilon' } });
    await runJob(job, tinyData).catch((fault: Error) => expect(fault.message).toContain('no more'));
  }
}

/** What this process has open, beside the requests and timers that come and go. */
const open = () =>
  process
    .getActiveResourcesInfo()
    .filter((name) => !/Req|Timeout|Immediate/.test(name))
    .sort();

const FAILS = "(() => { throw new Error('no more'); })()";

describe('after every training its network is gone', { timeout: 60_000 }, () => {
  it.each([
    ['that trains', '{ loss: 0.5 }'],
    ['that fails', FAILS],
  ])('a process %s', async (_name, step) => {
    await using folder = await folderWith({});
    const [pids, program] = [join(folder.cwd, 'pids'), join(folder.cwd, 'net.cjs')];
    const zeros = "{ rows: q.X.rows, cols: 2, dtype: 'float32', data: Buffer.alloc(q.X.rows * 8).toString('base64') }";
    await writeFile(program, hangingProgram(pids, { step, predict: zeros }));
    const before = open();
    await trainings(`node ${program}`);
    const started = await pidsIn(pids);
    expect(started).toHaveLength(4); // two trainings, of a process and what it started
    for (const pid of started) expect(await isGone(pid)).toBe(true);
    expect(open()).toEqual(before);
  });

  it.each([
    ['that trains', '(X) { return 0.5; }'],
    ['that fails', `(X) { return ${FAILS}; }`],
  ])('a thread %s', async (_name, step) => {
    const predict = '(X) { return Array.from({ length: X.rows }, () => [0, 0]); }';
    await using folder = await folderWith({ 'net.mjs': moduleWith({ step, predict }) });
    const living = new Set<Worker>();
    let started = 0;
    const onWorker = (worker: Worker) => {
      started++;
      living.add(worker);
      worker.once('exit', () => living.delete(worker));
    };
    process.on('worker', onWorker);
    const before = open();
    await trainings(join(folder.cwd, 'net.mjs'));
    process.off('worker', onWorker);
    expect([started, living.size]).toEqual([2, 0]);
    expect(open()).toEqual(before);
  });
});

describe('rows that are standardised already, where every thread reads them', () => {
  const rows = { train: parityCorners({ rows: 80, features: 6, seed: 4 }) };
  const division = { testFraction: 0.2, validation: 0.2, seed: 8 };
  const ready = { division, ...standardised(divide(rows, division).parts, sharedRoom) };
  const data = dataOf(rows, ready);
  const trained = async (of: Data, drawn = division) => (await runJob(tinyJob({}, { data: of.hash, division: drawn }), of)).weights;

  it('give the same numbers', async () => {
    expect(ready.parts.train.X.data.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(await trained(data)).toEqual(await trained(dataOf(rows)));
  });

  it('are taken by the jobs of that division alone', async () => {
    const nothing: Data = {
      ...data,
      ready: { ...ready, parts: { ...ready.parts, train: { ...ready.parts.train, X: sharedRoom(ready.parts.train.X.rows, 6) } } },
    };
    expect(await trained(nothing)).not.toEqual(await trained(data));
    const other = { ...division, seed: 9 };
    expect(await trained(nothing, other)).toEqual(await trained(dataOf(rows), other));
  });

  describe('where they lay, since they are only ever divided so', () => {
    const spec = parseRunSpec({ train: 'a.csv', seed: 8 }, (option) => option);
    const X = sharedRoom(rows.train.X.rows, rows.train.X.cols);
    X.data.set(rows.train.X.data);
    const single = { train: { ...rows.train, X: { ...X, data: Float32Array.from(X.data) } } };
    const { loaded: once, data: spent } = divideOnce(spec, { name: 'a', train: { ...rows.train, X }, test: undefined, warnings: [] });
    const whole = loaded(spec, { name: 'a', ...single, test: undefined, warnings: [] });

    it('are known by the same hash, and give the same numbers and warnings, in no memory of their own', async () => {
      expect(spent.hash).toBe(dataOf(single).hash);
      expect(spent.ready?.parts).toEqual(standardised(whole.parts).parts);
      expect(await trained(spent, once.division)).toEqual(await trained(dataOf(single), once.division));
      expect([once.warnings, spent.ready?.warnings]).toEqual([whole.warnings, standardised(whole.parts).warnings]);
      for (const part of Object.values(spent.ready?.parts ?? {})) expect(part.X.data.buffer).toBe(X.data.buffer);
      expect(spent.rows.train.X.data.length).toBe(0);
    });

    it('are not divided again', async () => {
      await expect(trained(spent, { ...once.division, seed: 9 })).rejects.toThrow('The rows are divided otherwise already, and cannot be again.');
    });
  });
});
