import { setImmediate } from 'node:timers/promises';

/** Lets in whatever waits for this thread, and goes on after it. */
export async function turn(): Promise<void> {
  await setImmediate();
}
