/**
 * How far the networks of a run may go. At the beginning of each epoch they wait for each other, and while a run is paused all stand before
 * the same step; where all of them stand they meet, and what is asked of them there is answered before any goes on.
 */
export class Pace {
  readonly #perEpoch: number;
  readonly #meet: (step: number) => Promise<void>;
  readonly #done: Map<string, number>; // steps taken, by network
  #limit = Infinity; // steps that may be taken
  #waiting: (() => void)[] = [];
  #met: { readonly step: number; readonly over: Promise<void> } | undefined;

  /** @param meet told before which step all stand */
  constructor(names: readonly string[], perEpoch: number, meet: (step: number) => Promise<void>) {
    this.#perEpoch = perEpoch;
    this.#meet = meet;
    this.#done = new Map(names.map((name) => [name, -1])); // not there yet
  }

  get isPaused(): boolean {
    return this.#limit !== Infinity;
  }

  pause(): void {
    this.#limit = Math.max(0, ...this.#done.values());
  }

  resume(): void {
    this.#goTo(Infinity);
  }

  /** While it is paused: so far and no further. */
  goOn(by: 'batch' | 'epoch'): void {
    if (this.isPaused) this.#goTo(by === 'batch' ? this.#limit + 1 : (Math.floor(this.#limit / this.#perEpoch) + 1) * this.#perEpoch);
  }

  /** To be waited for, where it is anything, before a network takes that step (1, 2, …). */
  before(name: string, step: number): Promise<void> | undefined {
    this.#done.set(name, step - 1);
    this.#limit = Math.max(this.#limit, step - 1); // one was under way when the others were told to stop
    this.#wake();
    return step > this.#limit || this.#isFirst(step) ? this.#hold(step) : undefined;
  }

  /** The others wait for that one no longer: it has come to its end. */
  leave(name: string): void {
    this.#done.delete(name);
    this.#wake();
  }

  async #hold(step: number): Promise<void> {
    for (;;) {
      const done = [...this.#done.values()];
      if (done.every((steps) => steps === step - 1)) await this.#meeting(step);
      const isFree = step <= this.#limit && !(this.#isFirst(step) && [...this.#done.values()].some((steps) => steps < step - 1));
      if (isFree) return;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Once for all of them. */
  #meeting(step: number): Promise<void> {
    if (this.#met?.step !== step) this.#met = { step, over: this.#meet(step) };
    return this.#met.over;
  }

  #isFirst(step: number): boolean {
    return (step - 1) % this.#perEpoch === 0;
  }

  #goTo(limit: number): void {
    this.#limit = limit;
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
