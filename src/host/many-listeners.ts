import { setMaxListeners } from 'node:events';

/** Lets as many wait for a signal as there are: Node takes more than ten for a leak, and warns. */
export function allowManyListeners(signal: AbortSignal): void {
  setMaxListeners(0, signal);
}
