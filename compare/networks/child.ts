import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { quoted } from '../../src/fault.ts';
import { addChild, killGroup, removeChild } from '../../src/host/children.ts';
import { packageRoot } from '../../src/host/package-root.ts';
import type { Source } from './source.ts';
import { sentence } from './wording.ts';

export type Command = Extract<Source, { kind: 'command' }>;

/** Starts the command without a shell, in a process group of its own, so that all that it starts can be ended with it. */
export function startChild({ program, args, env, user }: Command, cwd: string): ChildProcessWithoutNullStreams {
  const child = spawn(program, args, {
    cwd,
    env: env ?? { ...process.env, PYTHONPATH: pythonPath(), PYTHONIOENCODING: 'utf-8', MLP_COMPARE_ASKS: '1' },
    ...(user !== undefined && { uid: user, gid: user }),
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  child.stdin.on('error', () => {}); // it no longer listens: its end, which follows, says why
  leaveNothingBehind(child);
  return child;
}

/** An idle process keeps nobody waiting, and does not outlive this one. */
function leaveNothingBehind(child: ChildProcessWithoutNullStreams): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as unknown as { unref(): void }).unref();
  const { pid } = child;
  if (pid === undefined) return;
  addChild(pid);
  child.once('exit', () => killGroup(pid)); // what it started holds its output open
  child.once('close', () => removeChild(pid));
}

/** Ends the process at once and whatever it started. */
export function killChild({ pid }: ChildProcessWithoutNullStreams): void {
  if (pid !== undefined) killGroup(pid);
}

export function whyNotStarted(error: NodeJS.ErrnoException, { program }: Command): string {
  if (error.code === 'ENOENT') {
    const hint = /^python[\d.]*$/.test(program) ? " Is Python installed (python.org), or is it called 'python' or 'py' here?" : '';
    return `${quoted(program)} cannot be started: there is no such program on the PATH.${hint}`;
  }
  if (error.code === 'EACCES') return `${quoted(program)} cannot be started: it is not executable. Give the command that runs it.`;
  return `${quoted(program)} cannot be started: ${sentence(error.message)}`;
}

export function howItEnded(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === 'SIGKILL') return 'the process was ended by SIGKILL (did the machine run out of memory?)';
  return signal ? `the process was ended by ${signal}` : `the process ended with exit code ${code}`;
}

/** Lets `import mlp_compare` find the helper that belongs to this very program, wherever the reader's file lies. */
function pythonPath(): string {
  const helper = join(packageRoot(), 'python');
  const theirs = process.env['PYTHONPATH'];
  return theirs ? `${helper}${delimiter}${theirs}` : helper;
}
