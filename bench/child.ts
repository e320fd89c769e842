import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Ask, Ended, Missing, Slice, Started } from './protocol.ts';

/** How many threads a library takes, whatever it is. */
const THREADS = ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'VECLIB_MAXIMUM_THREADS', 'TF_NUM_INTRAOP_THREADS', 'TF_NUM_INTEROP_THREADS'];

/** A row's process: it stays alive and is asked round by round, so that all rows are timed in turns. */
export interface Child {
  readonly started: Started;
  /** From the start of the process to the end of its first epoch. */
  readonly startSeconds: number;
  work(seconds: number): Promise<Slice>;
  end(): Promise<Ended>;
}

/** Starts a row's process and waits for its first epoch; or says why this machine cannot run it. */
export async function startChild(
  [program, ...args]: readonly [string, ...string[]],
  threads = 1,
  asked: Readonly<Record<string, string>> = {},
): Promise<Child | Missing> {
  const start = performance.now();
  const taken = Object.fromEntries(THREADS.map((name) => [name, String(threads)]));
  const child = spawn(program, args, { env: { ...process.env, ...taken, ...asked }, stdio: ['pipe', 'pipe', 'pipe'] });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill); // none outlives this program
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => (complaint = `${complaint}${text}`.slice(-4000)));
  child.stdin.on('error', () => {}); // it has ended; its silence tells
  const failed = new Promise<undefined>((resolve) => {
    child.once('error', ({ message }) => {
      complaint = message;
      resolve(undefined);
    });
  });
  const closed = new Promise<void>((resolve) => void child.once('close', () => resolve())); // after its last word on any stream
  void closed.then(() => process.off('exit', kill));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const hear = async <T>(): Promise<T | Missing> => {
    const line = await Promise.race([lines.next(), failed]);
    if (line && !line.done) return JSON.parse(line.value) as T;
    if (line) await closed;
    return { missing: lastLine(complaint) };
  };
  const started = await hear<Started | Missing>();
  if ('missing' in started) return started;
  const startSeconds = (performance.now() - start) / 1000;
  const present = async <T>(): Promise<T> => {
    const message = await hear<T & object>();
    if ('missing' in message) throw new Error(`${[program, ...args].join(' ')} ended early: ${message.missing}`);
    return message;
  };
  return {
    started,
    startSeconds,
    work(seconds) {
      child.stdin.write(`${JSON.stringify({ seconds } satisfies Ask)}\n`);
      return present<Slice>();
    },
    end() {
      child.stdin.end();
      return present<Ended>();
    },
  };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) || 'it ended without a word';
}
