import { turn } from './turn.ts';

/** How long a computation keeps its thread to itself. */
const MILLISECONDS = 20;

/**
 * To be awaited between the pieces of a long computation: now and then lets in what waits for this thread, such as
 * Ctrl-C, a bar to be redrawn, a worker's word.
 */
export function breather(now: () => number = () => performance.now()): () => Promise<void> {
  let last = now();
  return async () => {
    if (now() - last < MILLISECONDS) return;
    await turn();
    last = now();
  };
}
