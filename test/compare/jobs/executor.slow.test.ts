import { describe, expect, it } from 'vitest';
import { DEFAULT_MODEL, diagnose } from '../../../compare/diagnose/diagnose.ts';
import { type Executor, outcomesOf } from '../../../compare/jobs/executor.ts';
import { inline } from '../../../compare/jobs/inline.ts';
import type { TrainJob } from '../../../compare/jobs/job.ts';
import { diagnoseJob } from '../../../compare/jobs/make-job.ts';
import { threads } from '../../../compare/jobs/threads.ts';
import { trainAll } from '../../../compare/jobs/train-all.ts';
import { withBackend } from '../../../compare/networks/backends.ts';
import type { Training } from '../../../compare/training/train.ts';
import { Fault } from '../../../src/fault.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { runtimeUnderTest } from '../../tfjs/runtime-under-test.ts';
import { tinyData, tinyJob } from './tiny-job.ts';

const tfjsRuntime = runtimeUnderTest();
const asked = { snapshots: [1, 2, 7], epochs: 'every' } as const;
const both = (settings = {}) => ['scratch', 'tfjs'].map((network) => tinyJob({ tfjsRuntime, ...settings }, { network, asked }));

/** All of an outcome but its times. */
function bits({ history, test, snapshots, weights }: Training): unknown {
  return { ...history, epochs: history.epochs.map(({ trainSeconds: _, evaluationSeconds: __, ...epoch }) => epoch), test, snapshots, weights };
}

async function withExecutor<T>(executor: Executor, use: (executor: Executor) => Promise<T>): Promise<T> {
  try {
    return await use(executor);
  } finally {
    await executor.close();
  }
}

const EXECUTORS = [
  ['on this thread', () => inline(tinyData)],
  ['in threads', () => threads(tinyData)],
] as const;

describe.each(EXECUTORS)('jobs carried out %s', { timeout: 60_000 }, (_, executor) => {
  const outcomes = (jobs: readonly TrainJob[], options = {}) => withExecutor(executor(), (given) => outcomesOf(given, jobs, options));

  it('have the bits that they have on this thread, in the order asked for, as JSON too', async () => {
    const found = await outcomes(JSON.parse(JSON.stringify(both())) as TrainJob[]);
    expect(found.map(bits)).toEqual((await withExecutor(inline(tinyData), (given) => outcomesOf(given, both()))).map(bits));
    expect(found.map(({ history }) => history.network)).toEqual(['scratch', 'tfjs']);
    expect([...found[0]!.snapshots.keys()]).toEqual([1, 2, 7]);
    expect(found[0]!.snapshots.get(7)!.weights[0]!.W.data).toBeInstanceOf(Float32Array);
  });

  it('are measured after the last epoch alone, where no more is asked for', async () => {
    const [outcome] = await outcomes([tinyJob({}, { asked: { snapshots: [], epochs: 'last' } })]);
    expect(outcome!.history.epochs.map(({ epoch }) => epoch)).toEqual([2]);
  });

  it('tell how far they have come, each under its network’s name', async () => {
    const told: string[] = [];
    const onEpoch = (network: string, { epoch }: { epoch: number }) => void told.push(`${network} ${epoch}`);
    await withExecutor(executor(), (given) => trainAll(both(), given, { onEpoch }));
    expect(told.toSorted()).toEqual(['scratch 1', 'scratch 2', 'tfjs 1', 'tfjs 2']);
  });

  it('end in a fault where what was given does not do, under the title if there is one, and keep what had finished', async () => {
    const finished: TrainJob[] = [];
    const wrong = (of: { title?: string }) => [tinyJob(), tinyJob({}, { network: 'nothing', ...of })];
    const onOutcome = (job: TrainJob) => void finished.push(job);
    await expect(outcomes(wrong({}), { atOnce: 1, onOutcome })).rejects.toThrow(/^There is no network 'nothing'\./);
    const fault: unknown = await outcomes(wrong({ title: 'seed 9' }), { atOnce: 1, onOutcome }).catch((reason: unknown) => reason);
    expect(fault).toBeInstanceOf(Fault);
    expect((fault as Fault).message).toMatch(/^seed 9: There is no network 'nothing'\./);
    expect(finished).toHaveLength(2);
  });

  it('diagnose too, with the finding that there is on this thread', async () => {
    const job = diagnoseJob(parseRunSpec({ kernel: 'naive' }, String), {
      network: 'document',
      asked: { model: DEFAULT_MODEL, batchSize: 8, learningRate: 0.1 },
    });
    const [found] = await withExecutor(executor(), (given) => outcomesOf(given, [job]));
    expect(found).toMatchObject({ network: 'document', verdict: 'mistake' });
    expect(found).toEqual(await withBackend('document', parseRunSpec({ kernel: 'naive' }, String), (backend) => diagnose(backend, DEFAULT_MODEL, job.asked)));
  });

  it('are of the data that they name, and of no other', async () => {
    await expect(outcomes([tinyJob({}, { data: 'other' })])).rejects.toThrow(/is of the data other, not of [0-9a-f]{64}/);
  });

  it('end once they are cancelled, with the reason, though they would train for hours', async () => {
    const cancel = new AbortController();
    const onProgress = () => cancel.abort(new Error('enough'));
    await expect(outcomes([tinyJob({ epochs: 1e6 }), tinyJob({ epochs: 1e6 })], { signal: cancel.signal, onProgress })).rejects.toThrow('enough');
    await expect(outcomes([tinyJob()], { signal: cancel.signal }), 'before they begin').rejects.toThrow('enough');
  });
});
