import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { runAll } from '../../../compare/training/pool.ts';
import { Fault } from '../../../src/fault.ts';

/** A worker that squares numbers, slowest the small ones; at 13 it does as it is told. */
const squaring = (at13: string) => () =>
  new Worker(
    `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (n) => {
    if (n === 13) { ${at13}; return; }
    setTimeout(() => parentPort.postMessage({ kind: 'done', result: n * n }), 20 / n);
  });
`,
    { eval: true },
  );

const name = (n: number) => `cell ${n}`;

describe('the pool of workers', () => {
  it.each([1, 2, 5, 40])('gives the results in the order of the tasks, by %i workers', async (workers) => {
    const done: number[] = [];
    const results = await runAll([1, 2, 3, 4, 5, 6, 7], { start: squaring(''), workers, name, onDone: (n) => done.push(n) });
    expect(results).toEqual([1, 4, 9, 16, 25, 36, 49]);
    expect(done.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('has nothing to start for no tasks', async () => {
    const start = () => {
      throw new Error('started');
    };
    expect(await runAll([], { start, workers: 2, name })).toEqual([]);
  });

  it('names the task that its worker died over', async () => {
    const run = (at13: string) => runAll([1, 2, 13, 4], { start: squaring(at13), workers: 2, name });
    await expect(run('process.exit(7)')).rejects.toThrow('cell 13: its worker ended early, with code 7.');
    await expect(run('process.exit(0)')).rejects.toThrow('cell 13: its worker ended early, with code 0.');
    await expect(run("throw new Error('out of luck')")).rejects.toThrow('cell 13: its worker died: out of luck');
  });

  it('hands on what a worker answers as the fault of what was given', async () => {
    const run = runAll([13], { start: squaring("parentPort.postMessage({ kind: 'fault', message: 'no such runtime' })"), workers: 1, name });
    await expect(run).rejects.toThrow(new Fault('cell 13: no such runtime'));
  });

  it('ends the other workers when one died', async () => {
    const started: Worker[] = [];
    const start = () => {
      const worker = squaring('process.exit(1)')();
      started.push(worker);
      return worker;
    };
    await expect(runAll([13, 1, 1, 1], { start, workers: 2, name })).rejects.toThrow('cell 13');
    expect(started.map(({ threadId }) => threadId)).toEqual([-1, -1]); // −1: no longer running
  });
});
