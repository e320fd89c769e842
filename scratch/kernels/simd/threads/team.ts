import { startHelper } from '../../../../src/host/helper-thread.ts';
import type { Threads } from '../../../../src/host/threads.ts';
import type { Crew } from '../../kernels.ts';
import type { Memory } from '../webassembly.ts';
import { type Choice, ThreadChoice } from './choice.ts';

/** What every module exports for the threads that share its jobs; assembly/threads/team.ts says what each does. */
export interface TeamExports {
  team(threads: number): void;
  present(): number;
  taken(): number;
  disband(helpers: number): void;
}

/** Milliseconds of steps after which help is called where time decides: a helper takes as long to come, and 10 MB. */
const WORTH_HELP = 100;

/** Helpers in threads of their own, called with the first step that is worth it. */
export class Team implements Crew {
  readonly #wasm: TeamExports;
  readonly #threads: Threads;
  readonly #choice: Choice;
  readonly #call: () => void;
  #isCalled = false;
  #spent = 0; // milliseconds of steps
  #start = 0;
  #rows = 0; // of the largest batch so far: a short one takes another time
  #isMeasured = false;
  readonly #steps = new Map<number, number>(); // by the threads that they ran on

  constructor(module: object, memory: Memory, wasm: TeamExports, threads: Threads) {
    this.#wasm = wasm;
    this.#threads = threads;
    this.#choice = threads.byTime ? new ThreadChoice(threads.most) : { count: threads.most, took() {} };
    this.#call = () => {
      for (let which = 1; which < threads.most; which++) startHelper({ module, memory, which });
    };
  }

  begin(rows: number): void {
    if (!this.#isCalled && (!this.#threads.byTime || this.#spent > WORTH_HELP)) {
      this.#isCalled = true;
      this.#call();
    }
    const isHelped = this.#isCalled && this.#wasm.present() > 0;
    const count = isHelped ? this.#choice.count : 1;
    this.#wasm.team(count);
    this.#isMeasured = isHelped && rows >= this.#rows;
    this.#rows = Math.max(rows, this.#rows);
    this.#steps.set(count, (this.#steps.get(count) ?? 0) + 1);
    this.#start = performance.now();
  }

  end(): void {
    const milliseconds = performance.now() - this.#start;
    this.#spent += milliseconds;
    if (this.#isMeasured) this.#choice.took(milliseconds);
  }

  get description(): string | undefined {
    const { most, byTime } = this.#threads;
    if (this.#wasm.taken() === 0) return undefined;
    if (!byTime) return `${most} threads`;
    const [usual] = [...this.#steps].reduce((a, b) => (b[1] > a[1] ? b : a));
    return usual > 1 ? `mostly ${usual} threads` : undefined; // not how often: the same run is to be described in the same words
  }

  disband(): void {
    this.#wasm.disband(this.#threads.most - 1);
  }
}
