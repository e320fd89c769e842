import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { compare, diagnose, explain } from '../../../compare/index.ts';
import { stream } from '../../../src/numbers/random.ts';
import { folderWith, moduleWith } from '../networks/fixtures.ts';
import { pythonWith } from '../networks/python.ts';
import { meanTwice, right } from './networks.ts';

/** What keeps a process alive: workers, their ports, child processes, open files. */
async function held(): Promise<string[]> {
  await after(50); // a worker that has ended is counted until the loop has turned
  return process.getActiveResourcesInfo().filter((name) => !/^(TTYWrap|PipeWrap|Immediate|Timeout|TickObject|FSReqPromise)$/.test(name));
}

/** Work of every kind that takes some seconds, and what it leaves where it is stopped. */
const READERS = "a diagnosis of a reader's file";
const numpy = pythonWith('numpy');

const WORK = {
  'a comparison in threads': (signal: AbortSignal) =>
    compare({ data: 'digits', hidden: [64], epochs: 40, seeds: 3, sweepWidth: true, tfjsRuntime: 'wasm', signal }),
  'a comparison of networks at hand': (signal: AbortSignal) =>
    compare({ data: 'digits', hidden: [32], epochs: 40, networks: [right, 'scratch', meanTwice], signal }),
  'a diagnosis': (signal: AbortSignal) => diagnose(meanTwice, { hidden: [24, 24], inputs: 20, signal }),
  [READERS]: (signal: AbortSignal) => diagnose('python3 examples/python/numpy_document.py', { signal }),
  'an explanation': (signal: AbortSignal) => explain({ data: 'digits', from: { learningRate: 0.1 }, to: { learningRate: 0.01, hidden: [8] }, signal }),
} as const;

describe.each(Object.entries(WORK))('%s', { timeout: 120_000 }, (name, begin) => {
  const missing = name === READERS && !numpy.found;
  it.skipIf(missing)(`stopped at any moment fails with the reason, and leaves no worker, process or handle${missing ? numpy.why : ''}`, async () => {
    const before = await held();
    const moments = stream(name.length, 'test');
    for (let n = 0; n < 5; n++) {
      const stop = new AbortController();
      const reason = new Error(`stopped ${n}`);
      const work = begin(stop.signal);
      const moment = after(moments.uniform(0, 1500)).then(() => stop.abort(reason));
      const failed = await work.then(
        () => undefined,
        (error: unknown) => error,
      );
      await moment;
      if (failed !== undefined) expect(failed).toBe(reason); // at some moments it was done already
      expect(await held()).toEqual(before);
    }
  });

  it('is not begun where the signal is aborted already', async () => {
    await expect(begin(AbortSignal.abort('never'))).rejects.toBe('never');
  });
});

describe('a network that hangs', { timeout: 60_000 }, () => {
  it.each(['step', 'predict'])('in %s holds up nobody who stops', async (method) => {
    await using folder = await folderWith({ 'mine.mjs': moduleWith({ [method]: '() { for (;;) {} }' }) });
    const before = await held();
    for (const begin of [
      (signal: AbortSignal) => compare({ data: 'penguins', epochs: 1, networks: ['scratch', join(folder.cwd, 'mine.mjs')], signal }),
      (signal: AbortSignal) => diagnose(join(folder.cwd, 'mine.mjs'), { signal }),
    ]) {
      const stop = new AbortController();
      void after(1500).then(() => stop.abort('enough'));
      await expect(begin(stop.signal)).rejects.toBe('enough');
    }
    expect(await held()).toEqual(before);
  });
});

it('keeps what had finished where a folder was asked for, and tells so before it fails', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'api-'));
  const stop = new AbortController();
  const told: string[] = [];
  const follow = async () => {
    const work = compare({ data: 'penguins', epochs: 2, networks: ['scratch', right], seeds: 50, folder: join(folder, 'run'), signal: stop.signal });
    for await (const event of work) {
      if (event.kind === 'seed' && event.done === 2) stop.abort(new Error('enough'));
      if (event.kind === 'kept') told.push(event.says);
    }
  };
  await expect(follow()).rejects.toThrow('enough');
  expect(told).toEqual([expect.stringMatching(/^The results of scratch and right are kept in .*run-stopped/)]);
  expect(await readdir(folder)).toEqual(['run-stopped']);
  await rm(folder, { recursive: true });
});
