import type { Queue, QueueEvents } from 'bullmq';
import { Fault } from '../../src/fault.ts';
import { type Connection, PREFIX, type Redis } from './connection.ts';
import { type Names, namesFor } from './names.ts';
import { type Errand, post, removeFailed } from './post.ts';
import { presentWorkers } from './presence.ts';
import type { Secret } from './secret.ts';
import type { Identity, Result } from './task.ts';

interface Waiting extends Errand {
  resolve(result: Result): void;
  reject(reason: unknown): void;
  readonly result: Promise<Result>;
  isPosted: boolean;
}

/** How many errands a worker carried out. */
export interface Tally {
  readonly by: Identity;
  readonly errands: number;
}

/** Events are hints that may be lost; every so often it is looked whether what is missing is there. */
const LOOKS_EVERY = 2000;
/** Errands that are looked after at a time. */
const AT_A_TIME = 500;
/** Without a worker for so long it is said how one is started. */
const TELLS_AFTER = 3000;

/**
 * Has errands carried out by workers, each key once, whoever asks for it. The queue may be lost on the way: what is missing is posted
 * again, until `close`.
 */
export class Coordinator {
  readonly #connection: Connection;
  readonly #secret: Secret;
  readonly #onTold: (told: string) => void;
  readonly #names: Names;
  readonly #redis: Redis;
  readonly #queue: Queue;
  readonly #events: QueueEvents;
  readonly #waiting = new Map<string, Waiting>();
  readonly #tally = new Map<string, Tally>();
  readonly #rounds: Promise<void>;
  readonly #began = performance.now();
  #looked = 0; // when
  #isLost = false;
  #isTold = false;
  #isClosed = false;
  #wake = () => {};

  /** @param onTold is told in a sentence what is worth knowing on the way */
  constructor(connection: Connection, secret: Secret, onTold: (told: string) => void) {
    const { bullmq, options } = connection;
    this.#connection = connection;
    this.#secret = secret;
    this.#onTold = onTold;
    this.#names = namesFor(secret);
    this.#redis = connection.client();
    const own = { connection: options, prefix: PREFIX };
    this.#queue = new bullmq.Queue(this.#names.queue, own);
    this.#events = new bullmq.QueueEvents(this.#names.queue, own);
    this.#queue.on('error', () => this.#tellLost());
    this.#events.on('error', () => this.#tellLost());
    this.#events.on('completed', ({ jobId }) => void this.#look(jobId).catch(() => this.#tellLost()));
    this.#events.on('failed', ({ jobId }) => void this.#look(jobId).catch(() => this.#tellLost()));
    this.#events.on('progress', ({ jobId, data }) => this.#tellProgress(jobId, data));
    this.#rounds = this.#run();
  }

  /** @throws Fault where the workers failed; the reason of `cancel` */
  carryOut(errand: Errand): Promise<Result> {
    const { key } = errand.posted;
    const before = this.#waiting.get(key);
    if (before) return before.result;
    let settled: Pick<Waiting, 'resolve' | 'reject'> | undefined;
    const result = new Promise<Result>((resolve, reject) => (settled = { resolve, reject }));
    if (settled) this.#waiting.set(key, { ...errand, ...settled, result, isPosted: false });
    this.#wake();
    return result;
  }

