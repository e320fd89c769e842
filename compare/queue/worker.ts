import { randomBytes } from 'node:crypto';
import { availableParallelism, hostname } from 'node:os';
import type { Job, Worker } from 'bullmq';
import { escaped } from '../../src/fault.ts';
import { packageVersion } from '../../src/host/package-root.ts';
import { encode } from '../jobs/json.ts';
import { unpacked } from './blob.ts';
import { type Hands, hands } from './carry-out.ts';
import { type Connection, PREFIX, type Redis } from './connection.ts';
import { namesFor } from './names.ts';
import { SAYS_EVERY, sayGone, sayPresent } from './presence.ts';
import { type Secret, Unsigned } from './secret.ts';
import type { Identity, Posted, Result } from './task.ts';

export interface WorkerOptions {
  readonly slots?: number | undefined; // jobs side by side
  readonly python?: string | undefined;
  readonly lock?: typeof LOCK;
  /** Is told of what it does, a line each. */
  onTold(told: string): void;
}

export interface OpenWorker {
  readonly slots: number;
  close(): Promise<void>;
}

/** A lock that is not renewed for so long is of a worker that is gone: its job goes to another. */
const LOCK = { lockDuration: 30_000, stalledInterval: 10_000, maxStalledCount: 2 };
/** What this machine cannot do as asked waits so long for another. */
const FOR_OTHERS = 2000;
const PROGRESS_EVERY = 1000;

/** Works off the errands of a queue until `close`, which gives back what is under way. */
export async function openWorker(connection: Connection, secret: Secret, { slots, python, lock = LOCK, onTold }: WorkerOptions): Promise<OpenWorker> {
  const { bullmq, options } = connection;
  const names = namesFor(secret);
  const redis = connection.client();
  const by = identity(slots ?? Math.max(1, availableParallelism() - 1));
  const here = hands(python);
  const running = new Map<string, AbortController>();
  const leaving = new AbortController();
  const told = new Set<string>();

  const process = async (job: Job, token?: string): Promise<string> => {
    const posted = verified(job);
    const why = await here.mismatch(posted);
    if (why !== undefined) {
      if (!told.has(why)) onTold(`Left to others: ${why}.`);
      told.add(why);
      await job.moveToDelayed(Date.now() + FOR_OTHERS, token);
      throw new bullmq.DelayedError();
    }
    const ending = new AbortController();
    running.set(posted.key, ending);
    const signal = AbortSignal.any([ending.signal, leaving.signal]);
    try {
      return await carriedOut(job, posted, { here, redis, secret, by, signal });
    } catch (error) {
      if (leaving.signal.aborted) {
        await job.moveToWait(token); // at once for another
        throw new bullmq.WaitingError();
      }
      if (ending.signal.aborted) throw new bullmq.UnrecoverableError('nobody waits for it any more');
      throw error;
    } finally {
      running.delete(posted.key);
    }
  };
  const verified = (job: Job): Posted => {
    try {
      const posted = secret.verified('job', job.data) as Posted;
      if (posted.key === job.id) return posted;
    } catch (error) {
      if (!(error instanceof Unsigned)) throw error;
    }
    onTold(`Refused: ${escaped(String(job.id))} was not signed by a holder of the secret, or was altered afterwards.`);
    throw new bullmq.UnrecoverableError('it was not signed by a holder of the secret, or was altered afterwards');
  };

  const worker: Worker = new bullmq.Worker(names.queue, process, { connection: options, prefix: PREFIX, concurrency: by.slots, ...lock });
  worker.on('error', () => undefined); // the line is lost: it comes back by itself, and what is under way goes on
  worker.on('active', (job) => onTold(`Begun: ${titleOf(secret, job)}`));
  worker.on('completed', (job) => onTold(`Done: ${titleOf(secret, job)}`));
  worker.on('failed', (job, error) => onTold(`Failed: ${job ? titleOf(secret, job) : 'a job'}: ${escaped(error.message)}`));
  const cancelling = await listen(connection, names.cancelling, (text) => {
    for (const key of keysIn(secret, text)) running.get(key)?.abort();
  });
  const say = () => void sayPresent(redis, secret, by).catch(() => undefined);
  say();
  const presence = setInterval(say, SAYS_EVERY * 1000);
  await worker.waitUntilReady();
  return {
    slots: by.slots,
    async close() {
      clearInterval(presence);
      leaving.abort();
      await Promise.allSettled([worker.close(), sayGone(redis, secret, by)]);
      cancelling.disconnect();
      redis.disconnect();
      await here.close();
    },
  };
}

interface Carrying {
  readonly here: Hands;
  readonly redis: Redis;
  readonly secret: Secret;
  readonly by: Identity;
  readonly signal: AbortSignal;
}

/** The result of an errand, signed. */
async function carriedOut(job: Job, posted: Posted, { here, redis, secret, by, signal }: Carrying): Promise<string> {
  const fetched = async () => {
    const bytes = await redis.getBuffer(namesFor(secret).blob(posted.blob));
    if (!bytes) throw new Error('what it is of is not on the server any more'); // whoever asks sends it again
    return unpacked(posted.blob, bytes);
  };
  let last = 0;
  const carried = await here.carryOut(posted, fetched, {
    signal,
    onProgress(progress) {
      if (performance.now() - last < PROGRESS_EVERY) return;
      last = performance.now();
      void job.updateProgress(secret.sign('progress', encode(progress))).catch(() => undefined);
    },
  });
  return secret.sign('result', { key: posted.key, by, ...carried } satisfies Result);
}

function identity(slots: number): Identity {
  const name = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`;
  const { node, v8 } = process.versions;
  return { name, program: packageVersion(), node, engine: `V8 ${v8}`, platform: `${process.platform} ${process.arch}`, slots };
}

async function listen(connection: Connection, channel: string, onMessage: (text: string) => void): Promise<Redis> {
  const redis = connection.client();
  redis.on('message', (_, text: string) => onMessage(text));
  await redis.subscribe(channel);
  return redis;
}

function keysIn(secret: Secret, text: string): string[] {
  try {
    return secret.verified('cancel', text) as string[];
  } catch {
    return []; // of nobody of ours
  }
}

function titleOf(secret: Secret, job: Job): string {
  try {
    const { task } = secret.verified('job', job.data) as Posted;
    return escaped(task.kind === 'job' ? (task.job.manner.title ?? task.job.manner.name) : task.submission.name);
  } catch {
    return 'what nobody signed';
  }
}
