import { PassThrough } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { compareCommand } from '../../compare/cli/commands.ts';
import { outcomesOf } from '../../compare/jobs/executor.ts';
import { threads } from '../../compare/jobs/threads.ts';
import { compare } from '../../compare/run/compare.ts';
import type { CompareObserver } from '../../compare/run/told.ts';
import { MatrixMemory } from '../../scratch/kernels/simd/memory.ts';
import { Fault } from '../../src/fault.ts';
import { isOutOfMemory } from '../../src/host/out-of-memory.ts';
import { deathOf } from '../../src/host/start-worker.ts';
import { parseRunSpec } from '../../src/run/config.ts';
import { tinyData, tinyJob } from '../compare/jobs/tiny-job.ts';
import { tinyPlan } from '../tiny-plan.ts';

vi.mock('../../compare/run/compare.ts', () => ({ compare: vi.fn() }));

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('memory that does not suffice is told from other errors', () => {
  it.each<[string, () => unknown]>([
    ['an array too long', () => new Float64Array(2 ** 53 - 1)],
    ['an array that the machine has no room for', () => new ArrayBuffer(2 ** 46)],
    ['a plain array too long', () => new Array(2 ** 32)],
    ['a text too long', () => 'x'.repeat(2 ** 30)],
    ['the memory of the simd kernels', () => new MatrixMemory().matrix(2 ** 16, 2 ** 15)],
  ])('%s', (_, act) => {
    const error = thrownBy(act);
    expect(isOutOfMemory(error)).toBe(true);
    expect(isOutOfMemory(new Error('scratch: it died', { cause: error }))).toBe(true);
  });

  it.each([
    new Error('no'),
    thrownBy(() => new Float64Array(-1)),
    new RangeError('toFixed() digits argument must be between 0 and 100'),
    new TypeError('x is undefined'),
    'a text',
    undefined,
  ])('%s is none', (error) => {
    expect(isOutOfMemory(error)).toBe(false);
  });
});

describe('a worker that dies', () => {
  const dying = (code: string) =>
    outcomesOf(
      threads(tinyData, () => new Worker(code, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 12 } })),
      [tinyJob({}, { title: 'seed 9' })],
    );

  it('of a lack of memory is told in a line, and ends the run', async () => {
    const fault: unknown = await dying('const all = []; for (;;) all.push(new Array(1e5).fill(0.5));').catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Fault);
    expect((fault as Fault).message).toMatch(/^seed 9: its worker ran out of memory \(.*\)\. A narrower model, smaller batches or fewer rows need less\.$/);
  }, 20_000);

  it('without a word is told in a line', () => {
    expect(deathOf('tfjs', 7)).toEqual(new Fault('tfjs: its worker ended early, with code 7.'));
  });
});

describe('a run that does not fit', () => {
  const run = async (before: (observer: CompareObserver) => void, thrown: unknown) => {
    vi.mocked(compare).mockImplementation((_, observer) => {
      before(observer!);
      return Promise.reject(thrown as Error);
    });
    const stream = new PassThrough() as unknown as NodeJS.WriteStream;
    const spec = parseRunSpec({ hidden: '5000,5000', networks: 'scratch,tfjs', batchSize: 64 }, String);
    return compareCommand(spec, { stream, errors: stream, print() {} }).catch((error: unknown) => error);
  };
  const thrown = thrownBy(() => new ArrayBuffer(2 ** 46));

  it('says what was large and what needs less, as far as it is known by then', async () => {
    expect(await run(() => {}, thrown)).toEqual(
      new Fault(
        'Out of memory (Array buffer allocation failed) with hidden layers of 5000, 5000 units, batches of 64, 2 networks. ' +
          'A narrower --hidden, a smaller --batch-size, fewer rows or fewer --networks at a time need less.',
      ),
    );
    const plan = tinyPlan({});
    const fault = (await run((observer) => observer.onPrepared?.({ name: 'tiny', plan, backends: [], warnings: [] }), thrown)) as Fault;
    expect(fault.message).toMatch(/^Out of memory \(Array buffer allocation failed\) with \d+ parameters \(.*→.*\), batches of 64, 2 networks, \d+ training, /);
  });

  it('is told from a mistake of the program’s own', async () => {
    const error = new TypeError('x is undefined');
    expect(await run(() => {}, error)).toBe(error);
  });
});
