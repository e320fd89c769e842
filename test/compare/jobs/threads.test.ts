import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../../compare/jobs/executor.ts';
import { threads } from '../../../compare/jobs/threads.ts';
import { Fault } from '../../../src/fault.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { tinyData, tinyJob } from './tiny-job.ts';

/** Workers that answer with the square of the seed, slowest for the small ones; at 13 they do as they are told, at 14 nothing. */
function squaring(at13 = '') {
  const started: Worker[] = [];
  const code = `
    const { parentPort } = require('node:worker_threads');
    parentPort.on('message', ({ seed }) => {
      if (seed === 13) { ${at13}; return; }
      if (seed === 14) return;
      setTimeout(() => parentPort.postMessage({ kind: 'outcome', outcome: seed * seed }), 20 / seed);
    });`;
  const start = () => {
    const worker = new Worker(code, { eval: true });
    started.push(worker);
    return worker;
  };
  const living = () => started.filter(({ threadId }) => threadId !== -1).length;
  return { executor: threads(tinyData, start), started, living };
}

const jobsOf = (...seeds: number[]) => seeds.map((seed) => tinyJob({ seed }, { title: `cell ${seed}` }));

it('workers that are prepared are there before the data is, know the networks of the first jobs, and take these', async () => {
  const started: Worker[] = [];
  const firsts: unknown[] = [];
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    const data = new Promise((resolve) => workerData.once('message', resolve));
    parentPort.on('message', async () => parentPort.postMessage({ kind: 'outcome', outcome: (await data).hash }));`;
  let read: (data: typeof tinyData) => void = () => undefined;
  const executor = threads(new Promise((resolve) => void (read = resolve)), ({ data, first }) => {
    firsts.push(first?.name);
    const worker = new Worker(code, { eval: true, workerData: data, transferList: [data] });
    started.push(worker);
    return worker;
  });
  executor.prepare(['scratch', 'tfjs'].map((name) => ({ name, settings: parseRunSpec({}, String) })));
  expect(firsts).toEqual(['scratch', 'tfjs']);
  read(tinyData);
  expect((await outcomesOf(executor, jobsOf(1, 2), { atOnce: 2 })) as unknown[]).toEqual([tinyData.hash, tinyData.hash]);
  expect(started).toHaveLength(2);
  await executor.close();
});

describe('worker threads', () => {
  it.each([1, 2, 5, 40])('work through the jobs, %i at once, each told as it ends', async (atOnce) => {
    const { executor, started, living } = squaring();
    const told: number[] = [];
    const found = await outcomesOf(executor, jobsOf(1, 2, 3, 4, 5, 6, 7), { atOnce, onOutcome: ({ seed }) => void told.push(seed) });
    expect(found as unknown[]).toEqual([1, 4, 9, 16, 25, 36, 49]);
    expect(told.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(started).toHaveLength(Math.min(atOnce, 7));
    await executor.close();
    expect(living()).toBe(0);
  });

  it('stay ready from one run to the next, but for one that has gone meanwhile', async () => {
    const { executor, started } = squaring();
    await outcomesOf(executor, jobsOf(1, 2), { atOnce: 2 });
    await outcomesOf(executor, jobsOf(3, 4), { atOnce: 2 });
    expect(started).toHaveLength(2);
    await started[0]!.terminate();
    expect(await outcomesOf(executor, jobsOf(3, 4), { atOnce: 2 })).toEqual([9, 16]);
    expect(started).toHaveLength(3);
    await executor.close();
  });

  it('are not started for no jobs', async () => {
    const { executor, started } = squaring();
    expect(await outcomesOf(executor, [])).toEqual([]);
    expect(started).toEqual([]);
  });

  it('that die are told by the job that they died over', async () => {
    const run = (at13: string) => outcomesOf(squaring(at13).executor, jobsOf(1, 2, 13, 4), { atOnce: 2 });
    await expect(run('process.exit(7)')).rejects.toThrow('cell 13: its worker ended early, with code 7.');
    await expect(run('process.exit(0)')).rejects.toThrow('cell 13: its worker ended early, with code 0.');
    await expect(run("throw new Error('out of luck')")).rejects.toThrow('cell 13: its worker died: out of luck');
  });

  it('hand on the fault of what was given', async () => {
    const { executor } = squaring("parentPort.postMessage({ kind: 'fault', message: 'no such runtime' })");
    await expect(outcomesOf(executor, jobsOf(13))).rejects.toThrow(new Fault('cell 13: no such runtime'));
  });

  it('all end when one died, when the run is cancelled, and when an outcome cannot be kept', async () => {
    const died = squaring('process.exit(1)');
    await expect(outcomesOf(died.executor, jobsOf(13, 14), { atOnce: 2 })).rejects.toThrow('cell 13');
    expect(died.living()).toBe(0);

    const cancel = new AbortController();
    const cancelled = squaring();
    const waiting = outcomesOf(cancelled.executor, jobsOf(14, 14, 14), { atOnce: 2, signal: cancel.signal });
    cancel.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    expect(cancelled.living()).toBe(0);

    const told = new AbortController();
    const stopping = squaring();
    const abort = () => told.abort(new Error('that is enough'));
    await expect(outcomesOf(stopping.executor, jobsOf(1, 14), { atOnce: 1, signal: told.signal, onOutcome: abort })).rejects.toThrow('that is enough');
    expect(stopping.living()).toBe(0);

    const full = squaring();
    const onOutcome = () => {
      throw new Fault('the disk is full');
    };
    await expect(outcomesOf(full.executor, jobsOf(1, 14, 14), { atOnce: 3, onOutcome })).rejects.toThrow(new Fault('the disk is full'));
    expect(full.living()).toBe(0);
  });
});
