import type { Queue, QueueEvents } from 'bullmq';
import { Fault } from '../../src/fault.ts';
import { calledAs } from '../../src/host/called-as.ts';
import { type Connection, PREFIX, type Redis } from './connection.ts';
import { Errands, type Tally, type Waiting } from './errands.ts';
import { type Names, namesFor } from './names.ts';
import { type Errand, post, removeFailed } from './post.ts';
import { presentWorkers } from './presence.ts';
import type { Secret } from './secret.ts';
import type { Result } from './task.ts';

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
  readonly #errands = new Errands();
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
    const result = this.#errands.add(errand);
    this.#wake();
    return result;
  }

  /** Nobody waits for these any more: they are taken off the queue, and ended where they run. */
  async cancel(keys: readonly string[], reason: unknown): Promise<void> {
    const own = keys.filter((key) => this.#errands.get(key));
    if (own.length === 0) return;
    const ended = this.#redis.publish(this.#names.cancelling, this.#secret.sign('cancel', own));
    const removed = own.map((key) => this.#queue.remove(key)); // one that runs cannot be removed; its worker ends it
    for (const key of own) this.#errands.reject(key, reason);
    await Promise.allSettled([ended, ...removed]);
  }

  tally(): readonly Tally[] {
    return this.#errands.tally();
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
    const fresh = this.#errands.fresh();
    for (let at = 0; at < fresh.length && !this.#isClosed; at += AT_A_TIME) {
      const some = fresh.slice(at, at + AT_A_TIME);
      await Promise.all(some.map(({ posted }) => removeFailed(this.#queue, posted.key)));
      await this.#post(some);
    }
    if (performance.now() - this.#looked < LOOKS_EVERY) return;
    const keys = this.#errands.keys();
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
    const one = this.#errands.get(key);
    if (!one?.isPosted) return;
    const state = await this.#queue.getJobState(key);
    if (state === 'unknown') return await this.#post([one]);
    if (state !== 'completed' && state !== 'failed') return;
    const job = await this.#queue.getJob(key);
    if (job && state === 'completed') this.#take(one, job.returnvalue);
    if (job && state === 'failed') this.#errands.reject(key, new Fault(`${one.title}: the workers failed: ${job.failedReason}`));
  }

  /** @param returned as the queue has it, which others may have written */
  #take({ posted: { key }, title }: Waiting, returned: unknown): void {
    const result = this.#secret.taken('result', returned) as Result | undefined;
    if (result?.key === key) return this.#errands.resolve(result);
    const says = 'what the queue holds as its result was not signed for it by a holder of the secret';
    this.#errands.reject(key, new Fault(`${title}: ${says}. Who else has access to ${this.#connection.shown}?`));
  }

  /** What is of nobody of ours would be shown, and is not. */
  #tellProgress(key: string, data: unknown): void {
    const progress = this.#secret.taken('progress', data);
    if (progress !== undefined) this.#errands.get(key)?.onProgress?.(progress);
  }

  #tellLost(): void {
    if (this.#isClosed || this.#isLost) return;
    this.#isLost = true;
    this.#onTold(`The line to ${this.#connection.shown} is lost; it is waited for, and nothing that was finished is lost with it.`);
  }

  async #tellWithoutWorkers(): Promise<void> {
    if (this.#isTold || this.#errands.keys().length === 0 || performance.now() - this.#began < TELLS_AFTER) return;
    const workers = await presentWorkers(this.#redis, this.#secret);
    if (workers.length > 0) return;
    this.#isTold = true;
    this.#onTold(`No worker is there yet. Start some, with the same secret: ${calledAs('compare', ['worker', `--queue ${this.#connection.shown}`])}`);
  }
}
