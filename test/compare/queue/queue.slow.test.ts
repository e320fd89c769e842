import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HAS_REDIS, redisServer, type Server, WITHOUT_REDIS } from '../../../bench/machines/redis-server.ts';
import { outcomesOf } from '../../../compare/jobs/executor.ts';
import { inline } from '../../../compare/jobs/inline.ts';
import type { TrainJob } from '../../../compare/jobs/job.ts';
import { type Circumstances, circumstancesHere } from '../../../compare/jobs/key.ts';
import { addressOf } from '../../../compare/queue/address.ts';
import { type Connection, connect } from '../../../compare/queue/connection.ts';
import { Coordinator } from '../../../compare/queue/coordinator.ts';
import { queueExecutor } from '../../../compare/queue/executor.ts';
import { namesFor } from '../../../compare/queue/names.ts';
import { secretOf } from '../../../compare/queue/secret.ts';
import type { Training } from '../../../compare/training/train.ts';
import { tinyData, tinyJob } from '../jobs/tiny-job.ts';

const SECRET = 'of this test alone, 0123456789';
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

let server: Server;
let connection: Connection;
const workers = new Set<ChildProcess>();
const coordinators = new Set<Coordinator>();
const told: string[] = [];

const worker = async (secret = SECRET): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['--import', tsx, fileURLToPath(new URL('worker-process.ts', import.meta.url)), server.url, secret], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  workers.add(child);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => void (said += chunk.toString()));
  while (!said.includes('ready')) await once(child.stdout, 'data');
  return child;
};
const kill = async (child: ChildProcess): Promise<void> => {
  const ended = once(child, 'exit');
  if (child.kill('SIGKILL')) await ended;
  workers.delete(child);
};
const coordinator = (secret = SECRET): Coordinator => {
  const made = new Coordinator(connection, secretOf(secret), (line) => void told.push(line));
  coordinators.add(made);
  return made;
};
const jobs = (count: number, settings = {}): TrainJob[] => Array.from({ length: count }, (_, seed) => tinyJob({ seed, ...settings }));

/** All of an outcome but its times. */
const bits = ({ history, test, weights }: Training) => ({
  ...history,
  epochs: history.epochs.map(({ trainSeconds: _, evaluationSeconds: __, ...epoch }) => epoch),
  test,
  weights,
});
const local = async (given: readonly TrainJob[]) => (await outcomesOf(inline(tinyData), given)).map(bits);

