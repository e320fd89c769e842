import { Fault } from '../../src/fault.ts';

/** What is asked of a network that lives elsewhere, in a thread or a process. */
export interface Request {
  readonly id: number;
  readonly method: string;
  readonly [parameter: string]: unknown;
}

/** Puts a question to whoever is at the other end. */
export type Ask = (method: string, parameters?: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** The other side, as the channel needs it. */
export interface OtherSide {
  send(request: Request): void;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
}

export interface Limits {
  /** What runs there, for messages: './mine.ts'. */
  readonly shown: string;
  readonly timeoutSeconds: number;
  /** What can be done where it is only slow, a sentence after a space; if absent the command line's option. */
  readonly remedy?: string;
}

interface Pending {
  readonly method: string;
  readonly timer: NodeJS.Timeout;
  resolve(result: unknown): void;
  reject(fault: Fault): void;
}

/**
 * Questions and answers with another thread or process, matched by id. Every question is answered, or fails with a Fault
 * within the time limit; once the other side is gone, so does every later one. The running timer alone keeps Node
 * alive, so a channel that nobody waits for holds nothing up.
 */
export class Channel {
  readonly #otherSide: OtherSide;
  readonly #limits: Limits;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #ended: Fault | undefined;

  constructor(otherSide: OtherSide, limits: Limits) {
    this.#otherSide = otherSide;
    this.#limits = limits;
  }

  /** Why no more answers will come; undefined while they may. */
  get ended(): Fault | undefined {
    return this.#ended;
  }

  /** What the other side is busy with, for messages: 'during step()'. */
  get doing(): string {
    const [pending] = this.#pending.values();
    return pending ? `during ${pending.method}()` : 'between two questions';
  }

  ask(method: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#otherSide.send({ ...parameters, id, method });
      const timer = setTimeout(() => this.#giveUp(method), this.#limits.timeoutSeconds * 1000);
      this.#pending.set(id, { method, timer, resolve, reject });
    });
  }

  /** The answer to question `id`, or the fault that stands for it. False if nobody asked. */
  settle(id: unknown, answer: { readonly result: unknown } | { readonly fault: Fault }): boolean {
    const pending = this.#pending.get(id as number);
    if (!pending) return false;
    this.#pending.delete(id as number);
    clearTimeout(pending.timer);
    if ('fault' in answer) pending.reject(answer.fault);
    else pending.resolve(answer.result);
    return true;
  }

  /** No more answers will come, for this reason: the first one given counts. */
  end(reason: Fault): void {
    this.#ended ??= reason;
    for (const id of [...this.#pending.keys()]) this.settle(id, { fault: this.#ended });
  }

  #giveUp(method: string): void {
    const { shown, timeoutSeconds, remedy = ' If it is only slow, give it longer: --timeout <seconds>.' } = this.#limits;
    this.end(
      new Fault(
        `${shown}: ${method}() has not answered within ${timeoutSeconds} s, and was ended. Does it loop for ever, or wait for ` +
          `something that never comes?${remedy}`,
      ),
    );
    this.#otherSide.kill();
  }
}
