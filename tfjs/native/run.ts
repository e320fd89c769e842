import { spawn } from 'node:child_process';
import { diskFull } from './obstacle.ts';

/** What every step is given: where to build, with which environment, and how to report and be stopped. */
export interface Job {
  root: string;
  build: string;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  freeBytes: (folder: string) => number;
  /** What the programs that are run say, as they say it. */
  echo: (text: string) => void;
}

export interface Ended {
  /** Exit code; null where a signal ended the program. */
  code: number | null;
  /** stdout and stderr together. */
  output: string;
}

/**
 * Runs a program to its end. 'absent' where there is no such program. Throws an Obstacle where the program met a full
 * disk, and the AbortError where the job was interrupted.
 */
export async function run(
  job: Job,
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; timeout?: number; onOutput?: (text: string) => void } = {},
): Promise<Ended | 'absent'> {
  const ended = await new Promise<Ended | 'absent'>((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? job.build,
      env: { ...job.env, ...options.env },
      signal: job.signal,
      timeout: options.timeout,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (text: string): void => {
      output += text;
      job.echo(text);
      options.onOutput?.(text);
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? resolve('absent') : reject(error)));
    child.on('close', (code) => resolve({ code, output }));
  });
  if (ended !== 'absent' && ended.code !== 0 && /ENOSPC|No space left on device|Disk quota exceeded/.test(ended.output)) throw diskFull(job.build);
  return ended;
}

/** Did the program run and succeed? */
export function succeeded(ended: Ended | 'absent'): ended is Ended {
  return ended !== 'absent' && ended.code === 0;
}

/** The first line of a program's output that names an error, else its last line; or that it is not there. */
export function complaint(ended: Ended | 'absent'): string {
  if (ended === 'absent') return 'it is not on the PATH';
  const lines = ended.output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const error = lines.find((line) => (/error:/i.test(line) && !line.startsWith('WARNING')) || /^npm error (?!code|errno|syscall)/.test(line));
  return (error ?? lines.at(-1) ?? `it ended with exit code ${ended.code}`).replace(/[.]+$/, '');
}
