import { allowManyListeners } from '../../src/host/many-listeners.ts';

/**
 * A signal of the work's own, aborted with the caller's: so that the caller's has one listener of ours for each piece of work, and none
 * once that is over, however many wait for it within.
 */
export async function withOwnSignal<T>(signal: AbortSignal | undefined, work: (own: AbortSignal) => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  const own = new AbortController();
  allowManyListeners(own.signal);
  const abort = () => own.abort(signal?.reason);
  signal?.addEventListener('abort', abort);
  try {
    return await work(own.signal);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