  /** Nobody waits for these any more: they are taken off the queue, and ended where they run. */
  async cancel(keys: readonly string[], reason: unknown): Promise<void> {
    const own = keys.filter((key) => this.#waiting.has(key));
    if (own.length === 0) return;
    const ended = this.#redis.publish(this.#names.cancelling, this.#secret.sign('cancel', own));
    const removed = own.map((key) => this.#queue.remove(key)); // one that runs cannot be removed; its worker ends it
    for (const key of own) this.#settle(key)?.reject(reason);
    await Promise.allSettled([ended, ...removed]);
  }

  tally(): readonly Tally[] {
    return [...this.#tally.values()];
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wake();
    await Promise.allSettled([this.#events.close(), this.#queue.close()]);
    this.#redis.disconnect();
    await this.#rounds;
  }

  /** One round after the other: while the line is lost the round waits, and the next one finds what was lost. */
  async #run(): Promise<void> {
    while (!this.#isClosed) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      await this.#round().catch(() => this.#tellLost());
      const pause = setTimeout(() => this.#wake(), LOOKS_EVERY);
      await woken;
      clearTimeout(pause);
    }
  }

  async #round(): Promise<void> {
    const fresh = [...this.#waiting.values()].filter(({ isPosted }) => !isPosted);
    for (let at = 0; at < fresh.length && !this.#isClosed; at += AT_A_TIME) {
      const some = fresh.slice(at, at + AT_A_TIME);
      await Promise.all(some.map(({ posted }) => removeFailed(this.#queue, posted.key)));
      await this.#post(some);
    }
    if (performance.now() - this.#looked < LOOKS_EVERY) return;
    const keys = [...this.#waiting.keys()];
    for (let at = 0; at < keys.length && !this.#isClosed; at += AT_A_TIME) {
      await Promise.all(keys.slice(at, at + AT_A_TIME).map((key) => this.#look(key)));
    }
    this.#looked = performance.now();
    this.#isLost = false;
    await this.#tellWithoutWorkers();
  }

  async #post(some: readonly Waiting[]): Promise<void> {
    await post(some, { queue: this.#queue, redis: this.#redis, names: this.#names, secret: this.#secret });
    for (const one of some) one.isPosted = true;
  }

  /** Whether it is there, or lost. */
  async #look(key: string): Promise<void> {
    const one = this.#waiting.get(key);
    if (!one?.isPosted) return;
    const state = await this.#queue.getJobState(key);
    if (state === 'unknown') return await this.#post([one]);
    if (state !== 'completed' && state !== 'failed') return;
    const job = await this.#queue.getJob(key);
    if (job && state === 'completed') this.#take(key, job.returnvalue);
    if (job && state === 'failed') this.#settle(key)?.reject(new Fault(`${one.title}: the workers failed: ${job.failedReason}`));
  }

  #take(key: string, returned: unknown): void {
    const one = this.#settle(key);
    if (!one) return; // counted already
    try {
      const result = this.#secret.verified('result', returned) as Result;
      if (result.key !== key) throw new Fault('it is of another errand');
      const { name } = result.by;
      this.#tally.set(name, { by: result.by, errands: (this.#tally.get(name)?.errands ?? 0) + 1 });
      one.resolve(result);
    } catch {
      const says = 'what the queue holds as its result was not signed for it by a holder of the secret';
      one.reject(new Fault(`${one.title}: ${says}. Who else has access to ${this.#connection.shown}?`));
    }
  }

  /** The first that comes counts, and no other. */
  #settle(key: string): Waiting | undefined {
    const one = this.#waiting.get(key);
    this.#waiting.delete(key);
    return one;
  }

  #tellProgress(key: string, data: unknown): void {
    try {
      this.#waiting.get(key)?.onProgress?.(this.#secret.verified('progress', data));
    } catch {
      // of nobody of ours: it would be shown, and is not
    }
  }

  #tellLost(): void {
    if (this.#isClosed || this.#isLost) return;
    this.#isLost = true;
    this.#onTold(`The line to ${this.#connection.shown} is lost; it is waited for, and nothing that was finished is lost with it.`);
  }

  async #tellWithoutWorkers(): Promise<void> {
    if (this.#isTold || this.#waiting.size === 0 || performance.now() - this.#began < TELLS_AFTER) return;
    const workers = await presentWorkers(this.#redis, this.#secret);
    if (workers.length > 0) return;
    this.#isTold = true;
    this.#onTold(`No worker is there yet. Start some, with the same secret: mlp-compare worker --queue ${this.#connection.shown}`);
  }
}
