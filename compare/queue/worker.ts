import { randomBytes } from 'node:crypto';
import { availableParallelism, hostname } from 'node:os';
import type { Job, Worker } from 'bullmq';
import { escaped } from '../../src/fault.ts';
import { packageVersion } from '../../src/host/package-root.ts';
import { hands } from './carry-out.ts';
import { type Connection, PREFIX, type Redis } from './connection.ts';
import { namesFor } from './names.ts';
import { SAYS_EVERY, sayGone, sayPresent } from './presence.ts';
import { processor } from './processor.ts';
import type { Secret } from './secret.ts';
import { type Identity, type Posted, titleOf } from './task.ts';

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
/** Works off the errands of a queue until `close`, which gives back what is under way. */
export async function openWorker(connection: Connection, secret: Secret, { slots, python, lock = LOCK, onTold }: WorkerOptions): Promise<OpenWorker> {
  const { bullmq, options } = connection;
  const names = namesFor(secret);
  const redis = connection.client();
  const by = identity(slots ?? Math.max(1, availableParallelism() - 1));
  const here = hands(python);
  const running = new Map<string, AbortController>();
  const leaving = new AbortController();
  const process = processor({ bullmq, here, redis, secret, by, running, leaving: leaving.signal, onTold });
  const title = (job: Job | undefined) => escaped(titleOf(job && (secret.taken('job', job.data) as Posted | undefined)));

  const worker: Worker = new bullmq.Worker(names.queue, process, { connection: options, prefix: PREFIX, concurrency: by.slots, ...lock });
  worker.on('error', () => undefined); // the line is lost: it comes back by itself, and what is under way goes on
  worker.on('active', (job) => onTold(`Begun: ${title(job)}`));
  worker.on('completed', (job) => onTold(`Done: ${title(job)}`));
  worker.on('failed', (job, error) => onTold(`Failed: ${title(job)}: ${escaped(error.message)}`));
  const cancelling = await listen(connection, names.cancelling, (text) => {
    for (const key of (secret.taken('cancel', text) as string[] | undefined) ?? []) running.get(key)?.abort();
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
