import { setMaxListeners } from 'node:events';

/** Why a command is aborted that is asked to end; what it has to do before that is waited for, as long as anybody waits for a program to end. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly #farewells: Promise<unknown>[] = [];

  waitFor(farewell: Promise<unknown>): void {
    this.#farewells.push(farewell);
  }

  /** Settles once nothing is waited for; undefined where nothing was. */
  get farewells(): Promise<unknown> | undefined {
    return this.#farewells.length === 0 ? undefined : Promise.race([Promise.allSettled(this.#farewells), elapsed(LONGEST)]);
  }
}

const LONGEST = 5000; // milliseconds

function elapsed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Calls `act` once the signal is aborted, and has it waited for. @returns what calls it off */
export function onStop(signal: AbortSignal | undefined, act: (reason: unknown) => Promise<unknown>): () => void {
  const listener = () => {
    const farewell = act(signal?.reason);
    if (signal?.reason instanceof Stopped) signal.reason.waitFor(farewell);
  };
  if (signal) setMaxListeners(0, signal); // as many as there are submissions
  signal?.addEventListener('abort', listener);
  return () => signal?.removeEventListener('abort', listener);
}
