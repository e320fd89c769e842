import { coreCount } from './helper-thread.ts';

/** So many threads at most for a step of a training: always, or whichever number up to it takes the least time. */
export interface Threads {
  readonly most: number;
  readonly byTime: boolean;
}

export const ONE_THREAD: Threads = { most: 1, byTime: false };

/** More than any step has work for. */
export const MOST_THREADS = 64;

/**
 * The threads of one of several trainings side by side. Where it is left to the program each has its share of the cores: on more
 * it would take turns with the others.
 */
export function threadsFor(asked: 'auto' | number, trainings: number, cores = coreCount()): Threads {
  return asked === 'auto' ? { most: Math.min(MOST_THREADS, Math.max(1, Math.floor(cores / trainings))), byTime: true } : { most: asked, byTime: false };
}
