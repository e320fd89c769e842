import type { Job } from 'bullmq';
import { escaped } from '../../src/fault.ts';
import { encode } from '../jobs/json.ts';
import { unpacked } from './blob.ts';
import type { Hands } from './carry-out.ts';
import type { Connection, Redis } from './connection.ts';
import { namesFor } from './names.ts';
import type { Secret } from './secret.ts';
import type { Identity, Posted, Result } from './task.ts';

/** What a worker works with. */
export interface Working {
  readonly bullmq: Connection['bullmq'];
  readonly here: Hands;
  readonly redis: Redis;
  readonly secret: Secret;
  readonly by: Identity;
  /** What is under way, by its key: to be ended where nobody waits for it any more. */
  readonly running: Map<string, AbortController>;
  /** Aborted when the worker goes. */
  readonly leaving: AbortSignal;
  onTold(told: string): void;
}

/** What this machine cannot do as asked waits so long for another, in milliseconds. */
const FOR_OTHERS = 2000;
const PROGRESS_EVERY = 1000;

/** What is done with a job: carried out and signed; left to others; given back; or refused. */
export function processor(working: Working): (job: Job, token?: string) => Promise<string> {
  const { bullmq, here, running, leaving, onTold } = working;
  const told = new Set<string>();
  return async (job, token) => {
    const posted = signed(job, working);
    const why = await here.mismatch(posted);
    if (why !== undefined) {
      if (!told.has(why)) onTold(`Left to others: ${escaped(why)}.`);
      told.add(why);
      await job.moveToDelayed(Date.now() + FOR_OTHERS, token);
      throw new bullmq.DelayedError();
    }
    const ending = new AbortController();
    running.set(posted.key, ending);
    try {
      return await carriedOut(job, posted, working, AbortSignal.any([ending.signal, leaving]));
    } catch (error) {
      if (ending.signal.aborted) throw new bullmq.UnrecoverableError('nobody waits for it any more');
      if (!leaving.aborted) throw error;
      await job.moveToWait(token); // at once for another
      throw new bullmq.WaitingError();
    } finally {
      running.delete(posted.key);
    }
  };
}

/** What is asked for, if a holder of the secret asks for it, by this key. */
function signed(job: Job, { bullmq, secret, onTold }: Working): Posted {
  const posted = secret.taken('job', job.data) as Posted | undefined;
  if (posted && posted.key === job.id) return posted;
  const says = 'was not signed by a holder of the secret, or was altered afterwards';
  onTold(`Refused: ${escaped(String(job.id))} ${says}.`);
  throw new bullmq.UnrecoverableError(`it ${says}`);
}

/** The result of an errand, signed. */
async function carriedOut(job: Job, posted: Posted, { here, redis, secret, by }: Working, signal: AbortSignal): Promise<string> {
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
