import { getEnvironmentData, isMainThread, setEnvironmentData, threadId } from 'node:worker_threads';

/** Under this name every thread of the program finds the table; a worker inherits it from the thread that starts it. */
const TABLE = 'mlp-compare: child processes';
const MOST = 256;

/** Row r: the pid of a process, 0 where there is none, and the thread that started it. */
type Table = Int32Array;

/**
 * Makes the table, should there be none, of the processes that the program has running beside it. It lies in memory that
 * all threads share: a worker that is ended from outside can end nothing itself, so it is done by whoever outlives it.
 */
export function shareChildren(): Table {
  const shared = getEnvironmentData(TABLE) as SharedArrayBuffer | undefined;
  if (shared) return new Int32Array(shared);
  const memory = new SharedArrayBuffer(2 * MOST * Int32Array.BYTES_PER_ELEMENT);
  setEnvironmentData(TABLE, memory as never);
  if (isMainThread) process.once('exit', () => endChildren());
  return new Int32Array(memory);
}

/** Enters a process of this thread's. */
export function addChild(pid: number): void {
  const table = shareChildren();
  for (let at = 0; at < table.length; at += 2) {
    if (Atomics.compareExchange(table, at, 0, pid) !== 0) continue;
    table[at + 1] = threadId;
    return;
  }
}

/** Strikes out a process that has ended. */
export function removeChild(pid: number): void {
  const table = shareChildren();
  for (let at = 0; at < table.length; at += 2) Atomics.compareExchange(table, at, pid, 0);
}

/** Ends the processes of a thread, or of all, at once. */
export function endChildren(thread?: number): void {
  const table = shareChildren();
  for (let at = 0; at < table.length; at += 2) {
    const pid = Atomics.load(table, at);
    if (pid === 0 || (thread !== undefined && table[at + 1] !== thread)) continue;
    killGroup(pid);
    removeChild(pid);
  }
}

/** Ends a process at once and, where the system knows process groups, whatever it started. */
export function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // gone already
  }
}
