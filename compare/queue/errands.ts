import type { Errand } from './post.ts';
import type { Identity, Result } from './task.ts';

/** One that is waited for. */
export interface Waiting extends Errand {
  readonly result: Promise<Result>;
  resolve(result: Result): void;
  reject(reason: unknown): void;
  isPosted: boolean;
}

/** How many errands a worker carried out. */
export interface Tally {
  readonly by: Identity;
  readonly errands: number;
}

/** Errands that are waited for, each key once; the first result that comes of it counts, and no other. */
export class Errands {
  readonly #waiting = new Map<string, Waiting>();
  readonly #tally = new Map<string, Tally>();

  /** One that is waited for already is not asked for again. */
  add(errand: Errand): Promise<Result> {
    const { key } = errand.posted;
    const before = this.#waiting.get(key);
    if (before) return before.result;
    let settled: Pick<Waiting, 'resolve' | 'reject'> | undefined;
    const result = new Promise<Result>((resolve, reject) => (settled = { resolve, reject }));
    if (settled) this.#waiting.set(key, { ...errand, ...settled, result, isPosted: false });
    return result;
  }

  get(key: string): Waiting | undefined {
    return this.#waiting.get(key);
  }

  keys(): string[] {
    return [...this.#waiting.keys()];
  }

  /** Those that were never posted. */
  fresh(): Waiting[] {
    return [...this.#waiting.values()].filter(({ isPosted }) => !isPosted);
  }

  resolve(result: Result): void {
    const one = this.#settle(result.key);
    if (!one) return;
    const { by } = result;
    this.#tally.set(by.name, { by, errands: (this.#tally.get(by.name)?.errands ?? 0) + 1 });
    one.resolve(result);
  }

  reject(key: string, reason: unknown): void {
    this.#settle(key)?.reject(reason);
  }

  tally(): Tally[] {
    return [...this.#tally.values()];
  }

  #settle(key: string): Waiting | undefined {
    const one = this.#waiting.get(key);
    this.#waiting.delete(key);
    return one;
  }
}