describe.skipIf(!HAS_REDIS)(`a queue on a server${WITHOUT_REDIS}`, { timeout: 120_000 }, () => {
  beforeAll(async () => {
    server = await redisServer();
    connection = await connect(addressOf(server.url, undefined, {}));
  });
  afterEach(async () => {
    await Promise.all([...workers].map(kill));
    await Promise.all([...coordinators].map((one) => one.close()));
    coordinators.clear();
    told.length = 0;
  });
  afterAll(() => server.remove());

  it('has every outcome once, with the bits of this machine, though workers are killed, the server too, and all that it held is lost', async () => {
    const given = jobs(40, { epochs: 40, hidden: [24, 24] });
    const asking = coordinator();
    const counted = new Map<number, number>();
    const running = outcomesOf(queueExecutor(asking, tinyData), given, { onOutcome: ({ seed }) => void counted.set(seed, (counted.get(seed) ?? 0) + 1) });
    const arrived = async (count: number) => {
      while (counted.size < count) await wait(20);
    };
    const [first, second] = [await worker(), await worker()];
    await arrived(3);
    await kill(first);
    await arrived(8);
    await server.kill();
    await wait(300);
    await server.start();
    const third = await worker();
    await arrived(15);
    await kill(second);
    const redis = connection.client();
    await redis.flushall();
    redis.disconnect();
    await arrived(20);
    await kill(third);
    await worker();
    const found = await running;
    expect(found.map(bits)).toEqual(await local(given));
    expect([...counted.values()]).toEqual(given.map(() => 1));
    expect(asking.tally().reduce((sum, { errands }) => sum + errands, 0)).toBe(40);
  });

  it('takes what is there already of another who asked for the same', async () => {
    const given = jobs(4, { epochs: 3 });
    const doing = await worker();
    await outcomesOf(queueExecutor(coordinator(), tinyData), given);
    await kill(doing);
    const again = await outcomesOf(queueExecutor(coordinator(), tinyData), given); // without a worker
    expect(again.map(bits)).toEqual(await local(given));
  });

  it('tells how far jobs have come, and ends them where they run once nobody waits for them', async () => {
    const cancel = new AbortController();
    await worker();
    const running = queueExecutor(coordinator(), tinyData).run([tinyJob({ epochs: 1e6 })], {
      signal: cancel.signal,
      onProgress: () => cancel.abort(new Error('enough')),
      onOutcome: () => undefined,
    });
    await expect(running).rejects.toThrow('enough');
    const next = tinyJob({ seed: 77 }); // by the same worker, which has one slot
    expect((await outcomesOf(queueExecutor(coordinator(), tinyData), [next])).map(bits)).toEqual(await local([next]));
  });

  it('carries nothing out that no holder of the secret signed, or that was altered, and says so', async () => {
    const names = namesFor(secretOf(SECRET));
    const queue = new connection.bullmq.Queue(names.queue, { connection: connection.options, prefix: 'mlp-compare' });
    const posted = { key: 'a'.repeat(64), program: '0.1.0', task: {}, blob: '' };
    const signed = secretOf(SECRET).sign('job', posted);
    const bad: Readonly<Record<string, unknown>> = {
      ['b'.repeat(64)]: posted,
      ['c'.repeat(64)]: secretOf('another secret 0123456789').sign('job', posted),
      ['d'.repeat(64)]: signed.replace('0.1.0', '0.1.1'),
      ['e'.repeat(64)]: signed, // of another key
      ['f'.repeat(64)]: secretOf(SECRET).sign('result', { ...posted, key: 'f'.repeat(64) }),
    };
    for (const [jobId, data] of Object.entries(bad)) await queue.add('job', data, { jobId });
    await worker();
    for (const key of Object.keys(bad)) {
      while ((await queue.getJobState(key)) !== 'failed') await wait(50);
      expect((await queue.getJob(key))?.failedReason).toMatch(/was not signed by a holder of the secret/);
    }
    await queue.close();
  });

  it('leaves to others what would not come to the same here, and says why', async () => {
    const names = namesFor(secretOf(SECRET));
    const queue = new connection.bullmq.Queue(names.queue, { connection: connection.options, prefix: 'mlp-compare' });
    const job = tinyJob({ seed: 66 });
    const here = await circumstancesHere()(job);
    const ask = (key: string, program: string, circumstances: Circumstances) =>
      queue.add('job', secretOf(SECRET).sign('job', { key, program, task: { kind: 'job', job, circumstances }, blob: '' }), { jobId: key });
    const doing = await worker();
    let said = '';
    doing.stdout?.on('data', (chunk: Buffer) => void (said += chunk.toString()));
    await ask('1'.repeat(64), '9.9.9', here);
    await ask('2'.repeat(64), here.program, { ...here, engine: 'V8 1.2' });
    await ask('3'.repeat(64), here.program, here);
    while ((said.match(/Left to others/g) ?? []).length < 3) await wait(50);
    expect(said).toContain('Left to others: it asks for version 9.9.9 of this program, and this is ');
    expect(said).toContain(`Left to others: it asks for V8 1.2, and this is ${here.engine}.`);
    expect(said).toContain('Left to others: scratch computes here with other kernels, or another runtime of TensorFlow.js.');
    expect(await queue.getFailedCount()).toBe((await queue.getFailed()).filter(({ id = '' }) => !/^[123]+$/.test(id)).length);
    for (const key of ['1', '2', '3']) await queue.remove(key.repeat(64));
    await queue.close();
  });

  it('takes no result that no holder of the secret signed', async () => {
    const given = tinyJob({ seed: 55 });
    const running = outcomesOf(queueExecutor(coordinator(), tinyData), [given]);
    const { queue: name } = namesFor(secretOf(SECRET));
    const forger = new connection.bullmq.Worker(name, async () => `${'0'.repeat(64)} {}`, { connection: connection.options, prefix: 'mlp-compare' });
    await expect(running).rejects.toThrow(/scratch: what the queue holds as its result was not signed for it by a holder of the secret/);
    await forger.close();
  });

  it('sends nothing that is of this machine’s own files', async () => {
    const run = (job: TrainJob) => outcomesOf(queueExecutor(coordinator(), tinyData), [job]);
    await expect(run(tinyJob({}, { network: './mine.ts' }))).rejects.toThrow(/--queue: \.\/mine\.ts is of this machine/);
    await expect(run({ ...tinyJob(), settings: { ...tinyJob().settings, init: 'file:w.json' } })).rejects.toThrow(/--queue: --init file:w\.json/);
  });

  it('says so where no worker is there, and where no server is', async () => {
    const running = outcomesOf(queueExecutor(coordinator('a secret that no worker has'), tinyData), jobs(1));
    while (told.length === 0) await wait(50);
    expect(told).toEqual([
      expect.stringMatching(/^No worker is there yet\. Start some, with the same secret: npm run compare -- worker --queue redis:\/\/127\.0\.0\.1:/),
    ]);
    await worker('a secret that no worker has');
    await expect(running).resolves.toHaveLength(1);
    await expect(connect(addressOf('redis://127.0.0.1:1', undefined, {}))).rejects.toThrow(
      /^--queue redis:\/\/127\.0\.0\.1:1: no server answers there .* Start one: /,
    );
  });
});
