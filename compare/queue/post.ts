import type { Queue } from 'bullmq';
import type { Blob } from './blob.ts';
import type { Redis } from './connection.ts';
import type { Names } from './names.ts';
import type { Secret } from './secret.ts';
import type { Posted } from './task.ts';

/** What is asked for, and what it is of, which is sent where it is not there. */
export interface Errand {
  readonly posted: Posted;
  readonly blob: Blob;
  /** In messages: 'seed 9'. */
  readonly title: string;
  onProgress?(progress: unknown): void;
}

/** Outcomes stay for others who ask for the same; rows and submissions until nobody has asked for them so long. */
const KEPT_SECONDS = { result: 6 * 3600, failure: 24 * 3600, blob: 7 * 24 * 3600 };

/** Tried again are errands of which the machine failed, not the submission or the settings: that is a result. */
const OPTIONS = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 1000 },
  removeOnComplete: { age: KEPT_SECONDS.result },
  removeOnFail: { age: KEPT_SECONDS.failure },
} as const;

export interface Where {
  readonly queue: Queue;
  readonly redis: Redis;
  readonly names: Names;
  readonly secret: Secret;
}

/** Puts errands on the queue; one that is on it stays as it is. */
export async function post(errands: readonly Errand[], { queue, redis, names, secret }: Where): Promise<void> {
  const blobs = new Map(errands.map(({ blob }) => [blob.hash, blob.bytes]));
  await Promise.all(
    [...blobs].map(async ([hash, bytes]) => {
      const isThere = await redis.expire(names.blob(hash), KEPT_SECONDS.blob);
      if (!isThere) await redis.set(names.blob(hash), bytes, 'EX', KEPT_SECONDS.blob);
    }),
  );
  await queue.addBulk(errands.map(({ posted }) => ({ name: posted.task.kind, data: secret.sign('job', posted), opts: { ...OPTIONS, jobId: posted.key } })));
}

/** What failed before is tried anew, now that somebody asks again. */
export async function removeFailed(queue: Queue, key: string): Promise<void> {
  if ((await queue.getJobState(key)) === 'failed') await queue.remove(key);
}
