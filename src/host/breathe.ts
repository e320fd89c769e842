import { turn } from './turn.ts';

/** How long a computation keeps its thread to itself. */
const MILLISECONDS = 20;

/**
 * To be awaited between the pieces of a long computation: now and then lets in what waits for this thread, such as
 * Ctrl-C, a bar to be redrawn, a worker's word. It throws the signal's reason once that is aborted.
 */
export function breather(signal?: AbortSignal, now: () => number = () => performance.now()): () => Promise<void> {
  let last = now();
  return async () => {
    if (now() - last < MILLISECONDS) return;
    await turn();
    signal?.throwIfAborted();
    last = now();
  };
}
