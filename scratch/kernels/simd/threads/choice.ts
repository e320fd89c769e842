/** Milliseconds of steps that a number of threads is tried for, and the fewest steps: a neighbour's turn on a core takes some 4 ms. */
const TRIAL = 12;
const FEWEST_STEPS = 3;
/** Trials' lengths from one trial to the next, after a change; doubled each time that there is none. */
const FIRST_REST = 8;
const LONGEST_REST = 64;
/** What another number must take less: below it the one is as good as the other. */
const GAIN = 0.95;

/** How many threads the next step is to run on, and who is told how long it took. */
export interface Choice {
  readonly count: number;
  took(milliseconds: number): void;
}

/**
 * How many threads a step is to run on: the number that takes the least time, the next larger or smaller one being tried for a
 * moment now and then. A number that is best on an idle machine is not beside others that compute.
 */
export class ThreadChoice implements Choice {
  readonly #counts: readonly number[];
  #kept = 0; // place in #counts
  #tried: number | undefined; // likewise, in a trial
  #direction = 1;
  #rest = FIRST_REST;
  #left = 0; // milliseconds until the next trial
  #milliseconds = 0; // of the window that is measured
  #steps = 0;
  #usual = 0; // milliseconds of a step on #kept

  /** @param most threads at once; tried are 1, 2, 4, … and this */
  constructor(most: number) {
    const powers = Array.from({ length: 32 - Math.clz32(most - 1) }, (_, i) => 2 ** i);
    this.#counts = [...powers, most];
  }

  get count(): number {
    return this.#counts[this.#tried ?? this.#kept]!;
  }

  took(milliseconds: number): void {
    this.#left -= milliseconds;
    if (this.#tried === undefined && this.#left > 0) return;
    this.#milliseconds += milliseconds;
    this.#steps++;
    if (this.#milliseconds < TRIAL || this.#steps < FEWEST_STEPS) return;
    const mean = this.#milliseconds / this.#steps;
    const length = this.#milliseconds;
    [this.#milliseconds, this.#steps] = [0, 0];
    if (this.#tried === undefined) this.#begin(mean);
    else this.#conclude(this.#tried, mean, length);
  }

  #begin(usual: number): void {
    this.#usual = usual;
    if (this.#counts[this.#kept + this.#direction] === undefined) this.#direction *= -1;
    this.#tried = this.#kept + this.#direction;
  }

  #conclude(tried: number, mean: number, length: number): void {
    const isBetter = mean < GAIN * this.#usual;
    if (isBetter) this.#kept = tried;
    else this.#direction *= -1;
    this.#rest = isBetter ? FIRST_REST : Math.min(2 * this.#rest, LONGEST_REST);
    this.#left = this.#rest * length;
    this.#tried = undefined;
  }
}
